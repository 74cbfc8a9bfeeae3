"""Checks the budgets of a user and a workspace before anything is asked on their account."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.generation.budgets import Budget, budget_day, require_budget
from genai_core.domain.identifiers import UserId
from genai_core.domain.workspaces import Workspace
from genai_core.ports.clock import Clock
from genai_core.ports.usage_ledger import UsageLedger, total_usage


@dataclass(frozen=True, slots=True)
class CheckBudget:
    """Checks budgets against the ledger.

    Attributes:
        budget: The deployment's, for each user.
    """

    ledger: UsageLedger
    clock: Clock
    budget: Budget

    def __call__(self, user_id: UserId, workspace: Workspace) -> None:
        """Raises Refused, with `reset_at`, if the user's budget of the day or the workspace's is spent."""
        now = self.clock.now()
        day = budget_day(now)
        if not self.budget.is_unlimited:
            require_budget(self.budget, total_usage(self.ledger.lines(user_id, since=day)), now)
        if not workspace.budget.is_unlimited:
            lines = self.ledger.workspace_lines(workspace.workspace_id, since=day)
            require_budget(workspace.budget, total_usage(lines), now, of=f"the workspace {workspace.name!r}")
