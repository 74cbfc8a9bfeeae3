"""Read a workspace's budget and what is used of it."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.generation.budgets import budget_day, next_day
from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.permissions import require
from genai_core.domain.protocol.workspaces import WorkspaceBudget
from genai_core.ports.clock import Clock
from genai_core.ports.usage_ledger import UsageLedger, total_usage
from genai_core.ports.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class ReadBudget:
    """Shows the members what they may still use together today."""

    workspaces: WorkspaceStore
    ledger: UsageLedger
    clock: Clock

    def __call__(self, user_id: UserId, workspace_id: WorkspaceId) -> WorkspaceBudget:
        """Returns budget and use. Raises NotFound, or Forbidden if the user is not in the workspace."""
        workspace = self.workspaces.get(workspace_id)
        require("read workspace", user_id, workspace)
        now = self.clock.now()
        lines = self.ledger.workspace_lines(workspace_id, since=budget_day(now))
        return WorkspaceBudget(
            daily_tokens=workspace.daily_tokens,
            daily_cost_usd=workspace.daily_cost_usd,
            used=total_usage(lines),
            reset_at=next_day(now),
        )
