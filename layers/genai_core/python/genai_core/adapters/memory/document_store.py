"""Documents in a dictionary."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from threading import Lock
from typing import Any

from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.documents import Document, DocumentStatus
from genai_core.errors import Conflict, NotFound
from genai_core.ports.clock import Clock


class MemoryDocumentStore:
    """Keeps documents for the life of the process; safe between threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._documents: dict[tuple[WorkspaceId, DocumentId], Document] = {}
        self._lock = Lock()

    def get(self, workspace_id: WorkspaceId, document_id: DocumentId) -> Document:
        document = self._documents.get((workspace_id, document_id))
        if document is None:
            raise NotFound(
                f"there is no document {document_id!r} in workspace {workspace_id!r}",
                remedy="List the workspace's documents.",
            )
        return document

    def some(self, workspace_id: WorkspaceId, document_ids: Collection[DocumentId]) -> list[Document]:
        wanted = ((workspace_id, document_id) for document_id in document_ids)
        return [self._documents[key] for key in wanted if key in self._documents]

    def submit(self, document: Document) -> bool:
        key = (document.workspace_id, document.document_id)
        with self._lock:
            stored = self._documents.get(key)
            if stored is not None and (
                stored.status is DocumentStatus.DELETING
                or (
                    stored.content_hash == document.content_hash
                    and stored.status is not DocumentStatus.FAILED
                )
            ):
                return False
            self._documents[key] = replace(document, status=DocumentStatus.SUBMITTED)
            return True

    def advance(
        self,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        version: ContentHash,
        status: DocumentStatus,
        **changes: Any,
    ) -> Document:
        with self._lock:
            stored = self.get(workspace_id, document_id)
            if stored.content_hash != version or not status.may_follow(stored.status):
                raise Conflict(
                    f"document {document_id!r} is {stored.status.value!r} "
                    f"at version {stored.content_hash!r}, "
                    f"so version {version!r} cannot become {status.value!r}",
                    remedy="A newer event has replaced it; there is nothing to do.",
                )
            now = self._clock.now().isoformat()
            reached = {status.value: now, **stored.reached}
            written = replace(stored, status=status, updated_at=now, reached=reached, **changes)
            self._documents[workspace_id, document_id] = written
            return written

    def remove(self, workspace_id: WorkspaceId, document_id: DocumentId) -> None:
        with self._lock:
            self._documents.pop((workspace_id, document_id), None)

    def in_workspace(self, workspace_id: WorkspaceId, *, after: Document | None = None) -> Iterator[Document]:
        documents = [
            document
            for document in self._documents.values()
            if document.workspace_id == workspace_id
            and (after is None or _by_time(document) < _by_time(after))
        ]
        yield from sorted(documents, key=_by_time, reverse=True)

    def all_in_workspace(self, workspace_id: WorkspaceId) -> Iterator[Document]:
        yield from self.in_workspace(workspace_id)

    def unfinished(self, *, before: str) -> Iterator[Document]:
        for document in list(self._documents.values()):
            if not document.status.is_final and document.updated_at < before:
                yield document


def _by_time(document: Document) -> tuple[str, str]:
    return document.created_at, document.document_id
