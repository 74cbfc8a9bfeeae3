"""Accepts a question: checks it, stores the run, and starts or runs the state machine.

The same request again is the same run. So a client that is not sure whether its question arrived asks again,
with the same request id, and gets the frames it missed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from genai_core.domain.chat.connections import Connection
from genai_core.domain.chat.followups import standalone_question
from genai_core.domain.chat.quoted_documents import quoted_in_answer
from genai_core.domain.chat.run_identity import age_s, new_run_id, new_session_id
from genai_core.domain.generation.models import Message
from genai_core.domain.identifiers import ModelId, RunId, SessionId, UserId, WorkspaceId
from genai_core.domain.permissions import require
from genai_core.domain.protocol.codec import from_json
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.frames import Failure, Waking
from genai_core.domain.protocol.outcomes import Mode
from genai_core.domain.protocol.questions import MAX_TABLE_CHARS
from genai_core.domain.questions import Question, require_question_text
from genai_core.domain.retrieval.filter_parsing import parse_filter
from genai_core.errors import Conflict, InvalidInput, QuorumError, TimedOut, Unavailable
from genai_core.ports.clock import Clock
from genai_core.ports.run_store import RunStore
from genai_core.ports.workflow_starter import WorkflowStarter
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.answering.readable_quotes import ReadableQuotes

_STALE_AFTER_S = 10.0
"""A run without a frame for this long was stored by a process that ended before it started the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as a client sends it.

    Attributes:
        request_id: The client's own; unique per user.
        session_id: None begins a conversation.
        models: Empty for the workspace's own.
        mode: None for the workspace's own.
        attachment: Text to answer from besides the documents; empty for none.
        history: The earlier turns, oldest first, if the client keeps the conversation itself.
    """

    request_id: str
    workspace_id: WorkspaceId
    query: str
    session_id: SessionId | None = None
    mode: Mode | None = None
    models: tuple[ModelId, ...] = ()
    filters: dict[str, Any] = field(default_factory=dict[str, Any])
    attachment: str = ""
    history: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """The run of a question.

    Attributes:
        is_known: The same request was accepted before; the client is to `resume` the run.
        begins: The state machine must be started, for the first time or because an earlier start failed.
    """

    run_id: RunId
    is_known: bool
    begins: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptQuestion:
    """Accepts questions."""

    runs: RunStore
    workspaces: WorkspaceStore
    workflows: WorkflowStarter
    clock: Clock
    max_question_chars: int
    quotes: ReadableQuotes

    def start(self, asked: Asked, connection: Connection) -> Accepted:
        """Begins to answer; the frames of a new run go to the connection.

        Raises:
            InvalidInput: The question is empty or too long, or its filters are not valid.
            NotFound, Forbidden: There is no such workspace, or the user is not in it.
            Conflict: The request id was used for another question.
            Unavailable: The machine cannot be started now; ask again with a new request id.
        """
        accepted = self._store(connection.user_id, asked, connection.connection_id)
        if accepted.begins:
            self._begin(accepted.run_id)
        return accepted

    def run(
        self, user_id: UserId, asked: Asked, on_accepted: Callable[[RunId], None] = lambda _run_id: None
    ) -> Done:
        """Answers while the caller waits, and returns the answer as `done` carries it.

        Args:
            on_accepted: Called with the run, before its answer is waited for.

        Raises:
            Conflict: The request is being answered already, or its id was used for another question.
            Forbidden: It was answered from documents that the user may not read any more.
            Unavailable: The database must wake first; the error says how long that usually takes.
            QuorumError: The error the run ended with, by its class.
        """
        accepted = self._store(user_id, asked, "")
        on_accepted(accepted.run_id)
        if accepted.begins:
            answered = self._answered(accepted.run_id)
            return from_json(Done, answered, named="the answer", is_tolerant=True)
        for frame in self.runs.frames(accepted.run_id, after_seq=-1):
            if isinstance(frame.content, Done):
                workspace = self.workspaces.get(asked.workspace_id)
                self.quotes.require(user_id, workspace, quoted_in_answer(frame.content))
                return frame.content
        raise Conflict(
            f"request {asked.request_id!r} is being answered, or failed",
            remedy="Repeat it a little later, or with a new request id.",
        )

    def _answered(self, run_id: RunId) -> dict[str, Any]:
        try:
            return self.workflows.run("answer_question", run_id, {"run_id": run_id})
        except TimedOut as error:
            contents = [frame.content for frame in self.runs.frames(run_id, after_seq=-1)]
            waking = next((content for content in contents if isinstance(content, Waking)), None)
            if waking is None:
                raise
            raise Unavailable(
                "the database was paused and is starting",
                remedy="Repeat the request a little later, with the same Idempotency-Key.",
                retry_after_s=waking.expected_s,
            ) from error

    def _begin(self, run_id: RunId) -> None:
        try:
            self.workflows.start("answer_question", run_id, {"run_id": run_id})
        except QuorumError as error:
            # The run is stored: a client that resumes it must learn that it never began.
            self.runs.append_frame(run_id, Failure(error.message, type(error).__name__, error.remedy))
            self.runs.cancel(run_id)
            raise

    def _store(self, user_id: UserId, asked: Asked, connection_id: str) -> Accepted:
        self._check(asked)
        workspace = self.workspaces.get(asked.workspace_id)
        require("ask workspace", user_id, workspace)
        question = Question(
            run_id=new_run_id(self.clock.now()),
            request_id=asked.request_id,
            workspace_id=asked.workspace_id,
            session_id=asked.session_id or new_session_id(),
            user_id=user_id,
            # After the access check, so that a long history from somebody without access costs nothing.
            text=standalone_question(asked.query, asked.history) if asked.history else asked.query,
            mode=asked.mode or workspace.mode,
            models=asked.models,
            connection_id=connection_id,
            filters=asked.filters,
            attachment=asked.attachment,
        )
        try:
            self.runs.create(question)
        except Conflict:
            return self._known(user_id, asked)
        return Accepted(question.run_id, is_known=False, begins=True)

    def _known(self, user_id: UserId, asked: Asked) -> Accepted:
        run_id = self.runs.find(user_id, asked.request_id)
        if not _is_same(asked, self.runs.question(run_id)):
            raise Conflict(
                f"request {asked.request_id!r} was used for another question",
                remedy="Give each question a name of its own.",
            )
        never_began = (
            age_s(run_id, self.clock.now()) > _STALE_AFTER_S
            and not self.runs.state(run_id).is_over
            and not self.runs.frames(run_id, after_seq=-1)
        )
        return Accepted(run_id, is_known=True, begins=never_began)

    def _check(self, asked: Asked) -> None:
        require_question_text(asked.query, self.max_question_chars)
        if len(asked.attachment) > MAX_TABLE_CHARS:
            raise InvalidInput(
                f"the attachment has {len(asked.attachment)} characters",
                remedy=f"At most {MAX_TABLE_CHARS} are allowed; upload it as a document.",
            )
        parse_filter(asked.filters)


def _is_same(asked: Asked, known: Question) -> bool:
    """Returns whether both ask the same; a setting that the client left to the workspace may have changed."""
    return (
        (asked.workspace_id, asked.query, asked.models) == (known.workspace_id, known.text, known.models)
        and (asked.filters, asked.attachment) == (known.filters, known.attachment)
        and asked.mode in (None, known.mode)
        and asked.session_id in (None, known.session_id)
    )
