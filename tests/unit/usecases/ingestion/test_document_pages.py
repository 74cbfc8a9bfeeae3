"""The pages of a workspace's list of documents."""

from __future__ import annotations

from genai_core.adapters.memory.document_store import MemoryDocumentStore
from genai_core.adapters.memory.workspace_store import MemoryWorkspaceStore
from genai_core.adapters.system.clock import SystemClock
from genai_core.domain.identifiers import ContentHash, DocumentId, UserId, WorkspaceId
from genai_core.domain.ingestion.documents import Document, DocumentStatus
from genai_core.domain.workspaces import Workspace
from genai_core.usecases.ingestion.list_documents import ListDocuments

W = WorkspaceId("w1")
ADA, BO, OLGA = UserId("ada"), UserId("bo"), UserId("olga")


def document(name: str, minute: int, readers: tuple[str, ...] = ()) -> Document:
    time = f"2026-01-01T00:0{minute}:00+00:00"
    return Document(
        workspace_id=W,
        document_id=DocumentId(name),
        path=f"{name}.txt",
        status=DocumentStatus.SUBMITTED,
        content_hash=ContentHash("a" * 32),
        size_bytes=3,
        created_at=time,
        updated_at=time,
        metadata={"readers": readers} if readers else {},
    )


def test_pages_follow_each_other_and_none_follows_a_document_that_the_user_does_not_see() -> None:
    workspaces, documents = MemoryWorkspaceStore(), MemoryDocumentStore(SystemClock())
    workspaces.create(Workspace(W, "One", OLGA, "", members=(ADA, BO)))
    # Of two documents of the same time, the later id comes first.
    for name, minute in (("a", 1), ("b", 2), ("c", 2), ("d", 3), ("e", 4)):
        documents.submit(document(name, minute))
    documents.submit(document("hidden", 5, readers=("bo",)))
    listing = ListDocuments(workspaces, documents)
    pages, after = [], None
    while not pages or after is not None:
        page = listing(ADA, W, limit=2, after=after)
        pages.append([each.document_id for each in page.documents])
        after = page.next
    assert pages == [["e", "d"], ["c", "b"], ["a"]]
    for unseen in ("hidden", "none"):
        assert listing(ADA, W, after=DocumentId(unseen)).documents == ()
