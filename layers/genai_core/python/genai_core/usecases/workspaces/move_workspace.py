"""Migrates a workspace to another engine or another encoder without downtime.

The new backend is filled from the archive, and embedded again if the encoder differs; then searches switch.
While a workspace is marked as moving, documents are written to and deleted from both backends. So a
copy may become outdated but is never lost: the switch follows a pass that found nothing to copy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from genai_core.domain.identifiers import ContentHash, DocumentId, EncoderName, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.domain.workspaces import Engine, Move, SearchBackend, Workspace
from genai_core.errors import Conflict, NotFound
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.chunk_index import ChunkIndex
from genai_core.ports.clock import Clock
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.ingestion.document_archive import (
    archive_prefix,
    archived_versions,
    load_archived,
    save_archived,
    save_chunks,
)
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, load_embedded

PART_CHUNKS = 500
"""Chunks to embed between two checks of the time: 20 s of one core with a large encoder."""

_Copied = dict[DocumentId, ContentHash]


@dataclass(frozen=True, slots=True)
class MoveProgress:
    """The progress of a move.

    Attributes:
        state: `copying`: call again; `switched`: searches ask the new backend, call again when those that
            began before have ended; `done`: nothing is left to do.
    """

    state: Literal["copying", "switched", "done"]
    copied: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class MoveWorkspace:
    """Does a bounded part of a move each time it is called.

    Attributes:
        index: Returns an engine's chunk index.
        backends: All of this deployment.
        embed: Returns chunks as an encoder embeds them.
        limit_s: Seconds after which it stops copying and returns its progress.
    """

    workspaces: WorkspaceStore
    documents: DocumentStore
    blobs: BlobStore
    index: Callable[[Engine], ChunkIndex]
    backends: Sequence[SearchBackend]
    embed: Callable[[EncoderName, Sequence[EmbeddedChunk]], Sequence[EmbeddedChunk]]
    clock: Clock
    limit_s: float

    def __call__(self, workspace_id: WorkspaceId, move_id: str) -> MoveProgress:
        """Copies, switches or cleans up; may be repeated at any point.

        Raises:
            Conflict: A document has chunks in the old backend and nowhere else; it must be ingested again.
            Unavailable: A service cannot answer now.
        """
        deadline = self.clock.monotonic() + self.limit_s
        while True:
            progress, worked = self._pass(workspace_id, move_id, deadline)
            if progress.state != "copying" or not worked or self.clock.monotonic() > deadline:
                return progress

    def _pass(self, workspace_id: WorkspaceId, move_id: str, deadline: float) -> tuple[MoveProgress, bool]:
        """Returns the progress, and whether there was anything to copy."""
        try:
            workspace = self.workspaces.get(workspace_id)
        except NotFound:
            return MoveProgress("done"), False
        move = workspace.moving
        if move is None or move.move_id != move_id:
            self._clean_up(workspace)
            return MoveProgress("done"), False
        if workspace.backend == move.backend:
            return self._end(workspace, move), False
        return self._copy(workspace, move, deadline)

    def _end(self, workspace: Workspace, move: Move) -> MoveProgress:
        try:
            settled = self.workspaces.update(replace(workspace, moving=None))
        except (Conflict, NotFound):
            # Somebody changed it in the meantime: the next call tries again.
            return MoveProgress("switched", move.copied, move.total)
        self._clean_up(settled)
        return MoveProgress("done", move.copied, move.total)

    def _copy(self, workspace: Workspace, move: Move, deadline: float) -> tuple[MoveProgress, bool]:
        copied = self._begun(workspace, move)
        # An indexing that begins from here on sees the mark, and writes to both backends.
        settled = not self._is_indexing(workspace.workspace_id)
        self._complete_archive(workspace.workspace_id)
        archived = archived_versions(self.blobs, workspace.workspace_id)
        outdated = list(self._outdated(archived, copied))
        for change in outdated:
            self._copy_document(workspace, move, change, copied, deadline)
            if self.clock.monotonic() > deadline:
                break
        self._remember(workspace.workspace_id, move, copied)
        unambiguous = all(len(versions) == 1 for versions in archived.values())
        whole = settled and unambiguous and not outdated
        progress = MoveProgress("switched" if whole else "copying", len(copied), len(archived))
        return self._record(workspace, move, progress), bool(outdated)

    def _begun(self, workspace: Workspace, move: Move) -> _Copied:
        """Returns what this move has copied; on its first call, empties what an earlier move left."""
        try:
            return json.loads(self.blobs.get(_progress_key(workspace.workspace_id, move)))
        except NotFound:
            self._empty(move.backend, workspace.workspace_id)
            self._remember(workspace.workspace_id, move, {})
            return {}

    def _is_indexing(self, workspace_id: WorkspaceId) -> bool:
        documents = self.documents.in_workspace(workspace_id)
        return any(document.status is DocumentStatus.INDEXING for document in documents)

    def _complete_archive(self, workspace_id: WorkspaceId) -> None:
        """Archives documents that were indexed before there was an archive, from their artifacts."""
        archived_ids = archived_versions(self.blobs, workspace_id)
        for document in self.documents.in_workspace(workspace_id):
            ready = document.status is DocumentStatus.READY and document.chunk_count
            if not ready or document.document_id in archived_ids:
                continue
            name = document.document_id
            version = DocumentVersion(workspace_id, name, document.path, document.content_hash)
            chunks = load_embedded(self.blobs, version)
            if not chunks:
                raise Conflict(
                    f"the document {document.path!r} is not archived",
                    remedy="Upload it again, then repeat the move.",
                )
            save_archived(self.blobs, workspace_id, name, document.content_hash, chunks)

    def _outdated(
        self, archived: dict[DocumentId, list[ContentHash]], copied: _Copied
    ) -> Iterator[tuple[DocumentId, ContentHash | None]]:
        """Yields documents to copy, and with None those to remove again."""
        for document_id, versions in archived.items():
            if copied.get(document_id) != versions[-1]:
                yield document_id, versions[-1]
        for document_id in copied.keys() - archived.keys():
            yield document_id, None

    def _copy_document(
        self,
        workspace: Workspace,
        move: Move,
        outdated: tuple[DocumentId, ContentHash | None],
        copied: _Copied,
        deadline: float,
    ) -> None:
        document_id, version = outdated
        target, workspace_id = self.index(move.engine), workspace.workspace_id
        collection = move.backend.collection(workspace_id)
        if version is None:
            target.delete_document(collection, document_id)
            copied.pop(document_id)
            return
        try:
            chunks = load_archived(self.blobs, f"{archive_prefix(workspace_id, document_id)}{version}.npz")
        except NotFound:
            # A newer version replaced it in the meantime, or it was deleted: the next pass sees which.
            return
        parts = f"{_moves_prefix(workspace_id)}{move.move_id}/{document_id}/{version}/"
        fitting = self._embedded(move.encoder, chunks, parts, deadline)
        if fitting is None:
            return
        target.replace_document(collection, document_id, version, fitting)
        self.blobs.delete(parts)
        copied[document_id] = version

    def _embedded(
        self, encoder: EncoderName, chunks: Sequence[EmbeddedChunk], parts: str, deadline: float
    ) -> Sequence[EmbeddedChunk] | None:
        """Returns the embedded chunks; None if the time ran out first.

        Finished parts are stored, so that a document of any length is finished after several calls.
        """
        if all(chunk.encoder == encoder for chunk in chunks):
            return chunks
        done: list[EmbeddedChunk] = []
        while len(done) < len(chunks):
            key = f"{parts}{len(done):06d}.npz"
            try:
                done += load_archived(self.blobs, key)
            except NotFound:
                save_chunks(self.blobs, key, self.embed(encoder, chunks[len(done) : len(done) + PART_CHUNKS]))
                if self.clock.monotonic() > deadline:
                    return None
        return done

    def _record(self, workspace: Workspace, move: Move, progress: MoveProgress) -> MoveProgress:
        """Writes the progress, and with `switched` the new backend, unless the workspace has changed."""
        backend = move.backend if progress.state == "switched" else workspace.backend
        moving = replace(move, copied=progress.copied, total=progress.total)
        try:
            self.workspaces.update(
                replace(workspace, engine=backend.engine, encoder=backend.encoder, moving=moving)
            )
        except (Conflict, NotFound):
            return replace(progress, state="copying")
        return progress

    def _remember(self, workspace_id: WorkspaceId, move: Move, copied: _Copied) -> None:
        body = json.dumps(copied).encode()
        self.blobs.put(_progress_key(workspace_id, move), body, content_type="application/json")

    def _clean_up(self, workspace: Workspace) -> None:
        """Empties the backends that the workspace is not in, unless another move is filling one."""
        if workspace.moving is None:
            for backend in self.backends:
                if backend != workspace.backend:
                    self._empty(backend, workspace.workspace_id)

    def _empty(self, backend: SearchBackend, workspace_id: WorkspaceId) -> None:
        self.index(backend.engine).delete_workspace(backend.collection(workspace_id))


def _progress_key(workspace_id: WorkspaceId, move: Move) -> str:
    return f"{_moves_prefix(workspace_id)}{move.move_id}.json"


def _moves_prefix(workspace_id: WorkspaceId) -> str:
    return f"artifacts/{workspace_id}/moves/"
