"""What an uploader says of a document: metadata to filter by, and who may read it."""

from __future__ import annotations

import pytest

from genai_core.adapters.memory.connection_store import MemoryConnectionStore
from genai_core.adapters.memory.event_sink import MemoryEventSink
from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import Workspace
from genai_core.errors import NotFound
from genai_core.usecases.ingestion.list_documents import ListDocuments
from genai_core.usecases.ingestion.publish_status import PublishStatus, StatusEvent
from tests.unit.usecases.ingestion.ingestion_backend import IngestionBackend, W

OTHER = WorkspaceId("w2")
TEXT = "\n\n".join(f"Paragraph {number} speaks of relay {number}. " + "word " * 60 for number in range(9))


@pytest.fixture
def backend() -> IngestionBackend:
    return IngestionBackend()


def test_what_the_uploader_says_of_a_document_can_be_filtered_by_and_changes_with_a_new_version(
    backend: IngestionBackend,
) -> None:
    key = f"inbox/{W}/b.txt"
    for label, readers in (('{"readers":["ada"],"tags":["red"]}', ["ada"]), ('{"readers":["bo"]}', ["bo"])):
        backend.blobs.put(key, TEXT.encode(), label=label)
        assert backend.start(key) == "started"
        assert backend.document("b.txt").status is DocumentStatus.READY
        assert backend.document("b.txt").metadata["readers"] == tuple(readers)
        labels = {
            name: len(backend.index.search_text(Scope(W, UserId(name)), "relay", 50))
            for name in ("ada", "bo")
        }
        assert {name for name, count in labels.items() if count} == set(readers)
    assert backend.start(key) == "unchanged"


def test_a_label_that_cannot_be_read_fails_the_document_with_its_reason(backend: IngestionBackend) -> None:
    backend.blobs.put(f"inbox/{W}/b.txt", TEXT.encode(), label='{"colour":"red"}')
    assert backend.start(f"inbox/{W}/b.txt") == "rejected"
    document = backend.document("b.txt")
    assert document.status is DocumentStatus.FAILED
    assert "'colour'" in document.reason
    assert backend.index.count(W) == 0


def test_a_document_with_readers_is_not_there_for_others(backend: IngestionBackend) -> None:
    backend.workspaces.create(
        Workspace(OTHER, "O", UserId("olga"), "", members=(UserId("ada"), UserId("bo")))
    )
    backend.blobs.put(f"inbox/{OTHER}/b.txt", TEXT.encode(), label='{"readers":["ada"]}')
    backend.start(f"inbox/{OTHER}/b.txt")
    listing = ListDocuments(backend.workspaces, backend.documents)
    counts = {name: len(listing(UserId(name), OTHER).documents) for name in ("olga", "ada", "bo")}
    assert counts == {"olga": 1, "ada": 1, "bo": 0}
    (document,) = listing(UserId("ada"), OTHER).documents
    with pytest.raises(NotFound):
        listing.document(UserId("bo"), OTHER, document.document_id)
    sockets = {name: f"socket-of-{name}" for name in ("olga", "ada", "bo")}
    sink = MemoryEventSink(open_connections=tuple(sockets.values()))
    connections = MemoryConnectionStore(backend.clock)
    for name, socket in sockets.items():
        connections.open(socket, UserId(name))
    event = StatusEvent(OTHER, document.document_id, "b.txt", DocumentStatus.READY)
    assert PublishStatus(backend.workspaces, backend.documents, connections, sink)(event) == 2
