"""The judgement store: what users said of a workspace's answers, and what was learnt from it."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.learning.judgements import Judgement, Learnt


class JudgementStore(Protocol):
    """Keeps judgements and the last lesson of each workspace; both go with the workspace."""

    def add(self, workspace_id: WorkspaceId, judgement: Judgement) -> None:
        """Keeps it in place of an earlier one by the same judge on the same run."""
        ...

    def judgements(self, workspace_id: WorkspaceId) -> list[Judgement]:
        """Returns the workspace's judgements, in no particular order."""
        ...

    def keep(self, workspace_id: WorkspaceId, learnt: Learnt) -> None:
        """Keeps what was learnt in place of what was before."""
        ...

    def learnt(self, workspace_id: WorkspaceId) -> Learnt | None:
        """Returns what was learnt last; None where nothing was yet."""
        ...
