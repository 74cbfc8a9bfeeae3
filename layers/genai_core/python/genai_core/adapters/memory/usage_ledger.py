"""The usage ledger in a dictionary."""

from __future__ import annotations

from threading import Lock
from typing import TypeVar

from genai_core.domain.identifiers import ModelId, RunId, UserId, WorkspaceId
from genai_core.domain.protocol.figures import Usage
from genai_core.ports.usage_ledger import UsageLine, UserLine

Key = TypeVar("Key", UserId, WorkspaceId)


class MemoryUsageLedger:
    """Keeps the ledger for the life of the process; safe between threads."""

    def __init__(self) -> None:
        self._calls: set[tuple[UserId, RunId, ModelId]] = set()
        self._lines: dict[tuple[UserId, str, ModelId], UsageLine] = {}
        self._of_workspaces: dict[tuple[WorkspaceId, str, ModelId], UsageLine] = {}
        self._lock = Lock()

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
        with self._lock:
            if (user_id, run_id, model_id) in self._calls:
                return
            self._calls.add((user_id, run_id, model_id))
            _add(self._lines, (user_id, day, model_id), usage)
            if workspace_id is not None:
                _add(self._of_workspaces, (workspace_id, day, model_id), usage)

    def workspace_lines(self, workspace_id: WorkspaceId, *, since: str) -> list[UsageLine]:
        lines = self._of_workspaces.items()
        own = [line for (each, day, _), line in lines if each == workspace_id and day >= since]
        return sorted(own, key=lambda line: (line.day, line.model_id))

    def lines(self, user_id: UserId, *, since: str) -> list[UsageLine]:
        own = [line for (user, day, _), line in self._lines.items() if user == user_id and day >= since]
        return sorted(own, key=lambda line: (line.day, line.model_id))

    def lines_of_day(self, day: str) -> list[UserLine]:
        lines = [UserLine(user, line) for (user, when, _), line in self._lines.items() if when == day]
        return sorted(lines, key=lambda each: (each.user_id, each.line.model_id))


def _add(
    lines: dict[tuple[Key, str, ModelId], UsageLine], key: tuple[Key, str, ModelId], usage: Usage
) -> None:
    _, day, model_id = key
    line = lines.get(key, UsageLine(day, model_id, 0, Usage()))
    lines[key] = UsageLine(day, model_id, line.calls + 1, line.usage + usage)
