"""Allow one writer per workspace by a lease that records what the writer intends to do.

OpenSearch has no transactions. Instead, an index shows changes only after a refresh, and only the holder of
the lease writes and refreshes. So readers see all chunks of a document change at once. A writer that crashes
leaves its lease; the next writer first finishes or undoes the recorded work.
"""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

from genai_core.adapters.opensearch.client import OpenSearch
from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.errors import Conflict, Overloaded, QuorumError

INDEX = "quorum-leases"
LEASE_S = 90.0
"""Duration of a lease, longer than any single request; a writer renews it between requests."""

_RENEW_BELOW_S = 70.0
_WAIT_S = 45.0
_POLL_S = (0.005, 0.05)
_MAPPING = {
    "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}},
    # Records are read by id only, which needs no indexed field and no refresh.
    "mappings": {"properties": {"intent": {"type": "object", "enabled": False}}, "dynamic": False},
}


Intent = Mapping[DocumentId, Sequence[ChunkId]]
"""What a writer intends: each document has exactly these chunks afterwards. Empty if nothing needs repair."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A workspace's lease as last written.

    Attributes:
        expires_at: Seconds since the epoch; the clocks of writers may differ by seconds only.
        revision: `if_seq_no` and `if_primary_term` of the record.
    """

    alias: str
    owner: str
    intent: Intent
    expires_at: float
    revision: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Leases:
    """Acquires and releases leases.

    Attributes:
        repair: Finishes or undoes the work of a writer that lost its lease.
    """

    server: OpenSearch
    repair: Callable[[str, Intent], None]

    @contextmanager
    def held(self, alias: str, intent: Intent) -> Generator[Callable[[], None]]:
        """Holds the workspace's lease; yields a function that renews it, to be called between long requests.

        Raises:
            Overloaded: Other writers held it the whole time, or another writer took it over.
        """
        lease = self._acquire(alias, intent)

        def keep() -> None:
            nonlocal lease
            if lease.expires_at - time.time() < _RENEW_BELOW_S:
                lease = self._rewrite(lease)

        try:
            yield keep
        except BaseException:
            # If the repair fails too, the lease stays, and the next writer repairs first.
            with suppress(QuorumError):
                self.repair(alias, lease.intent)
                self._release(lease)
            raise
        with suppress(QuorumError):
            self._release(lease)

    def _acquire(self, alias: str, intent: Intent) -> Lease:
        self.server.once("leases", self._create_index)
        wanted = Lease(alias, uuid.uuid4().hex, intent, time.time() + LEASE_S, (0, 0))
        deadline = time.monotonic() + _WAIT_S
        while time.monotonic() < deadline:
            lease = self._create(replace(wanted, expires_at=time.time() + LEASE_S))
            if lease is not None:
                return lease
            lost = self._read(alias)
            if lost and lost.owner == wanted.owner:
                # Our own lease, written by a request whose answer was lost.
                return lost
            if lost and lost.expires_at < time.time():
                taken = self._take_over(lost, wanted)
                if taken is not None:
                    return taken
            time.sleep(random.uniform(*_POLL_S))  # noqa: S311 - spreads writers, guards nothing
        raise Overloaded(
            f"other writers held the workspace's index {alias!r} for {_WAIT_S:g} s",
            remedy="Write again in a moment.",
        )

    def _take_over(self, lost: Lease, wanted: Lease) -> Lease | None:
        """Repairs the work of the lost lease by its recorded intent, and then takes the lease."""
        with suppress(Conflict):
            guarded = self._write(replace(lost, owner=wanted.owner, expires_at=time.time() + LEASE_S))
            self.repair(lost.alias, lost.intent)
            return self._write(replace(guarded, intent=wanted.intent, expires_at=time.time() + LEASE_S))
        return None

    def _rewrite(self, lease: Lease) -> Lease:
        try:
            return self._write(replace(lease, expires_at=time.time() + LEASE_S))
        except Conflict as error:
            raise Overloaded(
                f"the lease on {lease.alias!r} was lost to another writer", remedy="Write again."
            ) from error

    def _create(self, lease: Lease) -> Lease | None:
        answer = self.server.ask("PUT", f"/{INDEX}/_create/{lease.alias}", _record(lease), allowed=(409,))
        return None if "error" in answer else _written(lease, answer)

    def _write(self, lease: Lease) -> Lease:
        number, term = lease.revision
        parameters = {"if_seq_no": number, "if_primary_term": term}
        path = f"/{INDEX}/_doc/{lease.alias}"
        return _written(lease, self.server.ask("PUT", path, _record(lease), parameters=parameters))

    def _read(self, alias: str) -> Lease | None:
        answer = self.server.ask("GET", f"/{INDEX}/_doc/{alias}", allowed=(404,))
        if not answer.get("found"):
            return None
        source = answer["_source"]
        lease = Lease(alias, source["owner"], source["intent"], source["expires_at"], (0, 0))
        return _written(lease, answer)

    def _release(self, lease: Lease) -> None:
        number, term = lease.revision
        parameters = {"if_seq_no": number, "if_primary_term": term}
        path = f"/{INDEX}/_doc/{lease.alias}"
        self.server.ask("DELETE", path, parameters=parameters, allowed=(404, 409))

    def _create_index(self) -> None:
        answer = self.server.ask("PUT", f"/{INDEX}", _MAPPING, allowed=(400,))
        kind = answer.get("error", {}).get("type", "resource_already_exists_exception")
        if kind != "resource_already_exists_exception":
            self.server.ask("PUT", f"/{INDEX}", _MAPPING)


def _record(lease: Lease) -> dict[str, Any]:
    intent = {document: list(chunks) for document, chunks in lease.intent.items()}
    return {"owner": lease.owner, "expires_at": lease.expires_at, "intent": intent}


def _written(lease: Lease, answer: dict[str, Any]) -> Lease:
    return replace(lease, revision=(answer["_seq_no"], answer["_primary_term"]))
