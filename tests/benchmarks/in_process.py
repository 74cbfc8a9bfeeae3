"""Whole questions in one process: memory stores, a thread per model as the state machine has a branch.

Real clock, real checking; the models say what they are told when they are told. Retrieval counts how
often its indexes are asked.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, cast

from genai_core.adapters.memory.conversation_store import MemoryConversationStore
from genai_core.adapters.memory.document_store import MemoryDocumentStore
from genai_core.adapters.memory.embedder import HashingEmbedder
from genai_core.adapters.memory.event_sink import MemoryEventSink
from genai_core.adapters.memory.run_store import MemoryRunStore
from genai_core.adapters.memory.search_index import MemorySearchIndex
from genai_core.adapters.memory.usage_ledger import MemoryUsageLedger
from genai_core.adapters.memory.workspace_store import MemoryWorkspaceStore
from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.adapters.system.clock import SystemClock
from genai_core.domain.answers import VerifiedAnswer
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
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.protocol.outcomes import Mode
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import Workspace
from genai_core.errors import NoAnswer, QuorumError
from genai_core.ports.embedder import Embedder
from genai_core.ports.language_model import LanguageModel
from genai_core.usecases.answering.ask_model import AskModel
from genai_core.usecases.answering.call_further_model import CallFurtherModel
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.usecases.answering.prepare_question import PreparedQuestion, PrepareQuestion, RetrievalPlan
from genai_core.usecases.answering.publish_frames import FramePublisher
from genai_core.usecases.answering.publish_passages import publish_passages
from genai_core.usecases.answering.reach_consensus import ReachConsensus
from genai_core.usecases.answering.readable_quotes import ReadableQuotes
from genai_core.usecases.answering.record_answer import RecordAnswer, RunError
from genai_core.usecases.answering.settle_run import SettleRun
from genai_core.usecases.answering.write_answer import WriteAnswer
from genai_core.usecases.ingestion.embed_chunks import embed_passages
from genai_core.usecases.retrieval.fuse_passages import FusePassages
from genai_core.usecases.retrieval.rerank_by_tokens import RerankByTokens
from genai_core.usecases.retrieval.retrieve_passages import RetrievePassages
from genai_core.usecases.retrieval.search_dense import SearchDense
from genai_core.usecases.retrieval.search_lexical import SearchLexical
from genai_core.wrappers.shared_encodings import SharedEncodings

SPACE, ASKER, SOCKET = WorkspaceId("space"), UserId("asker"), "socket"


@dataclass
class PacedModel:
    """Says its text after some seconds of silence, or fails; notes when it was asked and closed."""

    text: str = ""
    latency_s: float = 0.0
    error: QuorumError | None = None
    requests: list[ModelRequest] = field(default_factory=list[ModelRequest])

    @property
    def asked(self) -> int:
        return len(self.requests)

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        self.requests.append(request)
        time.sleep(self.latency_s)
        if self.error:
            raise self.error
        for word in self.text.split(" "):
            yield TextDelta(word + " ")
        yield Finished(Usage(100, 20))


@dataclass(frozen=True)
class CountingIndex:
    """A search index that counts what it is asked, by method."""

    inner: MemorySearchIndex
    calls: Counter[str] = field(default_factory=Counter[str])

    def __getattr__(self, name: str) -> Any:
        self.calls[name] += 1
        return getattr(self.inner, name)


class TimedSink(MemoryEventSink):
    """Notes when each frame went out."""

    def __init__(self) -> None:
        super().__init__(open_connections=(SOCKET,))
        self.times: list[tuple[float, dict[str, Any]]] = []

    def send(self, connection_id: str, message: dict[str, Any]) -> bool:
        self.times.append((time.monotonic(), message))
        return super().send(connection_id, message)


@dataclass
class RunOutcome:
    """One question, asked to its end; times are seconds after it was asked.

    Attributes:
        error: Why there is no answer; `answer` is then not to be read.
    """

    answer: VerifiedAnswer
    frames: list[tuple[float, dict[str, Any]]]
    wall_s: float
    error: NoAnswer | None = None

    def first(self, kind: str) -> float:
        """Returns when the first frame of that type went out."""
        return next(at for at, frame in self.frames if frame["type"] == kind)

    def arrivals(self) -> list[float]:
        """Returns when each model was heard to its end."""
        return [at for at, frame in self.frames if frame["type"] == "model" and frame["status"] == "answered"]

    def streamed(self) -> str:
        return "".join(frame["token"] for _, frame in self.frames if frame["type"] == "token")


@dataclass
class InProcess:
    """A deployment in memory over some texts.

    Attributes:
        models: By model id. embedder: None for a quick one of words, and checking by words alone.
        writer: The id of the model that writes; empty for none.
    """

    texts: Sequence[str]
    models: Mapping[str, LanguageModel]
    embedder: Embedder | None = None
    writer: str = ""
    runs: MemoryRunStore = field(default_factory=MemoryRunStore)
    ledger: MemoryUsageLedger = field(default_factory=MemoryUsageLedger)

    def __post_init__(self) -> None:
        self.clock = SystemClock()
        self.encoder = self.embedder or HashingEmbedder()
        self.check = CheckAnswers(SharedEncodings(self.embedder) if self.embedder else None)
        self.workspaces = MemoryWorkspaceStore()
        self.workspaces.create(Workspace(SPACE, "Space", ASKER, "2026-01-01T00:00:00+00:00"))
        self.index = CountingIndex(MemorySearchIndex(LexicalAnalyser(SnowballStemmer())))
        self.add(SPACE, *self.texts)

    def add(self, workspace_id: WorkspaceId, *texts: str) -> None:
        """Adds one document for each text."""
        chunks = [
            Chunk(ChunkId(f"{workspace_id}-{index}"), DocumentId(f"d{index}"), 0, text, "")
            for index, text in enumerate(texts)
        ]
        for embedded in embed_passages(self.encoder, chunks):
            where = workspace_id, embedded.chunk.document_id, ContentHash("v")
            self.index.inner.replace_document(*where, [embedded])

    def ask(self, text: str, specs: Sequence[ModelSpec], mode: Mode) -> RunOutcome:
        """Asks one question through every step."""
        sink = TimedSink()
        seen: dict[str, Any] = {"runs": self.runs, "sink": sink, "clock": self.clock}
        started = time.monotonic()
        run_id = RunId(f"run-{started}-{mode}")
        session = SessionId("session")
        asked = Question(run_id, run_id, SPACE, session, ASKER, text, mode=mode, connection_id=SOCKET)
        self.runs.create(asked)
        prepared = self._prepare(seen, specs)(run_id)
        passages = self._retrieve(prepared)
        publish_passages(
            FramePublisher(self.runs, sink, prepared.question), passages, at=self.clock.now().isoformat()
        )
        answers = self._ask_all(seen, prepared, passages)
        record = RecordAnswer(**seen, conversations=MemoryConversationStore(), ledger=self.ledger)
        answer, failed = None, None
        try:
            answer = ReachConsensus(**seen, check=self.check, write=self._write(specs))(
                prepared.question, prepared.models, passages, answers, started_at=prepared.started_at
            )
            record(prepared.question, answer)
        except NoAnswer as error:
            failed = error
            record.fail(run_id, RunError("NoAnswer", error.message, error.remedy))
        frames = [(at - started, frame) for at, frame in sink.times]
        return RunOutcome(cast("VerifiedAnswer", answer), frames, time.monotonic() - started, failed)

    def _write(self, specs: Sequence[ModelSpec]) -> WriteAnswer | None:
        if not self.writer:
            return None
        row = replace(specs[0], model_id=ModelId(self.writer))
        ask = CallFurtherModel(
            model_id=row.model_id,
            task="writer",
            catalogue=lambda: [row],
            model=lambda spec: self.models[spec.model_id],
            runs=self.runs,
            clock=self.clock,
        )
        return WriteAnswer(ask=ask, check=self.check)

    def _prepare(self, seen: Mapping[str, Any], specs: Sequence[ModelSpec]) -> PrepareQuestion:
        return PrepareQuestion(
            **seen,
            workspaces=self.workspaces,
            conversations=MemoryConversationStore(),
            catalogue=lambda: specs,
            retrieval=RetrievalPlan(depth=50, limit=8),
            max_question_chars=4000,
            quotes=ReadableQuotes(MemoryDocumentStore(self.clock)),
        )

    def _retrieve(self, prepared: PreparedQuestion) -> tuple[Passage, ...]:
        index = cast("MemorySearchIndex", self.index)  # hands every call on to one
        reranker = RerankByTokens(self.encoder, index)
        retrieve = RetrievePassages(
            SearchDense(self.encoder, index),
            SearchLexical(index),
            FusePassages(index, self.encoder, reranker),
            self.clock,
        )
        scope = Scope(SPACE, ASKER)
        return retrieve(scope, prepared.question.standalone, 50, 8).passages

    def _ask_all(
        self, seen: Mapping[str, Any], prepared: PreparedQuestion, passages: Sequence[Passage]
    ) -> list[ModelAnswer]:
        ask = AskModel(
            **seen,
            model=lambda spec: self.models[spec.model_id],
            check=self.check,
            settle=SettleRun(
                runs=seen["runs"], clock=seen["clock"], check=self.check, has_writer=bool(self.writer)
            ),
        )
        members = [spec.model_id for spec in prepared.models]
        with ThreadPoolExecutor(len(members)) as branches:
            answers = branches.map(
                lambda spec: ask(prepared.question, spec, passages, prepared.history, members),
                prepared.models,
            )
            return list(answers)
