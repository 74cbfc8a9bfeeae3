"""Run workflows as functions of this process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from genai_core.errors import Misconfigured
from genai_core.ports.workflow_starter import Workflow

Runner = Callable[[dict[str, Any]], dict[str, Any]]


class MemoryWorkflowStarter:
    """Runs a workflow immediately, in the caller's thread.

    Attributes:
        started: Workflow, name and payload of each started execution, in order.
        stopped: Workflow, name and reason of each requested stop.
        busy: Executions that count as running, by workflow; what runs here has ended when it is counted.
    """

    def __init__(self, runners: Mapping[Workflow, Runner]) -> None:
        self._runners = dict(runners)
        self.started: list[tuple[Workflow, str, dict[str, Any]]] = []
        self.stopped: list[tuple[Workflow, str, str]] = []
        self.busy: dict[Workflow, int] = {}

    def start(self, workflow: Workflow, name: str, payload: dict[str, Any]) -> bool:
        if any((known, label) == (workflow, name) for known, label, _ in self.started):
            return False
        self.run(workflow, name, payload)
        return True

    def run(self, workflow: Workflow, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        runner = self._runners.get(workflow)
        if runner is None:
            raise Misconfigured(
                f"there is no runner for workflow {workflow!r}", remedy="Give one to the adapter."
            )
        self.started.append((workflow, name, payload))
        return runner(payload)

    def running(self, workflow: Workflow, limit: int) -> int:
        return min(self.busy.get(workflow, 0), limit)

    def stop(self, workflow: Workflow, name: str, reason: str) -> None:
        self.stopped.append((workflow, name, reason))
