"""Call Qdrant: one collection per workspace."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from genai_core.domain.identifiers import WorkspaceId
from genai_core.errors import InvalidInput, Misconfigured, NotFound, Overloaded, QuorumError, TimedOut
from genai_core.ports.secret_source import Secret
from quorum_stores.failures import failure_of

DENSE, TERMS = "dense", "terms"
FILTERED = ("document_id", *(f"metadata.{name}" for name in ("author", "language", "source", "tags", "type")))
_GENERATIONS = "quorum_generations"
_NAMES = uuid.UUID("8f6bd7c1-6c0b-4d6c-9a3e-5a1f0d5f7f3e")


class QdrantServer:
    """A connection, opened at the first call.

    Args:
        url: An address, or a folder or `:memory:` for Qdrant's own in-process mode.
        key: None if the server needs none.
    """

    def __init__(self, url: str, key: Secret | None, timeout_s: float) -> None:
        self._url, self._key, self._timeout_s = url, key, timeout_s

    @property
    def is_remote(self) -> bool:
        return self._url.startswith(("http://", "https://"))

    @cached_property
    def client(self) -> Any:
        """The vendor's client. Raises Misconfigured if its package is missing."""
        try:
            from qdrant_client import QdrantClient  # noqa: PLC0415  (an optional package)
        except ImportError:
            raise Misconfigured(
                "the package 'qdrant-client' is missing", remedy="Install it: pip install quorum[qdrant]."
            ) from None
        if self._url == ":memory:":
            return QdrantClient(location=self._url)
        if not self.is_remote:
            return QdrantClient(path=self._url)
        key = self._key.reveal() if self._key else None
        return QdrantClient(url=self._url, api_key=key, timeout=max(1, round(self._timeout_s)))

    def call(self, work: Callable[[Any], Any]) -> Any:
        """Returns what `work` returns for the client. Raises the core's errors."""
        with _translated(self._url):
            return work(self.client)

    def exists(self, workspace_id: WorkspaceId) -> bool:
        """Returns whether the workspace has a collection."""
        return bool(self.call(lambda client: client.collection_exists(collection(workspace_id))))

    def ensure(self, workspace_id: WorkspaceId, dimensions: int) -> None:
        """Creates the workspace's collection if there is none."""
        if self.exists(workspace_id):
            return
        from qdrant_client import models  # noqa: PLC0415

        name = collection(workspace_id)
        dense = models.VectorParams(size=dimensions, distance=models.Distance.COSINE)
        terms = models.SparseVectorParams(modifier=models.Modifier.IDF)

        def make(client: Any) -> None:
            client.create_collection(
                name, vectors_config={DENSE: dense}, sparse_vectors_config={TERMS: terms}
            )
            for path in FILTERED if self.is_remote else ():
                client.create_payload_index(name, path, field_schema=models.PayloadSchemaType.KEYWORD)

        try:
            self.call(make)
        except QuorumError:
            # Another process may have created it at the same time.
            if not self.exists(workspace_id):
                raise

    def generation(self, workspace_id: WorkspaceId) -> str:
        """Returns a mark that every write changes; empty before the first."""

        def read(client: Any) -> str:
            if not client.collection_exists(_GENERATIONS):
                return ""
            points = client.retrieve(_GENERATIONS, [point_id(workspace_id)])
            return str(points[0].payload["generation"]) if points else ""

        return self.call(read)

    def next_generation(self, workspace_id: WorkspaceId) -> None:
        """Changes the workspace's mark."""
        from qdrant_client import models  # noqa: PLC0415

        point = models.PointStruct(
            id=point_id(workspace_id), vector={}, payload={"generation": uuid.uuid4().hex}
        )

        def write(client: Any) -> None:
            if not client.collection_exists(_GENERATIONS):
                client.create_collection(_GENERATIONS, vectors_config={})
            client.upsert(_GENERATIONS, [point], wait=True)

        self.call(write)


def collection(workspace_id: WorkspaceId) -> str:
    """Returns the name of the workspace's collection, valid for any workspace id."""
    return "quorum_" + hashlib.sha256(workspace_id.encode("utf-8", "replace")).hexdigest()[:40]


def point_id(name: str) -> str:
    """Returns the id of a chunk's point."""
    return str(uuid.uuid5(_NAMES, name.encode("utf-8", "replace").decode()))


@contextmanager
def _translated(url: str) -> Generator[None]:
    from qdrant_client.http.exceptions import (  # noqa: PLC0415
        ResponseHandlingException,
        UnexpectedResponse,
    )

    try:
        yield
    except UnexpectedResponse as error:
        failure = failure_of(f"Qdrant at {url!r}", error.status_code or 0, error.content)
        # The collection may have been deleted by another process meanwhile: the call can be repeated.
        raise (Overloaded(failure.message) if isinstance(failure, NotFound) else failure) from error
    except ResponseHandlingException as error:
        late = "timed out" in str(error).lower()
        kind = TimedOut if late else Overloaded
        raise kind(f"Qdrant at {url!r} does not answer: {error}") from error
    except ValueError as error:
        raise InvalidInput(f"Qdrant refuses the request: {error}") from error
