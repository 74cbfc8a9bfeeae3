"""Port: the usage of each user, per day and model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from genai_core.domain.identifiers import ModelId, RunId, UserId, WorkspaceId
from genai_core.domain.protocol.figures import Usage


@dataclass(frozen=True, slots=True)
class UsageLine:
    """One user's usage of one model on one day (UTC, YYYY-MM-DD)."""

    day: str
    model_id: ModelId
    calls: int
    usage: Usage


@dataclass(frozen=True, slots=True)
class UserLine:
    """A line and its user."""

    user_id: UserId
    line: UsageLine


def total_usage(lines: Iterable[UsageLine]) -> Usage:
    """Returns the sum of the lines."""
    return sum((line.usage for line in lines), Usage())


class UsageLedger(Protocol):
    """Adds each call exactly once: the sum of the lines equals the sum of the calls."""

    def record(
        self,
        user_id: UserId,
        run_id: RunId,
        model_id: ModelId,
        usage: Usage,
        *,
        day: str,
        workspace_id: WorkspaceId | None = None,
    ) -> None:
        """Adds one call to the user's lines, and to those of the workspace that it was made for.

        It does nothing if the call of that run and model is already added.
        """
        ...

    def lines(self, user_id: UserId, *, since: str) -> list[UsageLine]:
        """Returns the user's lines from that day on, oldest first."""
        ...

    def workspace_lines(self, workspace_id: WorkspaceId, *, since: str) -> list[UsageLine]:
        """Returns the workspace's lines of all users from that day on, oldest first; kept for a month."""
        ...

    def lines_of_day(self, day: str) -> list[UserLine]:
        """Returns the lines of all users on one day, ordered by user and model; calls of the last second may
        be missing."""
        ...
