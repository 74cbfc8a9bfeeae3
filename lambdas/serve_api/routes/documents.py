"""Routes about documents and their upload."""

from __future__ import annotations

from genai_core.domain.identifiers import DocumentId, WorkspaceId
from genai_core.domain.protocol.codec import viewed_as
from genai_core.domain.protocol.document_details import ChunksQuery, DocumentChunks, DocumentHistory
from genai_core.domain.protocol.documents import (
    ContentQuery,
    Document,
    DocumentContent,
    DocumentPage,
    DocumentsQuery,
    UploadTicket,
    UploadWish,
    WorkBegun,
)
from genai_core.wiring import api
from lambdas.serve_api.routing import serves, user


@serves("list_documents")
def list_documents(workspace_id: str, query: DocumentsQuery) -> DocumentPage:
    """Lists a workspace's documents, newest first."""
    after = DocumentId(query.after) if query.after else None
    page = api.list_documents()(user(), WorkspaceId(workspace_id), limit=query.limit, after=after)
    return viewed_as(DocumentPage, page)


@serves("get_document")
def get_document(workspace_id: str, document_id: str) -> Document:
    """Returns a document's record with its status."""
    document = api.list_documents().document(user(), WorkspaceId(workspace_id), DocumentId(document_id))
    return viewed_as(Document, document)


@serves("read_content")
def read_content(workspace_id: str, document_id: str, query: ContentQuery) -> DocumentContent:
    """Returns a part of a document's text with its blocks, and a short-lived link to the file."""
    where = WorkspaceId(workspace_id), DocumentId(document_id)
    return api.read_content()(user(), *where, start=query.start, limit=query.limit)


@serves("list_chunks")
def list_chunks(workspace_id: str, document_id: str, query: ChunksQuery) -> DocumentChunks:
    """Returns a part of the chunks that a document is searched by, in order."""
    where = WorkspaceId(workspace_id), DocumentId(document_id)
    return api.read_chunks()(user(), *where, start=query.start, limit=query.limit)


@serves("get_history")
def get_history(workspace_id: str, document_id: str) -> DocumentHistory:
    """Returns the versions of a document, newest first, and what happened to each when."""
    return api.list_documents().history(user(), WorkspaceId(workspace_id), DocumentId(document_id))


@serves("delete_document")
def delete_document(workspace_id: str, document_id: str) -> WorkBegun:
    """Deletes a document, whatever its status."""
    withdrawn = api.withdraw_document()(user(), WorkspaceId(workspace_id), DocumentId(document_id))
    return WorkBegun(withdrawn.document_id, "deleting")


@serves("retry_document")
def retry_document(workspace_id: str, document_id: str) -> WorkBegun:
    """Processes a document again from its bytes in the inbox; an execution under way for it ends."""
    document = api.list_documents().document(
        user(), WorkspaceId(workspace_id), DocumentId(document_id), "retry document"
    )
    outcome = api.start_ingestion().retry(document.workspace_id, document.document_id)
    return WorkBegun(document.document_id, outcome)


@serves("sign_upload")
def sign_upload(body: UploadWish) -> UploadTicket:
    """Returns a form that takes one file of this name, its type, and up to the size limit."""
    ticket = api.sign_upload()(
        user(),
        WorkspaceId(body.workspace_id),
        body.filename,
        size_bytes=body.size_bytes,
        metadata=body.metadata,
    )
    return viewed_as(UploadTicket, ticket)
