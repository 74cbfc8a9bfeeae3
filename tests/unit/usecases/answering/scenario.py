"""A scenario for the answering steps: memory adapters, a clock that is moved by hand, scripted models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from genai_core.adapters.memory.conversation_store import MemoryConversationStore
from genai_core.adapters.memory.document_store import MemoryDocumentStore
from genai_core.adapters.memory.event_sink import MemoryEventSink
from genai_core.adapters.memory.run_store import MemoryRunStore
from genai_core.adapters.memory.usage_ledger import MemoryUsageLedger
from genai_core.adapters.memory.workspace_store import MemoryWorkspaceStore
from genai_core.domain.generation.models import (
    Finished,
    ModelAnswer,
    ModelEvent,
    ModelRequest,
    ModelSpec,
    TextDelta,
)
from genai_core.domain.identifiers import (
    ChunkId,
    ContentHash,
    DocumentId,
    ModelId,
    RunId,
    SessionId,
    UserId,
    WorkspaceId,
)
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.ingestion.documents import Document, DocumentStatus
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.workspaces import Workspace
from genai_core.errors import QuorumError
from genai_core.usecases.answering.ask_model import AskModel
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.usecases.answering.prepare_question import PrepareQuestion, RetrievalPlan
from genai_core.usecases.answering.publish_frames import FramePublisher
from genai_core.usecases.answering.reach_consensus import ReachConsensus
from genai_core.usecases.answering.readable_quotes import ReadableQuotes
from genai_core.usecases.answering.record_answer import RecordAnswer
from genai_core.usecases.answering.settle_run import SettleRun

ANNA = UserId("anna")
RUN = RunId("run")
SESSION = SessionId("session")
SPACE = WorkspaceId("space")
FACTS = (
    "The Eiffel Tower was completed in 1889. It stands 330 metres tall and was designed by Gustave Eiffel.",
    "The tower is repainted every seven years with 60 tonnes of paint.",
)


class ManualClock:
    """A clock that moves only when told, or when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return datetime(2026, 1, 2, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


@dataclass
class ScriptedModel:
    """Says its pieces, taking `pace_s` for each, then finishes or raises."""

    clock: ManualClock
    pieces: Sequence[str]
    pace_s: float = 0.05
    error: QuorumError | None = None
    finish: Finished | None = field(default_factory=lambda: Finished(Usage(100, 20)))
    on_piece: Any = None
    closed: bool = False
    requests: list[ModelRequest] = field(default_factory=list)

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        self.requests.append(request)
        try:
            for number, piece in enumerate(self.pieces):
                self.clock.sleep(self.pace_s)
                yield TextDelta(piece)
                if self.on_piece:
                    self.on_piece(number)
            if self.error:
                raise self.error
            if self.finish:
                yield self.finish
        finally:
            self.closed = True


def spec(name: str, family: str = "", **changes: Any) -> ModelSpec:
    return replace(ModelSpec(ModelId(name), family or name, "openai"), **changes)


def passage(text: str, number: int = 0, title: str = "Eiffel Tower") -> Passage:
    chunk = Chunk(ChunkId(f"c{number}"), DocumentId("d"), number, text, title, ("History",), page=number + 1)
    return Passage(chunk, 1.0 - number / 10)


PASSAGES = tuple(passage(text, number) for number, text in enumerate(FACTS))


def document(**changes: Any) -> Document:
    """Returns the record of the document that all passages are of."""
    whole = Document(
        workspace_id=SPACE,
        document_id=DocumentId("d"),
        path="tower.md",
        status=DocumentStatus.SUBMITTED,
        content_hash=ContentHash("1"),
        size_bytes=1,
        created_at="2026-01-01T00:00:00+00:00",
        updated_at="2026-01-01T00:00:00+00:00",
    )
    return replace(whole, **changes)


def question(text: str = "When was the Eiffel Tower completed?", **changes: Any) -> Question:
    asked = Question(
        RUN,
        "request",
        SPACE,
        SESSION,
        ANNA,
        text,
        standalone=text,
        connection_id="socket",
    )
    return replace(asked, **changes)


class Scenario:
    """One deployment in memory with one open connection, `socket`."""

    def __init__(self, catalogue: Sequence[ModelSpec] = (), **asked: Any) -> None:
        self.clock = ManualClock()
        self.runs = MemoryRunStore()
        self.sink = MemoryEventSink(open_connections=("socket",))
        self.conversations = MemoryConversationStore()
        self.workspaces = MemoryWorkspaceStore()
        self.documents = MemoryDocumentStore(self.clock)
        self.documents.submit(document())
        self.quotes = ReadableQuotes(self.documents)
        self.ledger = MemoryUsageLedger()
        self.models: dict[str, ScriptedModel] = {}
        self.question = question(**asked)
        self.runs.create(self.question)
        self.workspaces.create(Workspace(SPACE, "Space", ANNA, "2026-01-01T00:00:00+00:00"))
        check = CheckAnswers(None)
        seen = {"runs": self.runs, "sink": self.sink, "clock": self.clock}
        self.prepare = PrepareQuestion(
            **seen,
            workspaces=self.workspaces,
            conversations=self.conversations,
            catalogue=lambda: catalogue,
            retrieval=RetrievalPlan(depth=50, limit=8),
            max_question_chars=200,
            quotes=self.quotes,
        )
        settle = SettleRun(runs=self.runs, clock=self.clock, check=check)
        self.ask = AskModel(**seen, model=lambda row: self.models[row.model_id], check=check, settle=settle)
        self.reach = ReachConsensus(**seen, check=check)
        self.record = RecordAnswer(**seen, conversations=self.conversations, ledger=self.ledger)
        self.publisher = FramePublisher(self.runs, self.sink, self.question)

    def says(self, name: str, *pieces: str, **script: Any) -> ScriptedModel:
        self.models[name] = ScriptedModel(self.clock, pieces, **script)
        return self.models[name]

    def answer_of(self, row: ModelSpec, *, members: int = 3) -> ModelAnswer:
        """Asks one of so many models; the names of the others matter to nobody."""
        others = [ModelId(f"other-{number}") for number in range(members - 1)]
        return self.ask(self.question, row, PASSAGES, (), [row.model_id, *others])

    def frames(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.sink.sent["socket"] if message["type"] == kind]

    def streamed_text(self) -> str:
        return "".join(frame["token"] for frame in self.frames("token"))
