"""Judgements in a dictionary."""

from __future__ import annotations

from collections import defaultdict

from genai_core.domain.identifiers import RunId, UserId, WorkspaceId
from genai_core.domain.learning.judgements import Judgement, Learnt


class MemoryJudgementStore:
    """Keeps judgements for the life of the process."""

    def __init__(self) -> None:
        self._judged: defaultdict[WorkspaceId, dict[tuple[RunId, UserId], Judgement]] = defaultdict(dict)
        self._learnt: dict[WorkspaceId, Learnt] = {}

    def add(self, workspace_id: WorkspaceId, judgement: Judgement) -> None:
        self._judged[workspace_id][(judgement.run_id, judgement.judge)] = judgement

    def judgements(self, workspace_id: WorkspaceId) -> list[Judgement]:
        return list(self._judged[workspace_id].values())

    def keep(self, workspace_id: WorkspaceId, learnt: Learnt) -> None:
        self._learnt[workspace_id] = learnt

    def learnt(self, workspace_id: WorkspaceId) -> Learnt | None:
        return self._learnt.get(workspace_id)
