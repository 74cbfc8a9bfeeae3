"""What every document store promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from genai_core.adapters.dynamodb.document_store import DynamoDocumentStore
from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.memory.document_store import MemoryDocumentStore
from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.document_history import replacing
from genai_core.domain.ingestion.documents import Document, DocumentStatus
from genai_core.errors import Conflict, NotFound
from genai_core.ports.document_store import DocumentStore

S = DocumentStatus
W = WorkspaceId("w1")
FIRST, SECOND = ContentHash("a" * 32), ContentHash("b" * 32)


class TickingClock:
    """A clock that goes on by a second whenever it is read."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()

    def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> DocumentStore:
    if request.param == "memory":
        return MemoryDocumentStore(TickingClock())
    aws = request.getfixturevalue("aws")
    return DynamoDocumentStore(
        DynamoTable(aws.client("dynamodb"), aws.create_table("documents")), TickingClock()
    )


def document(
    name: str = "d1", version: ContentHash = FIRST, created: str = "2025-01-01T00:00:00+00:00"
) -> Document:
    return Document(
        workspace_id=W,
        document_id=DocumentId(name),
        path=f"{name}.txt",
        status=S.SUBMITTED,
        content_hash=version,
        size_bytes=3,
        created_at=created,
        updated_at=created,
        metadata={"author": "Ada"},
    )


def advance(store: DocumentStore, *statuses: DocumentStatus, version: ContentHash = FIRST) -> Document:
    return [store.advance(W, DocumentId("d1"), version, status) for status in statuses][-1]


def test_a_submitted_document_comes_back_as_it_was(store: DocumentStore) -> None:
    assert store.submit(document())
    assert store.get(W, DocumentId("d1")) == document()


def test_an_absent_document_is_not_found(store: DocumentStore) -> None:
    with pytest.raises(NotFound, match="'d9'"):
        store.get(W, DocumentId("d9"))
    with pytest.raises(NotFound, match="'d9'"):
        store.advance(W, DocumentId("d9"), FIRST, S.EXTRACTING)


def test_the_same_version_is_submitted_once_while_it_lives(store: DocumentStore) -> None:
    assert store.submit(document())
    assert not store.submit(document())
    advance(store, S.EXTRACTING, S.EMBEDDING)
    assert not store.submit(document())
    advance(store, S.INDEXING, S.READY)
    assert not store.submit(document())
    assert store.get(W, DocumentId("d1")).status is S.READY


def test_a_failed_version_may_be_submitted_again_and_loses_its_reason(store: DocumentStore) -> None:
    store.submit(document())
    store.advance(W, DocumentId("d1"), FIRST, S.FAILED, reason="broken", failed_step="extract_document")
    assert store.submit(document())
    assert store.get(W, DocumentId("d1")) == document()


def test_a_new_version_replaces_one_under_way_and_shuts_it_out(store: DocumentStore) -> None:
    store.submit(document())
    advance(store, S.EXTRACTING)
    assert store.submit(document(version=SECOND))
    with pytest.raises(Conflict, match="cannot become 'indexing'"):
        advance(store, S.INDEXING)
    assert advance(store, S.EXTRACTING, version=SECOND).content_hash == SECOND


def test_advancing_keeps_other_fields_and_writes_the_changes(store: DocumentStore) -> None:
    store.submit(document())
    changed = store.advance(
        W,
        DocumentId("d1"),
        FIRST,
        S.EXTRACTING,
        title="T",
        document_type="pdf",
        page_count=3,
        metadata={"date": "2020"},
    )
    stored = store.get(W, DocumentId("d1"))
    assert changed == stored
    assert (stored.title, stored.document_type, stored.page_count) == ("T", "pdf", 3)
    assert stored.metadata == {"date": "2020"}
    assert stored.path == "d1.txt"
    assert stored.updated_at > document().updated_at
    assert stored.created_at == document().created_at


@pytest.mark.parametrize(
    ("reached", "late"),
    [
        ((S.EXTRACTING, S.EMBEDDING), S.EXTRACTING),
        ((S.READY,), S.INDEXING),
        ((S.READY,), S.FAILED),
        ((S.FAILED,), S.READY),
        ((S.DELETING,), S.READY),
        ((S.DELETING,), S.FAILED),
    ],
)
def test_a_late_event_cannot_undo_a_newer_one(
    store: DocumentStore, reached: tuple[DocumentStatus, ...], late: DocumentStatus
) -> None:
    store.submit(document())
    advance(store, *reached)
    with pytest.raises(Conflict):
        advance(store, late)
    assert store.get(W, DocumentId("d1")).status is reached[-1]


def test_a_step_may_be_repeated(store: DocumentStore) -> None:
    store.submit(document())
    assert advance(store, S.EXTRACTING, S.EXTRACTING, S.INDEXING, S.INDEXING).status is S.INDEXING


@pytest.mark.parametrize("status", [S.SUBMITTED, S.EXTRACTING, S.READY, S.FAILED, S.DELETING])
def test_every_document_can_be_deleted(store: DocumentStore, status: DocumentStatus) -> None:
    store.submit(document())
    advance(store, status, S.DELETING)
    assert not store.submit(document(version=SECOND)), "what is being deleted takes no new version"
    store.remove(W, DocumentId("d1"))
    store.remove(W, DocumentId("d1"))
    with pytest.raises(NotFound):
        store.get(W, DocumentId("d1"))
    assert store.submit(document(version=SECOND))


def test_a_workspace_lists_its_own_documents_newest_first(store: DocumentStore) -> None:
    for day in (2, 3, 1):
        store.submit(document(f"d{day}", created=f"2025-01-0{day}T00:00:00+00:00"))
    store.submit(replace(document("other"), workspace_id=WorkspaceId("w2")))
    assert [document.document_id for document in store.in_workspace(W)] == ["d3", "d2", "d1"]
    assert [item.document_id for item in store.in_workspace(W, after=store.get(W, DocumentId("d3")))] == [
        "d2",
        "d1",
    ]
    assert list(store.in_workspace(W, after=store.get(W, DocumentId("d1")))) == []
    assert list(store.in_workspace(WorkspaceId("none"))) == []
    assert sorted(document.document_id for document in store.all_in_workspace(W)) == ["d1", "d2", "d3"]
    assert list(store.all_in_workspace(WorkspaceId("none"))) == []


def test_unfinished_documents_of_all_workspaces_are_found_by_age(store: DocumentStore) -> None:
    store.submit(document("old"))
    store.submit(replace(document("other"), workspace_id=WorkspaceId("w2")))
    store.submit(document("new", created="2026-06-01T00:00:00+00:00"))
    store.submit(document("d1"))
    advance(store, S.READY)
    documents = {item.document_id for item in store.unfinished(before="2025-06-01T00:00:00+00:00")}
    assert documents == {"old", "other"}


def test_a_version_keeps_when_it_first_reached_each_status_and_the_versions_before(
    store: DocumentStore,
) -> None:
    store.submit(document())
    for status in (S.EXTRACTING, S.EXTRACTING, S.EMBEDDING, S.FAILED):
        failed = store.advance(W, DocumentId("d1"), FIRST, status)
    assert set(failed.reached) == {"extracting", "embedding", "failed"}
    assert failed.reached["extracting"] < failed.reached["embedding"] < failed.reached["failed"]
    store.submit(replacing(failed, document(version=SECOND)))
    stored = store.get(W, DocumentId("d1"))
    assert stored.reached == {}
    assert [earlier.content_hash for earlier in stored.earlier] == [FIRST]
    assert stored.earlier[0].reached == failed.reached
