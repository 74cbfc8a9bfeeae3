"""Starts what an event about the inbox asks for.

Events come late, twice and out of order. So an event only says where to look: what is done follows
from what lies in the inbox now, and the document store decides whether it is new.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from genai_core.domain.identifiers import (
    ContentHash,
    DocumentId,
    WorkspaceId,
    content_hash,
    document_id,
    execution_name,
)
from genai_core.domain.ingestion.document_metadata import read_label
from genai_core.domain.ingestion.documents import Document, DocumentStatus
from genai_core.domain.ingestion.uploads import inbox_key
from genai_core.errors import Conflict, InvalidInput, NotFound, Overloaded
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.clock import Clock
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.workflow_starter import WorkflowStarter
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.ingestion_artifacts import DocumentVersion

Outcome = Literal["started", "unchanged", "deleting", "rejected", "ignored"]
STEP = "start_ingestion"
_KEY = re.compile(r"inbox/([^/]+)/(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StartIngestion:
    """Starts ingestions and deletions.

    Attributes:
        max_document_bytes: Files over it are recorded as failed, unread.
    """

    documents: DocumentStore
    blobs: BlobStore
    workspaces: WorkspaceStore
    workflows: WorkflowStarter
    clock: Clock
    max_document_bytes: int

    def __call__(self, key: str) -> Outcome:
        """Brings the document behind an inbox key up to date.

        Returns:
            `started` a new version, `unchanged` where it is known, `deleting` where the object is gone,
            `rejected` where the document cannot be taken and its record says why, `ignored` for other keys.

        Raises:
            Unavailable: A service cannot answer now, or the document is still being deleted; repeat later.
        """
        found = _KEY.fullmatch(key)
        if found is None or key.endswith("/"):
            return "ignored"
        workspace_id, path = WorkspaceId(found.group(1)), found.group(2)
        try:
            size, label = self.blobs.size(key), self.blobs.label(key)
            if reason := self._obstacle(workspace_id, size) or _label_fault(label):
                unread = _unread_version(size, label)
                return self._reject(self._record(workspace_id, path, size, unread), reason)
            version = content_hash(self.blobs.get(key), label)
        except NotFound:
            return self._object_gone(workspace_id, path)
        said = read_label(label)
        return self._submit(replace(self._record(workspace_id, path, size, version), metadata=said))

    def retry(self, workspace_id: WorkspaceId, document: DocumentId) -> Outcome:
        """Takes a document up again from its bytes in the inbox. Raises NotFound where there is no record."""
        return self(inbox_key(workspace_id, self.documents.get(workspace_id, document).path))

    def delete(self, workspace_id: WorkspaceId, document: DocumentId) -> Outcome:
        """Begins to delete a document whose bytes are gone from the inbox, or are about to be."""
        stored = self.documents.get(workspace_id, document)
        if stored.status is not DocumentStatus.DELETING:
            stored = self.documents.advance(
                workspace_id, document, stored.content_hash, DocumentStatus.DELETING
            )
        self._start("delete_document", stored)
        return "deleting"

    def _object_gone(self, workspace_id: WorkspaceId, path: str) -> Outcome:
        try:
            return self.delete(workspace_id, document_id(workspace_id, path))
        except NotFound:
            return "ignored"
        except Conflict as error:
            # A new version was submitted between reading and writing; look again.
            raise Overloaded(f"document {path!r} changed while it was being deleted") from error

    def _obstacle(self, workspace_id: WorkspaceId, size: int) -> str:
        try:
            self.workspaces.get(workspace_id)
        except NotFound:
            return (
                f"There is no workspace {workspace_id!r}. Create it, or drop the file under one that exists."
            )
        if size > self.max_document_bytes:
            limit = self.max_document_bytes
            return f"The file has {size} bytes, more than the {limit} allowed. Split it, or raise the limit."
        return "The file is empty. Upload one with text in it." if size == 0 else ""

    def _submit(self, document: Document) -> Outcome:
        if self.documents.submit(document):
            self._start("ingest_document", document)
            return "started"
        stored = self.documents.get(document.workspace_id, document.document_id)
        if stored.status is DocumentStatus.DELETING:
            raise Overloaded(f"document {document.path!r} is still being deleted", retry_after_s=30)
        if stored.status is DocumentStatus.SUBMITTED:
            # Whoever submitted it may have died before starting; the name makes a second start harmless.
            self._start("ingest_document", stored)
        return "unchanged"

    def _reject(self, document: Document, reason: str) -> Outcome:
        if self.documents.submit(document):
            self.documents.advance(
                document.workspace_id,
                document.document_id,
                document.content_hash,
                DocumentStatus.FAILED,
                reason=reason,
                failed_step=STEP,
            )
        return "rejected"

    def _record(self, workspace_id: WorkspaceId, path: str, size: int, version: ContentHash) -> Document:
        now = self.clock.now().isoformat()
        fresh = Document(
            workspace_id=workspace_id,
            document_id=document_id(workspace_id, path),
            path=path,
            status=DocumentStatus.SUBMITTED,
            content_hash=version,
            size_bytes=size,
            created_at=now,
            updated_at=now,
        )
        try:
            known = self.documents.get(workspace_id, fresh.document_id)
        except NotFound:
            return fresh
        return replace(fresh, created_at=known.created_at, owner=known.owner)

    def _start(self, workflow: Literal["ingest_document", "delete_document"], document: Document) -> None:
        self.workflows.start(workflow, _execution_name(document), execution_input(document))


def execution_input(document: Document) -> dict[str, Any]:
    """Returns the input of both state machines."""
    return asdict(
        DocumentVersion(document.workspace_id, document.document_id, document.path, document.content_hash)
    )


def restart(workflows: WorkflowStarter, document: Document) -> bool:
    """Starts the execution a document waits for once more; False where it was started before."""
    workflow: Callable[..., bool] = workflows.start
    name = "delete_document" if document.status is DocumentStatus.DELETING else "ingest_document"
    return workflow(name, _execution_name(document), execution_input(document))


def _execution_name(document: Document) -> str:
    # The same version may come again after a failure or a deletion, and a name serves only once: the
    # time of the submission tells these apart, and is the same for all deliveries of one event.
    stamp = re.sub(r"\D", "", document.updated_at)[:20]
    return execution_name(document.document_id, f"{document.content_hash[:16]}-{stamp}")


def _unread_version(size: int, label: str) -> ContentHash:
    """Names a version that was not read: the same file again is the same version."""
    return content_hash(f"unread:{size}".encode(), label)


def _label_fault(label: str) -> str:
    try:
        read_label(label)
    except InvalidInput as error:
        return str(error)
    return ""
