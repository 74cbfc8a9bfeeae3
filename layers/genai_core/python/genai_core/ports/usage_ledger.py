"""The usage ledger: what each user used, per day and model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from genai_core.domain.identifiers import ModelId, RunId, UserId
from genai_core.domain.protocol.figures import Usage


@dataclass(frozen=True, slots=True)
class UsageLine:
    """One day (UTC, YYYY-MM-DD) of one model for one user."""

    day: str
    model_id: ModelId
    calls: int
    usage: Usage


class UsageLedger(Protocol):
    """Adds up calls exactly once each: the sum of the lines equals the sum of the calls."""

    def record(self, user_id: UserId, run_id: RunId, model_id: ModelId, usage: Usage, *, day: str) -> None:
        """Adds one call; the same run and model again changes nothing."""
        ...

    def lines(self, user_id: UserId, *, since: str) -> list[UsageLine]:
        """Returns the user's lines from that day on, oldest first."""
        ...
