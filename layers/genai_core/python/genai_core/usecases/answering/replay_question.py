"""Replays a question: a new run that names its origin, which is not changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from genai_core.domain.chat.run_identity import new_run_id
from genai_core.domain.identifiers import RunId, UserId
from genai_core.domain.protocol.questions import Replay
from genai_core.domain.questions import Question
from genai_core.errors import Conflict
from genai_core.ports.clock import Clock
from genai_core.ports.run_store import RunStore
from genai_core.ports.workflow_starter import WorkflowStarter
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.answering.require_asker import require_asker


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayQuestion:
    """Begins the run of a replay; it asks every model again, with its own deadline, at its asker's cost."""

    runs: RunStore
    clock: Clock

    def __call__(self, origin: RunId, request_id: str) -> RunId:
        """Returns the new run; the same request again is the same run.

        No connection gets its frames: nobody waits for them.

        Raises:
            NotFound: There is no run `origin`.
            Conflict: The request id was used for another question, or another run's replay.
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
            return self._known(question)
        return question.run_id

    def _known(self, question: Question) -> RunId:
        run_id = self.runs.find(question.user_id, question.request_id)
        if self.runs.question(run_id).origin != question.origin:
            raise Conflict(
                f"request {question.request_id!r:.80} was used for another question",
                remedy="Give each replay a name of its own.",
            ) from None
        return run_id


@dataclass(frozen=True, slots=True, kw_only=True)
class StartReplay:
    """Replays one of the user's runs, visible step by step in the console."""

    runs: RunStore
    workspaces: WorkspaceStore
    replay: ReplayQuestion
    workflows: WorkflowStarter

    def __call__(self, user_id: UserId, origin: RunId, request_id: str) -> Replay:
        """Starts the machine, as an operator does in the console, under a name unique to this request.

        Raises:
            Conflict: The request id was used for another run's replay.
            NotFound: There is no such run, it is another's, or its workspace is gone.
            Forbidden: The user is no longer in its workspace.
            Unavailable: The machine cannot be started now; the same request again is the same run.
        """
        require_asker("replay run", user_id, self.runs.question(origin), self.workspaces)
        name = _execution_name(user_id, request_id)
        run_id = self.replay(origin, name)
        self.workflows.start("answer_question_replay", name, {"run_id": origin})
        return Replay(run_id=run_id, origin=origin)


def _execution_name(user_id: UserId, request_id: str) -> str:
    """Returns a name that Step Functions takes as it is: the machine finds the run by it.

    The names of executions are shared by all users, and two users may choose the same request id.
    """
    return f"replay-{sha256(f'{user_id}/{request_id}'.encode()).hexdigest()[:40]}"
