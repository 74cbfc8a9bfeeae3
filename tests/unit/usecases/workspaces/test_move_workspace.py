"""Moving a workspace between engines, with everything that can happen meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from genai_core.adapters.memory.search_index import MemorySearchIndex
from genai_core.adapters.memory.workflow_starter import MemoryWorkflowStarter
from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.domain.identifiers import UserId
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import SearchBackend
from genai_core.errors import Conflict, InvalidInput
from genai_core.usecases.ingestion.document_archive import archive_prefix
from genai_core.usecases.workspaces.begin_move import BeginMove
from genai_core.usecases.workspaces.move_workspace import MoveProgress, MoveWorkspace
from genai_core.wrappers.on_workspace_engines import OnWorkspaceEngines
from tests.unit.usecases.ingestion.ingestion_backend import IngestionBackend, SteppedClock, W

BOTH = ("postgresql", "opensearch")
BACKENDS = tuple(SearchBackend(engine) for engine in BOTH)
EVERYTHING = Scope(W, UserId("ada"))


class TickingClock(SteppedClock):
    """A clock that advances by a second at each reading."""

    def monotonic(self) -> float:
        return self.now().timestamp()


@dataclass
class TwoEngines(IngestionBackend):
    """A backend whose workspace is on one of two engines."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.engines = {name: MemorySearchIndex(LexicalAnalyser(SnowballStemmer())) for name in BOTH}
        self.index: Any = OnWorkspaceEngines(
            self.workspaces, self.engines.__getitem__, BACKENDS, lambda _, chunks: chunks
        )
        self.moves = MemoryWorkflowStarter({"move_workspace": dict})
        self.begin = BeginMove(self.workspaces, self.moves, BACKENDS)

    def begin_move(self, engine: str = "opensearch") -> str:
        marked = self.begin(self.workspaces.get(W), SearchBackend(engine))  # type: ignore[arg-type]
        return marked.moving.move_id if marked.moving else ""

    def move(self, move_id: str, *, limit_s: float = 1e9) -> MoveProgress:
        index: Any = self.engines.__getitem__
        clock = TickingClock()
        stores = self.workspaces, self.documents, self.blobs
        mover = MoveWorkspace(*stores, index, BACKENDS, lambda _, chunks: chunks, clock, limit_s)
        return mover(W, move_id)

    def move_until_switched(self, move_id: str) -> MoveProgress:
        for _ in range(30):
            progress = self.move(move_id)
            if progress.state == "switched":
                return progress
        raise AssertionError("it does not end")

    def found(self, engine: str, text: str) -> list[str]:
        hits = self.engines[engine].search_text(EVERYTHING, text, 50)
        return [
            item.chunk.text for item in self.engines[engine].fetch(EVERYTHING, [hit.chunk_id for hit in hits])
        ]

    @property
    def engine(self) -> str:
        return self.workspaces.get(W).engine


@pytest.fixture
def backend() -> TwoEngines:
    backend = TwoEngines()
    backend.drop("a.txt", "A walrus.\n\nAn otter.\n\nA heron.")
    backend.drop("b.txt", "A stork.")
    return backend


def test_a_move_copies_switches_and_then_empties_the_old_engine(backend):
    move = backend.begin_move()
    assert backend.moves.started[0][2] == {"workspace_id": W, "move_id": move}
    assert backend.engine == "postgresql"
    assert backend.move(move) == MoveProgress("switched", 2, 2)
    assert backend.engine == "opensearch"
    assert backend.found("opensearch", "walrus") == backend.found("postgresql", "walrus") != []
    assert backend.move(move).state == "done"
    assert backend.engines["postgresql"].count(W) == 0
    assert backend.workspaces.get(W).moving is None
    assert backend.move(move).state == "done"
    assert backend.engines["opensearch"].count(W) > 0


def test_a_workspace_can_move_back(backend):
    for engine in ("opensearch", "postgresql"):
        move = backend.begin_move(engine)
        assert backend.move_until_switched(move)
        assert backend.move(move).state == "done"
    assert backend.engine == "postgresql"
    assert backend.found("postgresql", "stork")
    assert backend.engines["opensearch"].count(W) == 0


def test_a_move_that_runs_out_of_time_goes_on_where_it_stopped(backend):
    for number in range(6):
        backend.drop(f"{number}.txt", f"Document {number}.")
    move, states = backend.begin_move(), []
    while not states or states[-1].state == "copying":
        states.append(backend.move(move, limit_s=0.5))
        assert len(states) < 30
    counts = [state.copied for state in states]
    assert counts == sorted(counts)
    assert len(set(counts)) > 3
    assert states[-1] == MoveProgress("switched", 8, 8)


def test_a_question_finds_the_same_at_every_step_of_a_move(backend):
    for number in range(6):
        backend.drop(f"{number}.txt", f"Document {number}.")
    move, before, engines = backend.begin_move(), backend.found("postgresql", "document"), []
    assert len(before) == 6
    for _ in range(30):
        engines.append(backend.engine)
        assert sorted(backend.found(backend.engine, "document")) == sorted(before)
        if backend.move(move, limit_s=0.5).state == "done":
            break
    assert set(engines) == {"postgresql", "opensearch"}
    assert engines == sorted(engines, reverse=True)
    assert sorted(backend.found(backend.engine, "document")) == sorted(before)


def test_documents_that_change_come_or_go_meanwhile_are_right_in_the_new_engine(backend):
    move = backend.begin_move()
    backend.move(move, limit_s=0.5)
    backend.drop("a.txt", "A pelican.")
    backend.drop("c.txt", "A gannet.")
    backend.blobs.delete(f"inbox/{W}/b.txt")
    backend.start(f"inbox/{W}/b.txt")
    assert backend.move_until_switched(move)
    assert backend.found("opensearch", "walrus stork") == []
    assert len(backend.found("opensearch", "pelican gannet")) == 2
    assert backend.engines["opensearch"].count(W) == backend.engines["postgresql"].count(W) == 2


def test_a_document_that_is_copied_while_it_is_deleted_does_not_stay(backend):
    move = backend.begin_move()
    backend.move(move, limit_s=0.5)
    stale = backend.engines["opensearch"].fetch(EVERYTHING, backend.engines["opensearch"]._of(W))
    document = stale[0].chunk.document_id
    path = next(item.path for item in backend.documents.in_workspace(W) if item.document_id == document)
    backend.blobs.delete(f"inbox/{W}/{path}")
    backend.start(f"inbox/{W}/{path}")
    backend.engines["opensearch"].replace_document(W, document, "late", stale)
    assert backend.move_until_switched(move)
    assert document not in {item.chunk.document_id for item in backend.engines["opensearch"].fetch(
        EVERYTHING, backend.engines["opensearch"]._of(W))}  # fmt: skip


def test_the_switch_waits_for_documents_that_are_being_indexed(backend):
    from genai_core.domain.ingestion.documents import DocumentStatus  # noqa: PLC0415

    backend.hold = True
    backend.drop("slow.txt", "A cormorant.")
    payload = backend.held.pop()
    stored = backend.document("slow.txt")
    backend.documents.advance(W, stored.document_id, stored.content_hash, DocumentStatus.INDEXING)
    move = backend.begin_move()
    assert backend.move(move).state == "copying"
    assert backend.engine == "postgresql"
    backend.documents.advance(W, stored.document_id, stored.content_hash, DocumentStatus.FAILED)
    assert backend.move(move).state == "switched"
    assert payload["path"] == "slow.txt"


def test_a_move_that_is_given_up_leaves_the_workspace_where_it_is(backend):
    move = backend.begin_move()
    backend.move(move, limit_s=0.5)
    backend.begin(backend.workspaces.get(W), SearchBackend("postgresql"))
    assert backend.move(move).state == "done"
    assert backend.engine == "postgresql"
    assert backend.engines["opensearch"].count(W) == 0
    assert backend.found("postgresql", "walrus")


def test_a_repeated_move_starts_again_and_ends_the_earlier_one(backend):
    earlier, later = backend.begin_move(), backend.begin_move()
    backend.move(later)
    assert backend.move(earlier).state == "done"
    assert backend.engine == "opensearch"
    assert backend.found("opensearch", "stork")


def test_documents_from_before_there_was_an_archive_are_taken_from_what_ingestion_left(backend):
    stored = backend.document("a.txt")
    backend.blobs.delete(archive_prefix(W, stored.document_id))
    assert backend.move(backend.begin_move()) == MoveProgress("switched", 2, 2)
    assert backend.found("opensearch", "walrus")


def test_a_document_that_is_kept_nowhere_stops_the_move_before_the_switch(backend):
    backend.blobs.delete("archive/")
    backend.blobs.delete("artifacts/")
    with pytest.raises(Conflict, match=r"a\.txt|b\.txt"):
        backend.move(backend.begin_move())
    assert backend.engine == "postgresql"


def test_an_engine_that_is_not_there_is_refused(backend):
    begin = replace(backend.begin, backends=BACKENDS[:1])
    with pytest.raises(InvalidInput, match="opensearch"):
        begin(backend.workspaces.get(W), SearchBackend("opensearch"))


def test_the_archive_gives_back_what_was_indexed(backend):
    before = {item.chunk.chunk_id: item for item in backend.engines["postgresql"].fetch(
        EVERYTHING, backend.engines["postgresql"]._of(W))}  # fmt: skip
    backend.move(backend.begin_move())
    after = backend.engines["opensearch"].fetch(EVERYTHING, list(before))
    assert len(after) == len(before)
    for item in after:
        assert item.chunk == before[item.chunk.chunk_id].chunk
        assert item.packed_tokens == before[item.chunk.chunk_id].packed_tokens
        assert item.vector == pytest.approx(before[item.chunk.chunk_id].vector, abs=1e-3)
