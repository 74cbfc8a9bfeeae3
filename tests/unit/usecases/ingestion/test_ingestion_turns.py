"""Documents beyond the bound wait as `submitted`, and begin when another one has ended."""

from __future__ import annotations

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.usecases.ingestion.ingestion_turns import COUNTED_FOR_S, LONGEST_WAIT_S, SHORTEST_WAIT_S
from tests.unit.usecases.ingestion.ingestion_backend import AT_ONCE, IngestionBackend, W

TEXT = "A text."


def full() -> IngestionBackend:
    backend = IngestionBackend()
    backend.workflows.busy["ingest_document"] = AT_ONCE
    return backend


def count_again(backend: IngestionBackend) -> None:
    backend.clock.sleep(COUNTED_FOR_S + 1)


def test_a_document_beyond_the_bound_is_recorded_and_looked_at_again() -> None:
    backend = full()
    assert backend.drop("a b.txt", TEXT) == "waiting"
    assert backend.document("a b.txt").status is DocumentStatus.SUBMITTED
    ((key, after_s),) = backend.queue.later
    assert key == f"inbox/{W}/a b.txt"
    assert SHORTEST_WAIT_S / 2 <= after_s <= SHORTEST_WAIT_S * 1.5
    assert backend.workflows.started == []


def test_it_begins_when_its_event_comes_again_and_a_turn_is_free() -> None:
    backend = full()
    backend.drop("a.txt", TEXT)
    backend.workflows.busy.clear()
    count_again(backend)
    assert backend.start(f"inbox/{W}/a.txt") == "started"
    assert backend.document("a.txt").status is DocumentStatus.READY


def test_a_waiting_document_is_not_read_again_before_its_turn() -> None:
    backend = full()
    backend.drop("a.txt", TEXT)
    backend.blobs.delete("inbox/")
    assert backend.start(f"inbox/{W}/a.txt") == "waiting"
    assert len(backend.queue.later) == 2


def test_starts_since_the_last_count_are_counted_too() -> None:
    backend = IngestionBackend(hold=True)
    backend.clock.now = lambda: backend.clock.time  # a moment, in which all of them arrive
    outcomes = [backend.drop(f"{number}.txt", f"{TEXT} {number}") for number in range(AT_ONCE + 2)]
    assert outcomes == ["started"] * AT_ONCE + ["waiting"] * 2


def test_the_more_documents_wait_the_later_each_is_looked_at() -> None:
    backend = full()
    backend.queue.later = [("inbox/w/x", 5)] * 10_000
    backend.drop("a.txt", TEXT)
    assert LONGEST_WAIT_S / 2 <= backend.queue.later[-1][1] <= LONGEST_WAIT_S * 1.5


def test_a_retry_waits_for_its_turn_like_a_new_document() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", "BROKEN")
    backend.workflows.busy["ingest_document"] = AT_ONCE
    count_again(backend)
    document = backend.document("a.txt")
    assert backend.start.retry(WorkspaceId(W), document.document_id) == "waiting"
    assert backend.document("a.txt").status is DocumentStatus.SUBMITTED


def test_a_deletion_waits_for_nothing() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", TEXT)
    backend.workflows.busy["ingest_document"] = AT_ONCE
    backend.blobs.delete("inbox/")
    count_again(backend)
    assert backend.start(f"inbox/{W}/a.txt") == "deleting"
