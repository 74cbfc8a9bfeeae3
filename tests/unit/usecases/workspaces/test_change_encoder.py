"""Embedding a workspace again with another encoder, while it is searched and written to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from genai_core.adapters.memory.embedder import HashingEmbedder
from genai_core.adapters.memory.inbox import MemoryInbox
from genai_core.adapters.memory.search_index import MemorySearchIndex
from genai_core.adapters.memory.workflow_starter import MemoryWorkflowStarter
from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.domain.callers import Caller
from genai_core.domain.identifiers import DEFAULT_ENCODER, EncoderName, UserId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.domain.retrieval.encoder_profiles import EncoderProfile
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import SearchBackend
from genai_core.errors import Conflict, InvalidInput
from genai_core.ports.embedder import Embedder
from genai_core.usecases.ingestion.chunk_document import ChunkDocument
from genai_core.usecases.ingestion.embed_chunks import EmbedChunks, embed_passages
from genai_core.usecases.ingestion.extract_document import ExtractDocument
from genai_core.usecases.ingestion.index_document import IndexDocument
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion
from genai_core.usecases.retrieval.fuse_passages import FusePassages
from genai_core.usecases.retrieval.rerank_by_tokens import RerankByTokens
from genai_core.usecases.retrieval.retrieve_passages import RetrieveForUser, RetrievePassages
from genai_core.usecases.retrieval.search_dense import SearchDense
from genai_core.usecases.retrieval.search_lexical import SearchLexical
from genai_core.usecases.workspaces import move_workspace
from genai_core.usecases.workspaces.begin_move import BeginMove
from genai_core.usecases.workspaces.change_workspace import Change, ChangeWorkspace
from genai_core.usecases.workspaces.create_workspace import CreateWorkspace
from genai_core.usecases.workspaces.move_workspace import MoveProgress, MoveWorkspace
from genai_core.wrappers.on_workspace_engines import OnWorkspaceEngines
from tests.unit.usecases.ingestion.ingestion_backend import IngestionBackend, ParagraphExtractor, W
from tests.unit.usecases.workspaces.test_move_workspace import TickingClock

ADA = UserId("ada")
WIDE, PLAIN = EncoderName("wide"), EncoderName("plain")
PROFILES = {PLAIN: EncoderProfile(PLAIN, dimensions=64, window=100, query_prefix="q: ", passage_prefix="p: ")}


@dataclass
class TwoEncoders(IngestionBackend):
    """A workspace in one engine and three encoders, the last of which gives no token vectors."""

    encoders: tuple[EncoderName, ...] = (DEFAULT_ENCODER, WIDE, PLAIN)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.store = MemorySearchIndex(LexicalAnalyser(SnowballStemmer()))
        self.backends = [SearchBackend("postgresql", name) for name in self.encoders]
        self.index: Any = OnWorkspaceEngines(self.workspaces, self._chunks, self.backends, self.embed)
        self.moves = MemoryWorkflowStarter({"move_workspace": dict})
        begin = BeginMove(self.workspaces, self.moves, self.backends)
        self.change = ChangeWorkspace(self.workspaces, None, begin, self.clock)  # type: ignore[arg-type]

    def embedder(self, name: EncoderName) -> Embedder:
        return HashingEmbedder(PROFILES[name]) if name in PROFILES else super().embedder(name)

    def embed(self, name: EncoderName, chunks: Sequence[EmbeddedChunk]) -> Sequence[EmbeddedChunk]:
        if all(chunk.encoder == name for chunk in chunks):
            return chunks
        return embed_passages(self.embedder(name), [chunk.chunk for chunk in chunks])

    def begin(self, encoder: EncoderName) -> str:
        moving = self.change(ADA, W, Change(encoder=encoder)).moving
        return moving.move_id if moving else ""

    def move(self, move_id: str, *, limit_s: float = 1e9) -> MoveProgress:
        stores = self.workspaces, self.documents, self.blobs
        return MoveWorkspace(*stores, self._chunks, self.backends, self.embed, TickingClock(), limit_s)(
            W, move_id
        )

    def ask(self, text: str) -> Any:
        ask = RetrieveForUser(self.workspaces, self._retrieval, depth=50, limit=8, max_question_chars=100)
        return ask(Scope(W, ADA), text)

    def titles(self, text: str) -> list[str]:
        return [passage.chunk.title for passage in self.ask(text).passages]

    @property
    def encoder(self) -> EncoderName:
        return self.workspaces.get(W).encoder

    def _chunks(self, engine: str) -> MemorySearchIndex:
        return self.store

    def _retrieval(self, search_backend: SearchBackend) -> RetrievePassages:
        embedder, store = self.embedder(search_backend.encoder), self.store
        fuse = FusePassages(store, embedder, RerankByTokens(embedder, store))
        return RetrievePassages(SearchDense(embedder, store), SearchLexical(store), fuse, self.clock)


@pytest.fixture
def backend() -> TwoEncoders:
    backend = TwoEncoders()
    backend.drop("walrus.txt", "A walrus sleeps on the ice.")
    backend.drop("otter.txt", "An otter holds hands on the water.")
    backend.drop("stork.txt", "A stork stands on one leg.")
    return backend


def stored(backend: TwoEncoders, encoder: EncoderName) -> set[tuple[str, int]]:
    chunks = backend.store._of(SearchBackend("postgresql", encoder).collection(W)).values()
    return {(entry.embedded.encoder, len(entry.embedded.vector)) for entry in chunks}


@pytest.mark.parametrize(("encoder", "length"), [(WIDE, 384), (PLAIN, 64)])
def test_another_encoder_is_built_beside_and_then_searched(backend, encoder, length):
    move = backend.begin(encoder)
    assert backend.encoder == DEFAULT_ENCODER
    assert backend.move(move) == MoveProgress("switched", 3, 3)
    assert backend.encoder == encoder
    assert stored(backend, DEFAULT_ENCODER) == {(DEFAULT_ENCODER, 384)}
    assert stored(backend, encoder) == {(encoder, length)}
    assert backend.titles("walrus on ice")[0] == "walrus.txt"
    assert backend.move(move).state == "done"
    assert stored(backend, DEFAULT_ENCODER) == set()
    assert backend.titles("walrus on ice")[0] == "walrus.txt"


@pytest.mark.parametrize("encoder", [WIDE, PLAIN])
def test_a_question_is_answered_at_every_step(backend, encoder):
    for number in range(6):
        backend.drop(f"{number}.txt", f"Document {number} is about herons.")
    move, seen = backend.begin(encoder), []
    for step in range(40):
        seen.append(backend.encoder)
        passages = backend.ask("herons").passages
        assert {passage.chunk.title for passage in passages} >= {f"{number}.txt" for number in range(6)}
        assert all("dense" in passage.scores for passage in passages)
        assert backend.titles("walrus on ice")[0] == "walrus.txt"
        if step == 1:
            backend.drop("late.txt", "A late crane arrives.")
        if backend.move(move, limit_s=0.5).state == "done":
            break
    assert list(dict.fromkeys(seen)) == [DEFAULT_ENCODER, encoder]
    assert backend.titles("late crane")[0] == "late.txt"
    assert stored(backend, encoder) == {(encoder, backend.embedder(encoder).profile.dimensions)}


def test_a_document_that_takes_longer_than_one_call_is_embedded_part_by_part(backend, monkeypatch):
    monkeypatch.setattr(move_workspace, "PART_CHUNKS", 2)
    backend.drop(
        "long.txt", "\n\n".join(f"Paragraph {number} " + "about herons " * 60 for number in range(9))
    )
    counted: list[int] = []
    embed = backend.embed
    backend.embed = lambda name, chunks: counted.append(len(chunks)) or embed(name, chunks)  # type: ignore[func-returns-value]
    move, calls = backend.begin(WIDE), 1
    while backend.move(move, limit_s=0.5).state == "copying":
        calls += 1
        assert calls < 60
    assert calls > 4
    assert max(counted) == 2
    assert sum(counted) == backend.store.count(SearchBackend("postgresql", WIDE).collection(W))
    assert not list(backend.blobs.keys(f"artifacts/{W}/moves/{move}/"))
    assert backend.titles("herons")[0] == "long.txt"


def embedded_and_not_yet_indexed(backend: TwoEncoders, path: str, text: str) -> DocumentVersion:
    """Drops a document and stops its ingestion before the last step."""
    backend.hold = True
    backend.drop(path, text)
    backend.hold = False
    version = DocumentVersion(**backend.held.pop())
    ExtractDocument(backend.documents, backend.blobs, ParagraphExtractor())(version)
    chunk = ChunkDocument(backend.documents, backend.blobs, backend.workspaces, lambda _: None)
    for key in chunk(version).batches:
        EmbedChunks(backend.blobs, backend.workspaces, backend.embedder)(key)
    return version


def test_a_document_embedded_before_the_switch_and_indexed_after_it_is_embedded_again(backend):
    move = backend.begin(WIDE)
    version = embedded_and_not_yet_indexed(backend, "late.txt", "A heron waits.")
    assert backend.move(move).state == "switched"
    IndexDocument(backend.documents, backend.blobs, backend.index, MemoryInbox(backend.blobs))(version)
    assert backend.titles("heron waits")[0] == "late.txt"
    assert stored(backend, WIDE) == {(WIDE, 384)}


def test_a_document_that_comes_after_the_move_is_refused_with_what_to_do(backend):
    version = embedded_and_not_yet_indexed(backend, "late.txt", "A heron waits.")
    move = backend.begin(WIDE)
    backend.move(move)
    assert backend.move(move).state == "done"
    with pytest.raises(Conflict, match="Retry the document"):
        IndexDocument(backend.documents, backend.blobs, backend.index, MemoryInbox(backend.blobs))(version)
    assert stored(backend, WIDE) == {(WIDE, 384)}


def test_an_encoder_without_token_vectors_leaves_late_interaction_out_and_says_so(backend):
    assert backend.ask("walrus").degraded == ()
    backend.move(backend.begin(PLAIN))
    answer = backend.ask("walrus on ice")
    assert answer.degraded == ("late_interaction",)
    assert all("late_interaction" not in passage.scores for passage in answer.passages)
    assert answer.passages[0].chunk.title == "walrus.txt"


def test_chunks_of_another_encoder_are_refused(backend):
    document = backend.document("walrus.txt")
    (chunk,) = backend.store.fetch(Scope(W, ADA), list(backend.store._of(W))[:1])
    strange = embed_passages(backend.embedder(WIDE), [chunk.chunk])
    with pytest.raises(Conflict, match="workspace move WORKSPACE --encoder wide") as refused:
        backend.index.replace_document(W, document.document_id, document.content_hash, strange)
    assert DEFAULT_ENCODER in refused.value.message
    assert stored(backend, DEFAULT_ENCODER) == {(DEFAULT_ENCODER, 384)}


def test_an_encoder_that_is_not_there_is_refused(backend):
    with pytest.raises(InvalidInput, match="no encoder 'other'"):
        backend.begin(EncoderName("other"))
    create = CreateWorkspace(backend.workspaces, backend.clock, encoders=backend.encoders)
    with pytest.raises(InvalidInput, match="no encoder 'other'"):
        create(Caller(ADA), "Two", encoder=EncoderName("other"))
    assert create(Caller(ADA), "Two").encoder == DEFAULT_ENCODER
    assert create(Caller(ADA), "Three", encoder=WIDE).encoder == WIDE


def test_a_workspace_of_another_encoder_is_embedded_by_it_from_the_start(backend):
    backend.move(backend.begin(PLAIN))
    backend.drop("new.txt", "A new heron.")
    assert backend.document("new.txt").status is DocumentStatus.READY
    assert stored(backend, PLAIN) == {(PLAIN, 64)}


def test_a_move_that_is_given_up_leaves_the_encoder_as_it_was(backend):
    move = backend.begin(WIDE)
    backend.move(move, limit_s=0.5)
    assert backend.begin(DEFAULT_ENCODER) == ""
    assert backend.move(move).state == "done"
    assert backend.encoder == DEFAULT_ENCODER
    assert stored(backend, WIDE) == set()
    assert backend.titles("walrus on ice")[0] == "walrus.txt"
