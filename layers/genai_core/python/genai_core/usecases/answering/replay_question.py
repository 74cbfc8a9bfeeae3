"""Replays a question: a new run that names its origin, which stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from genai_core.domain.chat.run_identity import new_run_id
from genai_core.domain.identifiers import RunId, UserId
from genai_core.domain.protocol.questions import Replay
from genai_core.errors import Conflict
from genai_core.ports.clock import Clock
from genai_core.ports.run_store import RunStore
from genai_core.ports.workflow_starter import WorkflowStarter
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.answering.require_asker import require_asker


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayQuestion:
    """Begins the run of a replay; it asks every model again, on its own clock, at its asker's cost."""

    runs: RunStore
    clock: Clock

    def __call__(self, origin: RunId, request_id: str) -> RunId:
        """Returns the new run; the same request again is the same run.

        No connection gets its frames: whoever asked the origin is not waiting.

        Raises:
            NotFound: There is no run `origin`.
        """
        asked = self.runs.question(origin)
        question = replace(
            asked,
            run_id=new_run_id(self.clock.now()),
            request_id=request_id,
            connection_id="",
            origin=origin,
        )
        try:
            self.runs.create(question)
        except Conflict:
            return self.runs.find(asked.user_id, request_id)
        return question.run_id


@dataclass(frozen=True, slots=True, kw_only=True)
class StartReplay:
    """Replays a run of a user's own, step by step in the console."""

    runs: RunStore
    workspaces: WorkspaceStore
    replay: ReplayQuestion
    workflows: WorkflowStarter

    def __call__(self, user_id: UserId, origin: RunId, request_id: str) -> Replay:
        """Starts the machine under the request's name, as somebody does in the console.

        Raises:
            NotFound: There is no such run, it is another's, or its workspace is gone.
            Forbidden: The user is no longer in its workspace.
            Unavailable: The machine cannot be started now; the same request again is the same run.
        """
        require_asker("replay run", user_id, self.runs.question(origin), self.workspaces)
        run_id = self.replay(origin, request_id)
        self.workflows.start("answer_question_replay", request_id, {"run_id": origin})
        return Replay(run_id=run_id, origin=origin)
