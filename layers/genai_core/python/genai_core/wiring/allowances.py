"""Builds the rate limits and budgets of users."""

from __future__ import annotations

from genai_core.domain.generation.budgets import Budget
from genai_core.domain.user_rates import ALLOWANCES, Allowance
from genai_core.settings import settings
from genai_core.usecases.answering.check_budget import CheckBudget
from genai_core.usecases.take_allowance import TakeAllowance
from genai_core.wiring import storage
from genai_core.wiring.clock import clock


def take_allowance() -> TakeAllowance:
    """Returns the use case that checks rate limits."""
    limits = settings().limits
    rates: dict[Allowance, int] = {name: int(getattr(limits, f"{name}_per_minute")) for name in ALLOWANCES}
    return TakeAllowance(storage.token_buckets(), clock(), rates)


def check_budget() -> CheckBudget:
    """Returns the check of a user's budget."""
    limits = settings().limits
    return CheckBudget(storage.usage_ledger(), clock(), Budget(limits.daily_tokens, limits.daily_cost_usd))
