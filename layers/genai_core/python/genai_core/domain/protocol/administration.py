"""REST bodies for administrators: everybody's usage, breakers of models, and the queue of documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from genai_core.domain.protocol.description import Limits
from genai_core.domain.protocol.figures import Usage

MOST_USERS = 100
MOST_FAILED = 10


@dataclass(frozen=True, slots=True)
class AllUsageQuery:
    """The first day of the report."""

    since: Annotated[
        str,
        Limits(pattern=r"(\d{4}-\d{2}-\d{2})?"),
        "A day, YYYY-MM-DD, at most 92 days ago; empty for 30 days.",
    ] = ""


@dataclass(frozen=True, slots=True)
class DayUsage:
    """One day (UTC, YYYY-MM-DD), all users and models together."""

    day: str
    calls: int
    usage: Usage


@dataclass(frozen=True, slots=True)
class ModelUsage:
    """One model, all users together."""

    model_id: str
    calls: int
    usage: Usage


@dataclass(frozen=True, slots=True)
class UserUsage:
    """One user, all models together."""

    user_id: str
    calls: int
    usage: Usage
    today: Annotated[Usage, "Of this, what counts against today's budget."]
    email: Annotated[str, "The address that the user signs in with; empty if the user was deleted."] = ""


@dataclass(frozen=True, slots=True)
class DailyBudget:
    """One user's limits per day (UTC); 0 means no limit."""

    tokens: int
    cost_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AllUsage:
    """The usage of all users since a day."""

    since: str
    calls: int
    total: Usage
    budget: DailyBudget
    days: Annotated[tuple[DayUsage, ...], "Every day on which a model was called, oldest first."]
    models: Annotated[tuple[ModelUsage, ...], "Most expensive first, then by tokens."]
    users: Annotated[tuple[UserUsage, ...], "Most expensive first, then by tokens; at most 100."]
    further_users: Annotated[int, "How many more users there are."]


BreakerCondition = Literal["closed", "open", "trial"]


@dataclass(frozen=True, slots=True)
class ModelBreaker:
    """The circuit breaker of one model."""

    model_id: str
    condition: Annotated[
        BreakerCondition, "closed: it is called; open: nobody calls it; trial: the next caller tries it."
    ]
    failures: Annotated[int, "Consecutive failures, each within two minutes of the one before."]
    rests_until: Annotated[str | None, "ISO 8601, UTC; null while closed."]


@dataclass(frozen=True, slots=True)
class BreakerList:
    """The breakers of all models, in the operator's order."""

    breakers: tuple[ModelBreaker, ...]


@dataclass(frozen=True, slots=True)
class FailedMessage:
    """A message that failed five times."""

    message_id: str
    about: Annotated[str, "The objects it names, or its beginning."]
    sent_at: Annotated[str, "ISO 8601, UTC."]


@dataclass(frozen=True, slots=True)
class QueueReport:
    """The queue of documents that arrived; the counts are approximate, as the queue gives them."""

    waiting: int
    in_work: int
    failed: Annotated[int, "In the dead-letter queue."]
    messages: Annotated[tuple[FailedMessage, ...], "Some of the failed messages, at most 10."]


@dataclass(frozen=True, slots=True)
class Redriven:
    """The result of sending failed messages again."""

    sent: int
    left: Annotated[int, "Still in the dead-letter queue; approximate."]
