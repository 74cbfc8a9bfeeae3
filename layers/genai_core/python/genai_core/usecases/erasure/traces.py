"""Stores with a workspace's data besides the tables: the bucket and the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.workspaces import Engine, SearchBackend
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.chunk_index import ChunkIndex

_PREFIXES = ("inbox", "artifacts", "archive")


@dataclass(frozen=True, slots=True)
class BlobTraces:
    """Files of workspaces: originals, artifacts of the ingestion, and the archive."""

    blobs: BlobStore
    name: str = "bucket"

    def related(self, _ids: Set[str]) -> set[str]:
        return set()

    def find(self, ids: Set[str]) -> list[str]:
        prefixes = (f"{kind}/{each}/" for kind in _PREFIXES for each in sorted(ids))
        return [key for prefix in prefixes for key in self.blobs.keys(prefix)]

    def erase(self, ids: Set[str]) -> int:
        return sum(self.blobs.delete(f"{kind}/{each}/") for kind in _PREFIXES for each in sorted(ids))


@dataclass(frozen=True, slots=True)
class IndexTraces:
    """Chunks of workspaces, in every engine of the deployment, because a workspace may have moved.

    Attributes:
        index: Returns an engine's chunk index.
    """

    index: Callable[[Engine], ChunkIndex]
    backends: Sequence[SearchBackend]
    name: str = "index"

    def related(self, _ids: Set[str]) -> set[str]:
        return set()

    def find(self, ids: Set[str]) -> list[str]:
        return [
            f"{backend.engine}/{collection}: {count} chunks"
            for backend, collection in self._collections(ids)
            if (count := self.index(backend.engine).count(collection))
        ]

    def erase(self, ids: Set[str]) -> int:
        return sum(
            self.index(backend.engine).delete_workspace(collection)
            for backend, collection in self._collections(ids)
        )

    def _collections(self, ids: Set[str]) -> list[tuple[SearchBackend, WorkspaceId]]:
        return [
            (backend, backend.collection(WorkspaceId(each)))
            for each in sorted(ids)
            # Not for runs: asking the engine about each run of a user would take too long.
            if each.startswith("w-")
            for backend in self.backends
        ]
