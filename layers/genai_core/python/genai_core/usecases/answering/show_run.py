"""Shows a user a run of their own, whole."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.chat.quoted_documents import quoted_in_answer
from genai_core.domain.identifiers import RunId, UserId
from genai_core.domain.protocol.frames import Failure
from genai_core.domain.protocol.questions import Run
from genai_core.ports.run_store import RunStore
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.answering.readable_quotes import ReadableQuotes
from genai_core.usecases.answering.require_asker import require_asker


@dataclass(frozen=True, slots=True)
class ShowRun:
    """Reads runs; for everybody but its owner a run does not exist."""

    runs: RunStore
    workspaces: WorkspaceStore
    quotes: ReadableQuotes

    def __call__(self, user_id: UserId, run_id: RunId) -> Run:
        """Returns the run with its whole answer.

        Raises:
            NotFound: There is no such run, it is another user's, or its workspace is gone.
            Forbidden: The user is no longer in its workspace, or may not read all that it quotes any more.
        """
        question = self.runs.question(run_id)
        workspace = require_asker("read run", user_id, question, self.workspaces)
        result = self.runs.result(run_id)
        if result:
            self.quotes.require(user_id, workspace, quoted_in_answer(result))
        failure = None if result else self._failure(run_id)
        return Run(
            run_id=run_id,
            request_id=question.request_id,
            workspace_id=question.workspace_id,
            session_id=question.session_id,
            query=question.text,
            state="answered" if result else "failed" if failure else "running",
            result=result,
            error=failure,
            origin=question.origin,
        )

    def _failure(self, run_id: RunId) -> Failure | None:
        frames = self.runs.frames(run_id, after_seq=-1)
        return next((frame.content for frame in reversed(frames) if isinstance(frame.content, Failure)), None)
