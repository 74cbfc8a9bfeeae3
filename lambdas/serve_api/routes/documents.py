"""Routes about documents and their upload."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from genai_core.domain.identifiers import DocumentId, WorkspaceId
from genai_core.domain.ingestion.documents import Document
from genai_core.domain.ingestion.uploads import UploadTicket
from genai_core.usecases.list_documents import DocumentPage
from genai_core.wiring import api
from lambdas.serve_api.routing import route, user


@dataclass(frozen=True, slots=True)
class UploadWish:
    """A file to upload; `size_bytes` lets us refuse a large one before it is sent.

    Attributes:
        metadata: What is said of it: author, date, language, tags; and readers, who alone may find it.
    """

    workspace_id: WorkspaceId
    filename: str
    size_bytes: int | None = None
    metadata: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class WorkBegun:
    """What was begun for a document: `started`, `unchanged`, `deleting` or `rejected`."""

    document_id: DocumentId
    outcome: str


@route("GET", "/workspaces/<workspace_id>/documents")
def list_documents(workspace_id: str, limit: int = 200, after: str = "") -> DocumentPage:
    """Lists a workspace's documents, newest first."""
    wanted = DocumentId(after) if after else None
    return api.list_documents()(user(), WorkspaceId(workspace_id), limit=limit, after=wanted)


@route("GET", "/workspaces/<workspace_id>/documents/<document_id>")
def get_document(workspace_id: str, document_id: str) -> Document:
    """Returns a document's record with its status."""
    return api.list_documents().one(user(), WorkspaceId(workspace_id), DocumentId(document_id))


@route("DELETE", "/workspaces/<workspace_id>/documents/<document_id>", status=202)
def delete_document(workspace_id: str, document_id: str) -> WorkBegun:
    """Deletes a document, whatever its status."""
    withdrawn = api.withdraw_document()(user(), WorkspaceId(workspace_id), DocumentId(document_id))
    return WorkBegun(withdrawn.document_id, "deleting")


@route("POST", "/workspaces/<workspace_id>/documents/<document_id>/retry", status=202)
def retry_document(workspace_id: str, document_id: str) -> WorkBegun:
    """Takes a failed document up again from its bytes in the inbox."""
    document = api.list_documents().one(user(), WorkspaceId(workspace_id), DocumentId(document_id))
    outcome = api.start_ingestion().retry(document.workspace_id, document.document_id)
    return WorkBegun(document.document_id, outcome)


@route("POST", "/presigned-url", status=201)
def sign_upload(body: UploadWish) -> UploadTicket:
    """Returns a form that takes one file of this name, its type, and up to the size limit."""
    return api.sign_upload()(
        user(), body.workspace_id, body.filename, size_bytes=body.size_bytes, metadata=body.metadata
    )
