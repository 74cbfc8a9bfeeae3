"""Checks a user's budget before anything is asked on their account."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.generation.budgets import Budget, budget_day, require_budget
from genai_core.domain.identifiers import UserId
from genai_core.domain.protocol.figures import Usage
from genai_core.ports.clock import Clock
from genai_core.ports.usage_ledger import UsageLedger


@dataclass(frozen=True, slots=True)
class CheckBudget:
    """Checks budgets against the ledger."""

    ledger: UsageLedger
    clock: Clock
    budget: Budget

    def __call__(self, user_id: UserId) -> None:
        """Raises Refused, with `reset_at`, if the user's budget of the day is spent."""
        if self.budget.is_unlimited:
            return
        now = self.clock.now()
        lines = self.ledger.lines(user_id, since=budget_day(now))
        require_budget(self.budget, sum((line.usage for line in lines), Usage()), now)
