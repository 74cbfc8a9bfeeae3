"""Port: workflows."""

from __future__ import annotations

from typing import Any, Literal, Protocol

Workflow = Literal[
    "answer_question", "answer_question_replay", "ingest_document", "delete_document", "move_workspace"
]


class WorkflowStarter(Protocol):
    """Starts and stops workflows."""

    def start(self, workflow: Workflow, name: str, payload: dict[str, Any]) -> bool:
        """Starts an execution. Returns False if one of that name is running or has finished.

        Raises:
            Unavailable: It cannot be started now.
        """
        ...

    def run(self, workflow: Workflow, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Runs an Express execution to the end and returns its output.

        Raises:
            QuorumError: The error that ended the workflow, by its class name.
            TimedOut: The execution did not end in time.
        """
        ...

    def running(self, workflow: Workflow, limit: int) -> int:
        """Returns how many executions run, `limit` (1 to 1,000) at most; not for an Express workflow.

        Executions that started or ended within the last seconds may be missing or included.

        Raises:
            Unavailable: They cannot be counted now.
        """
        ...

    def stop(self, workflow: Workflow, name: str, reason: str) -> None:
        """Stops an execution; does nothing if it has ended."""
        ...
