"""Write chunks to the engine of their workspace and, during a move, to the new engine too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, EncoderName, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import Engine, SearchBackend, Workspace
from genai_core.errors import Conflict, NotFound
from genai_core.ports.chunk_index import ChunkIndex
from genai_core.ports.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class OnWorkspaceEngines:
    """A ChunkIndex over the chunk indexes of several engines and encoders.

    Each write is atomic on its own. If a writer fails between two of them, its workflow repeats it; until
    then the new engine may be ahead of the searched one. `replace_document` raises NotFound for a deleted
    workspace, and Conflict for chunks of another encoder than the workspace's; while the workspace changes
    its encoder, such chunks are embedded again.

    Attributes:
        index: Returns an engine's chunk index.
        backends: All engines and encoders of this deployment; a deleted workspace is removed from each.
        embed: Embeds chunks by an encoder.
    """

    workspaces: WorkspaceStore
    index: Callable[[Engine], ChunkIndex]
    backends: Sequence[SearchBackend]
    embed: Callable[[EncoderName, Sequence[EmbeddedChunk]], Sequence[EmbeddedChunk]]

    def replace_document(
        self,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        version: ContentHash,
        chunks: Sequence[EmbeddedChunk],
    ) -> None:
        workspace = self.workspaces.get(workspace_id)
        if not workspace.moving:
            _require_encoder(workspace, chunks)
        for backend in self._written(workspace):
            index, collection = self.index(backend.engine), backend.collection(workspace_id)
            fitting = self.embed(backend.encoder, chunks)
            index.replace_document(collection, document_id, version, fitting)

    def delete_document(self, workspace_id: WorkspaceId, document_id: DocumentId) -> int:
        return max(
            self.index(backend.engine).delete_document(backend.collection(workspace_id), document_id)
            for backend in self._written(self._existing(workspace_id))
        )

    def delete_workspace(self, workspace_id: WorkspaceId) -> int:
        return max(
            self.index(backend.engine).delete_workspace(backend.collection(workspace_id))
            for backend in self._written(self._existing(workspace_id))
        )

    def fetch(self, scope: Scope, chunk_ids: Sequence[ChunkId]) -> list[EmbeddedChunk]:
        backend = self.workspaces.get(scope.workspace_id).backend
        within = replace(scope, workspace_id=backend.collection(scope.workspace_id))
        return self.index(backend.engine).fetch(within, chunk_ids)

    def count(self, workspace_id: WorkspaceId) -> int:
        backend = self.workspaces.get(workspace_id).backend
        return self.index(backend.engine).count(backend.collection(workspace_id))

    def _existing(self, workspace_id: WorkspaceId) -> Workspace | None:
        try:
            return self.workspaces.get(workspace_id)
        except NotFound:
            return None

    def _written(self, workspace: Workspace | None) -> Sequence[SearchBackend]:
        # The new backend is written first: the searched one must never hold chunks that the new one lacks.
        if workspace is None:
            return self.backends
        moving = (workspace.moving.backend,) if workspace.moving else ()
        return tuple(dict.fromkeys((*moving, workspace.backend)))


def _require_encoder(workspace: Workspace, chunks: Sequence[EmbeddedChunk]) -> None:
    other = next((chunk.encoder for chunk in chunks if chunk.encoder != workspace.encoder), None)
    if other is not None:
        raise Conflict(
            f"chunks embedded by {other!r} cannot join workspace {workspace.workspace_id!r},"
            f" which is embedded by {workspace.encoder!r}",
            remedy="Retry the document, or move the workspace:"
            f" `quorum workspace move WORKSPACE --encoder {other}`.",
        )
