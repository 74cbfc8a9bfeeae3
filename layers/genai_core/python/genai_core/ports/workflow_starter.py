"""The workflow starter."""

from __future__ import annotations

from typing import Any, Literal, Protocol

Workflow = Literal[
    "answer_question", "answer_question_replay", "ingest_document", "delete_document", "move_workspace"
]


class WorkflowStarter(Protocol):
    """Starts state machines by name."""

    def start(self, workflow: Workflow, name: str, payload: dict[str, Any]) -> bool:
        """Begins an execution; False if one of that name is under way or done already.

        Raises:
            Unavailable: It cannot be started now; nothing was begun.
        """
        ...

    def run(self, workflow: Workflow, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Runs an Express execution to its end and returns its output.

        Raises:
            QuorumError: The error the workflow ended with, by its class name.
            TimedOut: It did not end in time.
        """
        ...

    def stop(self, workflow: Workflow, name: str, reason: str) -> None:
        """Ends an execution; nothing happens if it is over."""
        ...
