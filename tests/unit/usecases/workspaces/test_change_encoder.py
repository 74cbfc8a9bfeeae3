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
from genai_core.domain.identifiers import DEFAULT_ENCODER, EncoderName, UserId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.domain.retrieval.encoder_profiles import EncoderProfile
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import Place
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
from tests.unit.usecases.ingestion.ingestion_house import House, ParagraphExtractor, W
from tests.unit.usecases.workspaces.test_move_workspace import TickingClock

ADA = UserId("ada")
WIDE, PLAIN = EncoderName("wide"), EncoderName("plain")
PROFILES = {PLAIN: EncoderProfile(PLAIN, dimensions=64, window=100, query_prefix="q: ", passage_prefix="p: ")}


@dataclass
class TwoEncoders(House):
    """A workspace in one engine and three encoders, the last of which gives no token vectors."""

    encoders: tuple[EncoderName, ...] = (DEFAULT_ENCODER, WIDE, PLAIN)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.store = MemorySearchIndex(LexicalAnalyser(SnowballStemmer()))
        self.places = [Place("postgresql", name) for name in self.encoders]
        self.index: Any = OnWorkspaceEngines(self.workspaces, self._chunks, self.places, self.embed)
        self.moves = MemoryWorkflowStarter({"move_workspace": dict})
        begin = BeginMove(self.workspaces, self.moves, self.places)
        self.change = ChangeWorkspace(self.workspaces, None, begin)  # type: ignore[arg-type]

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
        return MoveWorkspace(*stores, self._chunks, self.places, self.embed, TickingClock(), limit_s)(
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

    def _retrieval(self, place: Place) -> RetrievePassages:
        embedder, store = self.embedder(place.encoder), self.store
        fuse = FusePassages(store, embedder, RerankByTokens(embedder, store))
        return RetrievePassages(SearchDense(embedder, store), SearchLexical(store), fuse, self.clock)


@pytest.fixture
def house() -> TwoEncoders:
    house = TwoEncoders()
    house.drop("walrus.txt", "A walrus sleeps on the ice.")
    house.drop("otter.txt", "An otter holds hands on the water.")
    house.drop("stork.txt", "A stork stands on one leg.")
    return house


def stored(house: TwoEncoders, encoder: EncoderName) -> set[tuple[str, int]]:
    chunks = house.store._of(Place("postgresql", encoder).collection(W)).values()
    return {(entry.embedded.encoder, len(entry.embedded.vector)) for entry in chunks}


@pytest.mark.parametrize(("encoder", "length"), [(WIDE, 384), (PLAIN, 64)])
def test_another_encoder_is_built_beside_and_then_searched(house, encoder, length):
    move = house.begin(encoder)
    assert house.encoder == DEFAULT_ENCODER
    assert house.move(move) == MoveProgress("switched", 3, 3)
    assert house.encoder == encoder
    assert stored(house, DEFAULT_ENCODER) == {(DEFAULT_ENCODER, 384)}
    assert stored(house, encoder) == {(encoder, length)}
    assert house.titles("walrus on ice")[0] == "walrus.txt"
    assert house.move(move).state == "done"
    assert stored(house, DEFAULT_ENCODER) == set()
    assert house.titles("walrus on ice")[0] == "walrus.txt"


@pytest.mark.parametrize("encoder", [WIDE, PLAIN])
def test_a_question_is_answered_at_every_step(house, encoder):
    for number in range(6):
        house.drop(f"{number}.txt", f"Document {number} is about herons.")
    move, seen = house.begin(encoder), []
    for step in range(40):
        seen.append(house.encoder)
        found = house.ask("herons").passages
        assert {passage.chunk.title for passage in found} >= {f"{number}.txt" for number in range(6)}
        assert all("dense" in passage.scores for passage in found)
        assert house.titles("walrus on ice")[0] == "walrus.txt"
        if step == 1:
            house.drop("late.txt", "A late crane arrives.")
        if house.move(move, limit_s=0.5).state == "done":
            break
    assert list(dict.fromkeys(seen)) == [DEFAULT_ENCODER, encoder]
    assert house.titles("late crane")[0] == "late.txt"
    assert stored(house, encoder) == {(encoder, house.embedder(encoder).profile.dimensions)}


def test_a_document_that_takes_longer_than_one_call_is_embedded_part_by_part(house, monkeypatch):
    monkeypatch.setattr(move_workspace, "PART_CHUNKS", 2)
    house.drop("long.txt", "\n\n".join(f"Paragraph {number} " + "about herons " * 60 for number in range(9)))
    counted: list[int] = []
    embed = house.embed
    house.embed = lambda name, chunks: counted.append(len(chunks)) or embed(name, chunks)  # type: ignore[func-returns-value]
    move, calls = house.begin(WIDE), 1
    while house.move(move, limit_s=0.5).state == "copying":
        calls += 1
        assert calls < 60
    assert calls > 4
    assert max(counted) == 2
    assert sum(counted) == house.store.count(Place("postgresql", WIDE).collection(W))
    assert not list(house.blobs.keys(f"artifacts/{W}/moves/{move}/"))
    assert house.titles("herons")[0] == "long.txt"


def embedded_and_not_yet_indexed(house: TwoEncoders, path: str, text: str) -> DocumentVersion:
    """Drops a document and stops its ingestion before the last step."""
    house.hold = True
    house.drop(path, text)
    house.hold = False
    version = DocumentVersion(**house.held.pop())
    ExtractDocument(house.documents, house.blobs, ParagraphExtractor())(version)
    chunk = ChunkDocument(house.documents, house.blobs, house.workspaces, lambda _: None)
    for key in chunk(version).batches:
        EmbedChunks(house.blobs, house.workspaces, house.embedder)(key)
    return version


def test_a_document_embedded_before_the_switch_and_indexed_after_it_is_embedded_again(house):
    move = house.begin(WIDE)
    version = embedded_and_not_yet_indexed(house, "late.txt", "A heron waits.")
    assert house.move(move).state == "switched"
    IndexDocument(house.documents, house.blobs, house.index, MemoryInbox(house.blobs))(version)
    assert house.titles("heron waits")[0] == "late.txt"
    assert stored(house, WIDE) == {(WIDE, 384)}


def test_a_document_that_comes_after_the_move_is_refused_with_what_to_do(house):
    version = embedded_and_not_yet_indexed(house, "late.txt", "A heron waits.")
    move = house.begin(WIDE)
    house.move(move)
    assert house.move(move).state == "done"
    with pytest.raises(Conflict, match="Retry the document"):
        IndexDocument(house.documents, house.blobs, house.index, MemoryInbox(house.blobs))(version)
    assert stored(house, WIDE) == {(WIDE, 384)}


def test_an_encoder_without_token_vectors_leaves_late_interaction_out_and_says_so(house):
    assert house.ask("walrus").degraded == ()
    house.move(house.begin(PLAIN))
    found = house.ask("walrus on ice")
    assert found.degraded == ("late_interaction",)
    assert all("late_interaction" not in passage.scores for passage in found.passages)
    assert found.passages[0].chunk.title == "walrus.txt"


def test_chunks_of_another_encoder_are_refused(house):
    document = house.document("walrus.txt")
    (chunk,) = house.store.fetch(Scope(W, ADA), list(house.store._of(W))[:1])
    strange = embed_passages(house.embedder(WIDE), [chunk.chunk])
    with pytest.raises(Conflict, match="workspace move WORKSPACE --encoder wide") as refused:
        house.index.replace_document(W, document.document_id, document.content_hash, strange)
    assert DEFAULT_ENCODER in refused.value.message
    assert stored(house, DEFAULT_ENCODER) == {(DEFAULT_ENCODER, 384)}


def test_an_encoder_that_is_not_there_is_refused(house):
    with pytest.raises(InvalidInput, match="no encoder 'other'"):
        house.begin(EncoderName("other"))
    create = CreateWorkspace(house.workspaces, house.clock, encoders=house.encoders)
    with pytest.raises(InvalidInput, match="no encoder 'other'"):
        create(ADA, "Two", encoder=EncoderName("other"))
    assert create(ADA, "Two").encoder == DEFAULT_ENCODER
    assert create(ADA, "Three", encoder=WIDE).encoder == WIDE


def test_a_workspace_of_another_encoder_is_embedded_by_it_from_the_start(house):
    house.move(house.begin(PLAIN))
    house.drop("new.txt", "A new heron.")
    assert house.document("new.txt").status is DocumentStatus.READY
    assert stored(house, PLAIN) == {(PLAIN, 64)}


def test_a_move_that_is_given_up_leaves_the_encoder_as_it_was(house):
    move = house.begin(WIDE)
    house.move(move, limit_s=0.5)
    assert house.begin(DEFAULT_ENCODER) == ""
    assert house.move(move).state == "done"
    assert house.encoder == DEFAULT_ENCODER
    assert stored(house, WIDE) == set()
    assert house.titles("walrus on ice")[0] == "walrus.txt"
