"""The chunk index: chunks with all that searching needs, written per document version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.scopes import Scope


class ChunkIndex(Protocol):
    """Writes and reads the chunks behind the vector and the lexical index.

    Every write is one transaction and may be repeated: readers see the old version or the new one,
    never half of either, and never one retriever without the other.

    Raises:
        Unavailable: The engine cannot be reached now; nothing was written.
    """

    def replace_document(
        self,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        version: ContentHash,
        chunks: Sequence[EmbeddedChunk],
    ) -> None:
        """Makes `chunks` the only ones of the document; an empty list leaves none."""
        ...

    def delete_document(self, workspace_id: WorkspaceId, document_id: DocumentId) -> int:
        """Removes the document's chunks and returns how many there were."""
        ...

    def delete_workspace(self, workspace_id: WorkspaceId) -> int:
        """Removes all chunks of the workspace and returns how many there were."""
        ...

    def fetch(self, scope: Scope, chunk_ids: Sequence[ChunkId]) -> list[EmbeddedChunk]:
        """Returns the chunks in the order asked for; those gone meanwhile or out of scope are left out."""
        ...

    def count(self, workspace_id: WorkspaceId) -> int:
        """Returns how many chunks the workspace has."""
        ...
