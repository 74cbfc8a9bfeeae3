"""Chunks written to the engine that their workspace is on, and while it moves to the other one too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import Engine
from genai_core.errors import NotFound
from genai_core.ports.chunk_index import ChunkIndex
from genai_core.ports.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class OnWorkspaceEngines:
    """Implements ChunkIndex over those of several engines.

    Each engine's write is whole by itself. A writer that fails between two is repeated by its workflow;
    until then the engine that is not searched yet may be ahead.

    Attributes:
        index: Returns an engine's chunk index.
        engines: Those of this deployment; a workspace that is gone is taken out of all of them.
    """

    workspaces: WorkspaceStore
    index: Callable[[Engine], ChunkIndex]
    engines: Sequence[Engine]

    def replace_document(
        self,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        version: ContentHash,
        chunks: Sequence[EmbeddedChunk],
    ) -> None:
        for engine in self._written(workspace_id):
            self.index(engine).replace_document(workspace_id, document_id, version, chunks)

    def delete_document(self, workspace_id: WorkspaceId, document_id: DocumentId) -> int:
        counts = [
            self.index(engine).delete_document(workspace_id, document_id)
            for engine in self._written(workspace_id)
        ]
        return max(counts)

    def delete_workspace(self, workspace_id: WorkspaceId) -> int:
        return max(
            self.index(engine).delete_workspace(workspace_id) for engine in self._written(workspace_id)
        )

    def fetch(self, scope: Scope, chunk_ids: Sequence[ChunkId]) -> list[EmbeddedChunk]:
        return self._searched(scope.workspace_id).fetch(scope, chunk_ids)

    def count(self, workspace_id: WorkspaceId) -> int:
        return self._searched(workspace_id).count(workspace_id)

    def _written(self, workspace_id: WorkspaceId) -> Sequence[Engine]:
        # The one that is filled comes first: the searched one must never hold what the other lacks.
        try:
            workspace = self.workspaces.get(workspace_id)
        except NotFound:
            return self.engines
        moving = (workspace.moving.engine,) if workspace.moving else ()
        return tuple(dict.fromkeys((*moving, workspace.engine)))

    def _searched(self, workspace_id: WorkspaceId) -> ChunkIndex:
        return self.index(self.workspaces.get(workspace_id).engine)
