"""Start the ingestion or deletion that an event of the inbox asks for.

Events arrive late, twice and out of order. So an event only says where to look: the current content of the
inbox decides what to do, and the document store decides whether it is new.
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
from genai_core.domain.ingestion.document_history import replacing
from genai_core.domain.ingestion.document_metadata import READERS, Label, read_label
from genai_core.domain.ingestion.documents import Document, DocumentStatus
from genai_core.domain.ingestion.uploads import inbox_key
from genai_core.domain.permissions import require
from genai_core.errors import Conflict, Forbidden, InvalidInput, NotFound, Overloaded
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.clock import Clock
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.workflow_starter import WorkflowStarter
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion
from genai_core.usecases.ingestion.ingestion_turns import IngestionTurns
from genai_core.usecases.ingestion.replacing import known_document, require_replacing

Outcome = Literal[
    "started", "waiting", "unchanged", "deleting", "rejected", "refused", "misplaced", "ignored"
]
STEP = "start_ingestion"
_BEGUN_AGAIN = "It was begun again before it was ready."
_KEY = re.compile(r"inbox/([^/]+)/(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StartIngestion:
    """Starts ingestions and deletions.

    Attributes:
        turns: How many documents may be ingested at once.
        max_document_bytes: Files over it are recorded as failed, unread.
    """

    documents: DocumentStore
    blobs: BlobStore
    workspaces: WorkspaceStore
    workflows: WorkflowStarter
    clock: Clock
    turns: IngestionTurns
    max_document_bytes: int

    def __call__(self, key: str) -> Outcome:
        """Brings the document behind an inbox key up to date.

        Returns:
            `started` a new version, `waiting` where it is recorded and its turn comes later, `unchanged`
            where it is known, `deleting` where the object is gone,
            `rejected` where the document cannot be taken and its record says why, `refused` where its
            uploader may not replace the document that lies there, `misplaced` if the key names no
            workspace, `ignored` for a folder, or an object that is gone and was never known.

        Raises:
            Unavailable: A service cannot answer now, or the document is still being deleted; repeat later.
        """
        match = _KEY.fullmatch(key)
        if key.endswith("/"):
            return "ignored"
        if match is None:
            return "misplaced"
        workspace_id, path = WorkspaceId(match.group(1)), match.group(2)
        known = known_document(self.documents, workspace_id, path)
        if known and known.status is DocumentStatus.SUBMITTED and not self.turns.is_free():
            self.turns.wait(key)
            return "waiting"
        try:
            size, text = self.blobs.size(key), self.blobs.label(key)
            label, fault = self._read_label(workspace_id, text)
            reason = fault or self._obstacle(workspace_id, size)
            version = _unread_version(size, text) if reason else content_hash(self.blobs.get(key), text)
        except NotFound:
            return self._object_gone(workspace_id, path)
        arrived = self._record(workspace_id, path, size, version, label)
        if known:
            arrived = _after(known, arrived)
        elif label.uploader and not self._has_workspace(workspace_id):
            # Its ticket was signed before the workspace was deleted, of which nothing may be left.
            self.blobs.delete(key)
            return "ignored"
        return self._take(arrived, label, reason, known)

    def retry(self, workspace_id: WorkspaceId, document: DocumentId) -> Outcome:
        """Processes a document again from its bytes in the inbox, and stops its current processing.

        Raises:
            NotFound: There is no record.
            Conflict: The document changed meanwhile.
        """
        stored = self.documents.get(workspace_id, document)
        if not stored.status.is_final and stored.status is not DocumentStatus.DELETING:
            self.workflows.stop("ingest_document", _execution_name(stored), "The document is begun again.")
            self.documents.advance(
                workspace_id, document, stored.content_hash, DocumentStatus.FAILED, reason=_BEGUN_AGAIN
            )
        return self(inbox_key(workspace_id, stored.path))

    def mark_deleted(self, workspace_id: WorkspaceId, document: DocumentId) -> Document:
        """Marks a document as being deleted, which ends its processing; may be repeated."""
        stored = self.documents.get(workspace_id, document)
        if stored.status is DocumentStatus.DELETING:
            return stored
        return self.documents.advance(workspace_id, document, stored.content_hash, DocumentStatus.DELETING)

    def delete(self, workspace_id: WorkspaceId, document: DocumentId) -> Outcome:
        """Begins to delete a document whose bytes are gone from the inbox, or will be soon."""
        self._start("delete_document", self.mark_deleted(workspace_id, document))
        return "deleting"

    def _read_label(self, workspace_id: WorkspaceId, text: str) -> tuple[Label, str]:
        """Returns the label's content, and what is wrong with it; a wrong label is for the owner only."""
        try:
            return read_label(text), ""
        except InvalidInput as error:
            try:
                owner = self.workspaces.get(workspace_id).owner
            except NotFound:
                return Label(), str(error)
            return Label({READERS: (owner,)}), str(error)

    def _take(self, arrived: Document, label: Label, reason: str, known: Document | None) -> Outcome:
        if refusal := self._refusal(arrived, label, known):
            # The uploader must not change the record of a document that is already there.
            return "refused" if known else self._reject(arrived, refusal)
        if not reason:
            return self._submit(arrived)
        readers = known.metadata.get(READERS) if known else None
        kept = {**({READERS: readers} if readers else {}), **arrived.metadata}
        return self._reject(replace(arrived, metadata=kept), reason)

    def _refusal(self, arrived: Document, label: Label, known: Document | None) -> str:
        """Repeats the checks of the upload's signature; empty if the version is accepted."""
        if label.uploader is None or (known and known.content_hash == arrived.content_hash):
            return ""
        try:
            workspace = self.workspaces.get(arrived.workspace_id)
            require("upload document", label.uploader, workspace)
            if known:
                require_replacing(label.uploader, workspace, known, label.metadata)
        except NotFound:
            return ""
        except Forbidden as error:
            return str(error)
        return ""

    def _object_gone(self, workspace_id: WorkspaceId, path: str) -> Outcome:
        try:
            return self.delete(workspace_id, document_id(workspace_id, path))
        except NotFound:
            return "ignored"
        except Conflict as error:
            # A new version was submitted between reading and writing: try again.
            raise Overloaded(
                f"document {document_id(workspace_id, path)!r} changed while it was being deleted"
            ) from error

    def _obstacle(self, workspace_id: WorkspaceId, size: int) -> str:
        if not self._has_workspace(workspace_id):
            return (
                f"There is no workspace {workspace_id!r}. Create it, or drop the file under one that exists."
            )
        if size > self.max_document_bytes:
            limit = self.max_document_bytes
            return f"The file has {size} bytes, more than the {limit} allowed. Split it, or raise the limit."
        return "The file is empty. Upload one with text in it." if size == 0 else ""

    def _has_workspace(self, workspace_id: WorkspaceId) -> bool:
        try:
            self.workspaces.get(workspace_id)
        except NotFound:
            return False
        return True

    def _submit(self, document: Document) -> Outcome:
        if self.documents.submit(document):
            return self._begin(document)
        stored = self.documents.get(document.workspace_id, document.document_id)
        if stored.status is DocumentStatus.DELETING:
            raise Overloaded(f"document {document.document_id!r} is still being deleted", retry_after_s=30)
        if stored.status is DocumentStatus.SUBMITTED:
            # It waited for its turn, or whoever submitted it died before starting; the name makes a second
            # start harmless.
            return self._begin(stored)
        return "unchanged"

    def _begin(self, document: Document) -> Outcome:
        if not self.turns.take():
            self.turns.wait(inbox_key(document.workspace_id, document.path))
            return "waiting"
        return "started" if self._start("ingest_document", document) else "unchanged"

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

    def _record(
        self, workspace_id: WorkspaceId, path: str, size: int, version: ContentHash, label: Label
    ) -> Document:
        now = self.clock.now().isoformat()
        return Document(
            workspace_id=workspace_id,
            document_id=document_id(workspace_id, path),
            path=path,
            status=DocumentStatus.SUBMITTED,
            content_hash=version,
            size_bytes=size,
            created_at=now,
            updated_at=now,
            submitted_at=now,
            owner=label.uploader,
            metadata=label.metadata,
        )

    def _start(self, workflow: Literal["ingest_document", "delete_document"], document: Document) -> bool:
        return self.workflows.start(workflow, _execution_name(document), execution_input(document))


def _after(known: Document, arrived: Document) -> Document:
    """Returns a new version that keeps the lasting parts of the document's record."""
    answering, chunks = known.answering, known.answering_chunks
    if known.status is DocumentStatus.READY and not answering:
        # It was indexed before records stored the `answering` version.
        answering, chunks = known.content_hash, known.chunk_count
    return replace(
        replacing(known, arrived),
        created_at=known.created_at,
        owner=arrived.owner or known.owner,
        answering=answering,
        answering_chunks=chunks,
    )


def execution_input(document: Document) -> dict[str, Any]:
    """Returns the input of both state machines for a document."""
    return asdict(
        DocumentVersion(document.workspace_id, document.document_id, document.path, document.content_hash)
    )


def restart(workflows: WorkflowStarter, document: Document) -> bool:
    """Starts the execution that a document waits for again; False if it was started before."""
    workflow: Callable[..., bool] = workflows.start
    name = "delete_document" if document.status is DocumentStatus.DELETING else "ingest_document"
    return workflow(name, _execution_name(document), execution_input(document))


def _execution_name(document: Document) -> str:
    # The same version may come again after a failure or a deletion, but a name can be used only once: the
    # submission time makes it unique, and is the same for all deliveries of one event.
    is_deleted = document.status is DocumentStatus.DELETING
    moment = document.updated_at if is_deleted else document.submitted_at or document.updated_at
    stamp = re.sub(r"\D", "", moment)[:20]
    return execution_name(document.document_id, f"{document.content_hash[:16]}-{stamp}")


def _unread_version(size: int, label: str) -> ContentHash:
    """Returns the name of a version that was not read: the same for the same file."""
    return content_hash(f"unread:{size}".encode(), label)
