"""Budgets: how much a user may use per day, and when the budget is reset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from genai_core.domain.protocol.figures import Usage
from genai_core.errors import Refused


@dataclass(frozen=True, slots=True)
class Budget:
    """What a user, or a workspace, may use per day (UTC), all models together; 0 means no limit.

    Attributes:
        daily_tokens: Input and output tokens.
    """

    daily_tokens: int = 0
    daily_cost_usd: float = 0.0

    @property
    def is_unlimited(self) -> bool:
        return not self.daily_tokens and not self.daily_cost_usd


def budget_day(now: datetime) -> str:
    """Returns the day (UTC, YYYY-MM-DD) that a call at that time counts for."""
    return now.date().isoformat()


def next_day(now: datetime) -> str:
    """Returns when the next day (UTC) begins, RFC 3339."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return midnight.isoformat()


def require_budget(budget: Budget, used: Usage, now: datetime, *, of: str = "") -> None:
    """Raises Refused, with the time of the reset, if today's budget is spent.

    Args:
        of: Whose budget it is, for the message; empty for the caller's own.

    A call that begins within the budget may end beyond it: the cost of an answer is known only afterwards.
    """
    tokens = used.input_tokens + used.output_tokens
    if budget.daily_tokens and tokens >= budget.daily_tokens:
        raise _spent(f"{tokens} of {budget.daily_tokens} tokens are used today", now, of)
    if budget.daily_cost_usd and used.cost_usd >= budget.daily_cost_usd:
        raise _spent(f"${used.cost_usd:.2f} of ${budget.daily_cost_usd:.2f} are spent today", now, of)


def _spent(used: str, now: datetime, of: str) -> Refused:
    reset_at = next_day(now)
    whose = f" of {of}" if of else ""
    return Refused(
        f"the budget{whose} is spent: {used}", remedy=f"It is reset at {reset_at}.", reset_at=reset_at
    )
