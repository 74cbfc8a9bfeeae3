"""Call Chroma's REST API: one collection per workspace."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as LateError

from genai_core.domain.identifiers import WorkspaceId
from genai_core.errors import NotFound, Overloaded, TimedOut
from genai_core.ports.secret_source import Secret
from quorum_stores.failures import failure_of

_DATABASE = "/api/v2/tenants/default_tenant/databases/default_database/collections"
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 16}


@dataclass(frozen=True, slots=True)
class Collection:
    """A workspace's collection; `generation` is a mark that every write changes."""

    identifier: str
    generation: str


class ChromaServer:
    """Uses plain HTTP, because Chroma's own client would add forty packages."""

    def __init__(self, url: str, key: Secret | None, timeout_s: float) -> None:
        self._url = url.rstrip("/")
        self._key, self._timeout_s = key, timeout_s

    @cached_property
    def _pool(self) -> urllib3.PoolManager:
        return urllib3.PoolManager(timeout=self._timeout_s, retries=False, maxsize=16)

    def find(self, workspace_id: WorkspaceId) -> Collection | None:
        """Returns the workspace's collection; None if it has none."""
        try:
            fields = self._call("GET", f"/{_name(workspace_id)}")
        except NotFound:
            return None
        return _collection(fields)

    def make(self, workspace_id: WorkspaceId) -> Collection:
        """Returns the workspace's collection, which is created if there is none."""
        wanted = {
            "name": _name(workspace_id),
            "get_or_create": True,
            "configuration": {"hnsw": _HNSW},
        }
        return self.find(workspace_id) or _collection(self._call("POST", "", wanted))

    def next_generation(self, collection: Collection) -> None:
        """Changes the collection's mark."""
        self._call("PUT", f"/{collection.identifier}", {"new_metadata": {"generation": uuid.uuid4().hex}})

    def remove(self, workspace_id: WorkspaceId) -> None:
        """Deletes the workspace's collection."""
        self._call("DELETE", f"/{_name(workspace_id)}")

    def ask(self, collection: Collection, verb: str, request: Mapping[str, Any] | None = None) -> Any:
        """Returns the collection's answer; `verb` is `get`, `query`, `upsert`, `delete` or `count`."""
        method = "GET" if request is None else "POST"
        return self._call(method, f"/{collection.identifier}/{verb}", request)

    def _headers(self) -> dict[str, str]:
        key = {"x-chroma-token": self._key.reveal()} if self._key else {}
        return {"content-type": "application/json", **key}

    def _call(self, method: str, path: str, request: Mapping[str, Any] | None = None) -> Any:
        body = None if request is None else json.dumps(request).encode()
        address = f"{self._url}{_DATABASE}{path}"
        try:
            answer = self._pool.request(method, address, body=body, headers=self._headers())
            if answer.status < 300:
                return json.loads(answer.data or b"null")
        except LateError as error:
            raise TimedOut(f"Chroma at {self._url!r} did not answer in time") from error
        except (HTTPError, ValueError) as error:
            raise Overloaded(f"Chroma at {self._url!r} does not answer: {error}") from error
        raise failure_of(f"Chroma at {self._url!r}", answer.status, answer.data)


def _name(workspace_id: WorkspaceId) -> str:
    return "quorum-" + hashlib.sha256(workspace_id.encode("utf-8", "replace")).hexdigest()[:40]


def _collection(fields: Mapping[str, Any]) -> Collection:
    return Collection(fields["id"], str((fields.get("metadata") or {}).get("generation", "")))
