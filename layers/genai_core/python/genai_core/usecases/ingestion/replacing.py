"""Check who may replace a document by a file; asked when the upload is signed and when it arrives."""

from __future__ import annotations

from genai_core.domain.identifiers import UserId, WorkspaceId, document_id
from genai_core.domain.ingestion.document_metadata import READERS
from genai_core.domain.ingestion.documents import Document
from genai_core.domain.permissions import document_roles, permits
from genai_core.domain.retrieval.filters import Metadata, values_of
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Forbidden, NotFound
from genai_core.ports.document_store import DocumentStore


def known_document(documents: DocumentStore, workspace_id: WorkspaceId, path: str) -> Document | None:
    """Returns the document at that path; None if there is none."""
    try:
        return documents.get(workspace_id, document_id(workspace_id, path))
    except NotFound:
        return None


def require_replacing(user: UserId, workspace: Workspace, known: Document, metadata: Metadata) -> None:
    """Does nothing if the user may replace the document by a file with that metadata.

    Raises:
        Forbidden: The user may not replace it, or would change its readers.
    """
    roles = document_roles(user, workspace, known)
    if not permits("replace document", roles):
        raise Forbidden(
            f"user {user!r} may not replace {known.path!r}", remedy="Give your file another name."
        )
    before, after = set(values_of(known.metadata, READERS)), set(values_of(metadata, READERS))
    if before and before != after and not permits("restrict document", roles):
        raise Forbidden(
            f"user {user!r} may not change who reads {known.path!r}",
            remedy="Send the same `readers`, or ask who uploaded it or owns the workspace.",
        )
