"""Port: chunks with their vectors and terms, written per document version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.scopes import Scope


class ChunkIndex(Protocol):
    """Writes and reads the chunks of the vector index and the lexical index.

    Every write is atomic and may be repeated: readers see either the old version or the new one, and both
    indexes change together.

    Raises:
        Unavailable: The engine cannot be reached now; nothing is written.
    """

    def replace_document(
        self,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        version: ContentHash,
        chunks: Sequence[EmbeddedChunk],
    ) -> None:
        """Replaces all chunks of the document by `chunks`, which may be empty."""
        ...

    def delete_document(self, workspace_id: WorkspaceId, document_id: DocumentId) -> int:
        """Deletes the document's chunks and returns their number."""
        ...

    def delete_workspace(self, workspace_id: WorkspaceId) -> int:
        """Deletes all chunks of the workspace and returns their number."""
        ...

    def fetch(self, scope: Scope, chunk_ids: Sequence[ChunkId]) -> list[EmbeddedChunk]:
        """Returns the chunks in the given order, without deleted ones and those out of scope."""
        ...

    def count(self, workspace_id: WorkspaceId) -> int:
        """Returns the number of chunks in the workspace."""
        ...
