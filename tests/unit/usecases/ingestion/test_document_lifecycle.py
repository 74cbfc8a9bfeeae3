"""Documents that are deleted, replaced or begun again while work on them is under way: nothing is left over,
lost, or kept from answering."""

from __future__ import annotations

import pytest

from genai_core.adapters.memory.deleted_workspaces import MemoryDeletedWorkspaces
from genai_core.adapters.memory.inbox import MemoryInbox
from genai_core.domain.identifiers import UserId, WorkspaceId, document_id
from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.domain.ingestion.uploads import safe_path
from genai_core.errors import NotFound
from genai_core.ports.document_extractor import Extraction
from genai_core.usecases.ingestion.extract_document import ExtractDocument
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion
from genai_core.usecases.ingestion.list_documents import ListDocuments
from genai_core.usecases.ingestion.withdraw_document import WithdrawDocument
from genai_core.usecases.workspaces.delete_workspace import DeleteWorkspace
from tests.unit.usecases.ingestion.ingestion_backend import IngestionBackend, ParagraphExtractor, W

OWNER = UserId("ada")
TEXT = "The quiet walrus.\n\nThe loud otter."


class BlobInbox(MemoryInbox):
    """An inbox over the blobs of the backend."""

    def __init__(self, backend: IngestionBackend) -> None:
        super().__init__()
        self._backend = backend

    def remove(self, workspace_id: WorkspaceId, path: str) -> None:
        self._backend.blobs.delete(f"inbox/{workspace_id}/{path}")


def withdraw(backend: IngestionBackend) -> WithdrawDocument:
    find = ListDocuments(backend.workspaces, backend.documents).document
    return WithdrawDocument(find, BlobInbox(backend), backend.start.mark_deleted, backend.start.delete)


def left_of(backend: IngestionBackend) -> list[str]:
    return list(backend.blobs.keys(""))


def test_a_document_uploaded_again_during_its_deletion_is_processed_after_it() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", TEXT)
    document = backend.document("a.txt")
    backend.start.mark_deleted(W, document.document_id)
    backend.blobs.put(f"inbox/{W}/a.txt", b"It came back.")
    assert backend.document("a.txt").status is DocumentStatus.DELETING
    backend.start.delete(W, document.document_id)
    again = backend.document("a.txt")
    assert (again.status, again.chunk_count) == (DocumentStatus.READY, 1)


def test_a_document_that_is_deleted_does_not_come_back_by_itself() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", TEXT)
    withdraw(backend)(OWNER, W, backend.document("a.txt").document_id)
    with pytest.raises(NotFound):
        backend.document("a.txt")
    assert left_of(backend) == []
    assert backend.index.count(W) == 0


@pytest.mark.parametrize("again", [False, True])
def test_a_deletion_during_the_work_leaves_nothing_that_the_work_writes_afterwards(again: bool) -> None:
    backend = IngestionBackend(hold=True)
    backend.drop("a.txt", TEXT)

    class SlowExtractor(ParagraphExtractor):
        def extract(self, body: bytes, *, file_name: str) -> Extraction:
            withdraw(backend)(OWNER, W, backend.document("a.txt").document_id)
            return super().extract(body, file_name=file_name)

    version = DocumentVersion(**backend.held[0])
    with pytest.raises(NotFound):
        ExtractDocument(backend.documents, backend.blobs, SlowExtractor())(version)
    assert left_of(backend) != []
    if again:
        # The same bytes are under way again: what they need must stay.
        backend.drop("a.txt", TEXT)
        backend.record(version, step="extract_document", error="NotFound", cause="gone")
        assert left_of(backend) != []
        return
    backend.record(version, step="extract_document", error="NotFound", cause="gone")
    assert left_of(backend) == []


def delete_workspace(backend: IngestionBackend) -> None:
    notes = MemoryDeletedWorkspaces()
    delete = DeleteWorkspace(
        backend.workspaces, backend.documents, backend.blobs, withdraw(backend), notes, backend.clock
    )
    delete(OWNER, W)


def test_a_file_whose_event_waits_goes_with_its_workspace() -> None:
    backend = IngestionBackend()
    backend.blobs.put(f"inbox/{W}/a.txt", TEXT.encode())
    delete_workspace(backend)
    assert backend.start(f"inbox/{W}/a.txt") == "ignored"
    assert left_of(backend) == []
    assert list(backend.documents.all_in_workspace(W)) == []


def test_an_upload_whose_ticket_outlived_its_workspace_leaves_nothing() -> None:
    backend = IngestionBackend()
    delete_workspace(backend)
    backend.blobs.put(f"inbox/{W}/a.txt", TEXT.encode(), label='{"uploader":"ada"}')
    assert backend.start(f"inbox/{W}/a.txt") == "ignored"
    assert left_of(backend) == []
    assert list(backend.documents.all_in_workspace(W)) == []


def test_work_that_began_before_the_workspace_was_deleted_ends_with_nothing() -> None:
    backend = IngestionBackend(hold=True)
    backend.drop("a.txt", TEXT)
    # The event was taken up between the listing of the documents and the end of the workspace.
    backend.workspaces.delete(W)
    backend.ingest(backend.held[0])
    assert left_of(backend) == []
    assert list(backend.documents.all_in_workspace(W)) == []
    assert backend.index.count(W) == 0


@pytest.mark.parametrize("bad", ["BROKEN", ""])
def test_a_version_that_cannot_be_read_leaves_the_one_before_it_answering_and_says_so(bad: str) -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", TEXT)
    good = backend.document("a.txt")
    assert (good.answering, good.answering_chunks) == (good.content_hash, good.chunk_count)
    backend.drop("a.txt", bad)
    failed = backend.document("a.txt")
    assert (failed.status, failed.chunk_count) == (DocumentStatus.FAILED, 0)
    assert (failed.answering, failed.answering_chunks) == (good.content_hash, good.chunk_count)
    assert backend.index.count(W) == good.chunk_count
    backend.drop("a.txt", "Short.")
    fixed = backend.document("a.txt")
    assert (fixed.answering, fixed.answering_chunks) == (fixed.content_hash, 1)


def test_a_first_version_that_cannot_be_read_answers_nothing() -> None:
    backend = IngestionBackend()
    backend.drop("a.txt", "BROKEN")
    assert (backend.document("a.txt").answering, backend.document("a.txt").answering_chunks) == (None, 0)


@pytest.mark.parametrize(
    "status", [DocumentStatus.EXTRACTING, DocumentStatus.EMBEDDING, DocumentStatus.INDEXING]
)
def test_a_document_that_is_stuck_can_be_begun_again(status: DocumentStatus) -> None:
    backend = IngestionBackend(hold=True)
    backend.drop("a.txt", TEXT)
    stuck = backend.document("a.txt")
    backend.documents.advance(W, stuck.document_id, stuck.content_hash, status)
    backend.hold = False
    assert backend.start.retry(W, stuck.document_id) == "started"
    assert [name for _, name, _ in backend.workflows.stopped] == [backend.workflows.started[0][1]]
    assert backend.workflows.started[0][1] != backend.workflows.started[1][1]
    assert backend.document("a.txt").status is DocumentStatus.READY
    assert backend.start.retry(W, stuck.document_id) == "unchanged"


def test_names_that_differ_in_their_blanks_are_two_documents() -> None:
    names = ["report 1.txt", "report  1.txt", "report\u00a01.txt"]
    assert len({document_id(W, safe_path(name)) for name in names}) == 3
    assert safe_path(" a / b.txt ") == "a/b.txt"
