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
from genai_core.domain.workspaces import Place
from genai_core.errors import Conflict, InvalidInput
from genai_core.usecases.ingestion.document_archive import archive_prefix
from genai_core.usecases.workspaces.begin_move import BeginMove
from genai_core.usecases.workspaces.move_workspace import MoveProgress, MoveWorkspace
from genai_core.wrappers.on_workspace_engines import OnWorkspaceEngines
from tests.unit.usecases.ingestion.ingestion_house import House, SteppedClock, W

BOTH = ("postgresql", "opensearch")
PLACES = tuple(Place(engine) for engine in BOTH)
EVERYTHING = Scope(W, UserId("ada"))


class TickingClock(SteppedClock):
    """A clock by which everything takes a second."""

    def monotonic(self) -> float:
        return self.now().timestamp()


@dataclass
class TwoEngines(House):
    """A house whose workspace is on one of two engines."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.engines = {name: MemorySearchIndex(LexicalAnalyser(SnowballStemmer())) for name in BOTH}
        self.index: Any = OnWorkspaceEngines(
            self.workspaces, self.engines.__getitem__, PLACES, lambda _, chunks: chunks
        )
        self.moves = MemoryWorkflowStarter({"move_workspace": dict})
        self.begin = BeginMove(self.workspaces, self.moves, PLACES)

    def begin_move(self, engine: str = "opensearch") -> str:
        marked = self.begin(self.workspaces.get(W), Place(engine))  # type: ignore[arg-type]
        return marked.moving.move_id if marked.moving else ""

    def move(self, move_id: str, *, limit_s: float = 1e9) -> MoveProgress:
        index: Any = self.engines.__getitem__
        clock = TickingClock()
        stores = self.workspaces, self.documents, self.blobs
        mover = MoveWorkspace(*stores, index, PLACES, lambda _, chunks: chunks, clock, limit_s)
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
def house() -> TwoEngines:
    house = TwoEngines()
    house.drop("a.txt", "A walrus.\n\nAn otter.\n\nA heron.")
    house.drop("b.txt", "A stork.")
    return house


def test_a_move_copies_switches_and_then_empties_the_old_engine(house):
    move = house.begin_move()
    assert house.moves.started[0][2] == {"workspace_id": W, "move_id": move}
    assert house.engine == "postgresql"
    assert house.move(move) == MoveProgress("switched", 2, 2)
    assert house.engine == "opensearch"
    assert house.found("opensearch", "walrus") == house.found("postgresql", "walrus") != []
    assert house.move(move).state == "done"
    assert house.engines["postgresql"].count(W) == 0
    assert house.workspaces.get(W).moving is None
    assert house.move(move).state == "done"
    assert house.engines["opensearch"].count(W) > 0


def test_a_workspace_can_move_back(house):
    for engine in ("opensearch", "postgresql"):
        move = house.begin_move(engine)
        assert house.move_until_switched(move)
        assert house.move(move).state == "done"
    assert house.engine == "postgresql"
    assert house.found("postgresql", "stork")
    assert house.engines["opensearch"].count(W) == 0


def test_a_move_that_runs_out_of_time_goes_on_where_it_stopped(house):
    for number in range(6):
        house.drop(f"{number}.txt", f"Document {number}.")
    move, states = house.begin_move(), []
    while not states or states[-1].state == "copying":
        states.append(house.move(move, limit_s=0.5))
        assert len(states) < 30
    counts = [state.copied for state in states]
    assert counts == sorted(counts)
    assert len(set(counts)) > 3
    assert states[-1] == MoveProgress("switched", 8, 8)


def test_a_question_finds_the_same_at_every_step_of_a_move(house):
    for number in range(6):
        house.drop(f"{number}.txt", f"Document {number}.")
    move, before, engines = house.begin_move(), house.found("postgresql", "document"), []
    assert len(before) == 6
    for _ in range(30):
        engines.append(house.engine)
        assert sorted(house.found(house.engine, "document")) == sorted(before)
        if house.move(move, limit_s=0.5).state == "done":
            break
    assert set(engines) == {"postgresql", "opensearch"}
    assert engines == sorted(engines, reverse=True)
    assert sorted(house.found(house.engine, "document")) == sorted(before)


def test_documents_that_change_come_or_go_meanwhile_are_right_in_the_new_engine(house):
    move = house.begin_move()
    house.move(move, limit_s=0.5)
    house.drop("a.txt", "A pelican.")
    house.drop("c.txt", "A gannet.")
    house.blobs.delete(f"inbox/{W}/b.txt")
    house.start(f"inbox/{W}/b.txt")
    assert house.move_until_switched(move)
    assert house.found("opensearch", "walrus stork") == []
    assert len(house.found("opensearch", "pelican gannet")) == 2
    assert house.engines["opensearch"].count(W) == house.engines["postgresql"].count(W) == 2


def test_a_document_that_is_copied_while_it_is_deleted_does_not_stay(house):
    move = house.begin_move()
    house.move(move, limit_s=0.5)
    stale = house.engines["opensearch"].fetch(EVERYTHING, house.engines["opensearch"]._of(W))
    document = stale[0].chunk.document_id
    path = next(item.path for item in house.documents.in_workspace(W) if item.document_id == document)
    house.blobs.delete(f"inbox/{W}/{path}")
    house.start(f"inbox/{W}/{path}")
    house.engines["opensearch"].replace_document(W, document, "late", stale)
    assert house.move_until_switched(move)
    assert document not in {item.chunk.document_id for item in house.engines["opensearch"].fetch(
        EVERYTHING, house.engines["opensearch"]._of(W))}  # fmt: skip


def test_the_switch_waits_for_documents_that_are_being_indexed(house):
    from genai_core.domain.ingestion.documents import DocumentStatus  # noqa: PLC0415

    house.hold = True
    house.drop("slow.txt", "A cormorant.")
    payload = house.held.pop()
    stored = house.document("slow.txt")
    house.documents.advance(W, stored.document_id, stored.content_hash, DocumentStatus.INDEXING)
    move = house.begin_move()
    assert house.move(move).state == "copying"
    assert house.engine == "postgresql"
    house.documents.advance(W, stored.document_id, stored.content_hash, DocumentStatus.FAILED)
    assert house.move(move).state == "switched"
    assert payload["path"] == "slow.txt"


def test_a_move_that_is_given_up_leaves_the_workspace_where_it_is(house):
    move = house.begin_move()
    house.move(move, limit_s=0.5)
    house.begin(house.workspaces.get(W), Place("postgresql"))
    assert house.move(move).state == "done"
    assert house.engine == "postgresql"
    assert house.engines["opensearch"].count(W) == 0
    assert house.found("postgresql", "walrus")


def test_a_move_asked_for_again_begins_anew_and_ends_the_earlier_one(house):
    earlier, later = house.begin_move(), house.begin_move()
    house.move(later)
    assert house.move(earlier).state == "done"
    assert house.engine == "opensearch"
    assert house.found("opensearch", "stork")


def test_documents_from_before_there_was_an_archive_are_taken_from_what_ingestion_left(house):
    stored = house.document("a.txt")
    house.blobs.delete(archive_prefix(W, stored.document_id))
    assert house.move(house.begin_move()) == MoveProgress("switched", 2, 2)
    assert house.found("opensearch", "walrus")


def test_a_document_that_is_kept_nowhere_stops_the_move_before_the_switch(house):
    house.blobs.delete("archive/")
    house.blobs.delete("artifacts/")
    with pytest.raises(Conflict, match=r"a\.txt|b\.txt"):
        house.move(house.begin_move())
    assert house.engine == "postgresql"


def test_an_engine_that_is_not_there_is_refused(house):
    begin = replace(house.begin, places=PLACES[:1])
    with pytest.raises(InvalidInput, match="opensearch"):
        begin(house.workspaces.get(W), Place("opensearch"))


def test_the_archive_gives_back_what_was_indexed(house):
    before = {item.chunk.chunk_id: item for item in house.engines["postgresql"].fetch(
        EVERYTHING, house.engines["postgresql"]._of(W))}  # fmt: skip
    house.move(house.begin_move())
    after = house.engines["opensearch"].fetch(EVERYTHING, list(before))
    assert len(after) == len(before)
    for item in after:
        assert item.chunk == before[item.chunk.chunk_id].chunk
        assert item.packed_tokens == before[item.chunk.chunk_id].packed_tokens
        assert item.vector == pytest.approx(before[item.chunk.chunk_id].vector, abs=1e-3)
