"""Prepares a question: checks it and its asker, folds the history in, chooses the models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.chat.followups import standalone_question
from genai_core.domain.chat.quoted_documents import WITHHELD
from genai_core.domain.chat.run_identity import age_s
from genai_core.domain.generation.model_choice import choose_models
from genai_core.domain.generation.models import Message, ModelSpec
from genai_core.domain.identifiers import DEFAULT_ENCODER, EncoderName, RunId, UserId
from genai_core.domain.permissions import require
from genai_core.domain.protocol.frames import Accepted
from genai_core.domain.questions import Question, require_question_text
from genai_core.domain.retrieval.attachments import are_computed, supplied_passages
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.workspaces import Engine, Workspace
from genai_core.ports.clock import Clock
from genai_core.ports.conversation_store import ConversationStore
from genai_core.ports.event_sink import EventSink
from genai_core.ports.judgement_store import JudgementStore
from genai_core.ports.run_store import RunStore
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.answering.publish_frames import FramePublisher
from genai_core.usecases.answering.readable_quotes import ReadableQuotes

HISTORY_MESSAGES = 6
"""The last three turns: older ones seldom help, and cost tokens."""
LATER_MESSAGES = 60
"""How many messages a replay reads to find its origin's place in the conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalPlan:
    """How deep each retriever searches, how many passages the models get at most, and where.

    Attributes:
        expand: Whether a model is asked about the question before the search.
    """

    depth: int
    limit: int
    expand: bool = False
    engine: Engine = "postgresql"
    encoder: EncoderName = DEFAULT_ENCODER


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedQuestion:
    """Input of the steps that follow.

    Attributes:
        supplied: Passages that came with the question itself.
        is_computed: They were computed from a table and are the answer; nothing is searched.
    """

    question: Question
    models: tuple[ModelSpec, ...]
    history: tuple[Message, ...]
    retrieval: RetrievalPlan
    started_at: str
    supplied: tuple[Passage, ...] = ()
    is_computed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareQuestion:
    """Prepares questions.

    Attributes:
        catalogue: Returns the deployment's models; read for each question, so a change needs no restart.
        judgements: The workspaces' calibrations; None for no calibration.
        check_budget: Raises Refused if the user's budget or the workspace's is spent; None without budgets.
    """

    runs: RunStore
    workspaces: WorkspaceStore
    conversations: ConversationStore
    sink: EventSink
    clock: Clock
    catalogue: Callable[[], Sequence[ModelSpec]]
    retrieval: RetrievalPlan
    max_question_chars: int
    quotes: ReadableQuotes
    check_budget: Callable[[UserId, Workspace], None] | None = None
    judgements: JudgementStore | None = None

    def __call__(self, run_id: RunId) -> PreparedQuestion:
        """Prepares the question of that run and tells the client it is accepted.

        Raises:
            NotFound: The run or its workspace does not exist.
            InvalidInput: The question is empty or too long, or names an unknown model.
            Forbidden: The asker is not in the workspace.
            Misconfigured: No model is configured.
            Refused: The asker's budget of the day, or the workspace's, is spent.
        """
        queued_s = age_s(run_id, self.clock.now())
        question = self.runs.question(run_id)
        require_question_text(question.text, self.max_question_chars)
        workspace = self.workspaces.get(question.workspace_id)
        require("ask workspace", question.user_id, workspace)
        if self.check_budget is not None:
            self.check_budget(question.user_id, workspace)
        models = choose_models(
            self.catalogue(), question.mode, asked=question.models, preferred=workspace.models
        )
        history = self._history(question, workspace)
        asked = replace(
            question,
            standalone=standalone_question(question.text, history),
            max_error=workspace.max_error,
            learnt=self.judgements.calibration(question.workspace_id) if self.judgements else None,
            queued_s=queued_s,
        )
        self._accept(asked, models)
        supplied = supplied_passages(question.attachment, asked.standalone)
        return PreparedQuestion(
            question=asked,
            models=models,
            history=history,
            retrieval=replace(self.retrieval, engine=workspace.engine, encoder=workspace.encoder),
            started_at=self.clock.now().isoformat(),
            supplied=supplied,
            is_computed=are_computed(supplied),
        )

    def _history(self, question: Question, workspace: Workspace) -> tuple[Message, ...]:
        if not question.session_id:
            return ()
        last = HISTORY_MESSAGES if question.origin is None else LATER_MESSAGES + HISTORY_MESSAGES
        recorded = self.conversations.messages(question.user_id, question.session_id, last=last)
        if question.origin is not None:
            recorded = _before(question.origin, recorded)[-HISTORY_MESSAGES:]
        # A session may span workspaces; what was said of one must not leak into another, and nothing out of
        # documents that the asker may not read any more.
        turns = [
            turn
            for turn in recorded
            if turn.workspace_id == question.workspace_id and turn.run_id != question.run_id
        ]
        readable = self.quotes.withheld(turns, question.user_id, {workspace.workspace_id: workspace})
        hidden = {turn.run_id for turn in readable if turn.text == WITHHELD}
        return tuple(Message(turn.role, turn.text) for turn in readable if turn.run_id not in hidden)

    def _accept(self, question: Question, models: tuple[ModelSpec, ...]) -> None:
        publisher = FramePublisher(self.runs, self.sink, question)
        publisher.publish(Accepted(question.session_id, tuple(spec.model_id for spec in models)))


def _before(origin: RunId, turns: Sequence[SessionMessage]) -> Sequence[SessionMessage]:
    """Returns the turns before the run; all of them if the run failed and so left no turn."""
    positions = [position for position, turn in enumerate(turns) if turn.run_id == origin]
    return turns[: positions[0]] if positions else turns
