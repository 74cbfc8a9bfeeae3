"""Decides which connection a run sends its frames to.

The rule: a connection that asks for a run gets its frames, unless a newer connection that is still open
already has them. A reloaded page opens a newer connection, whose first message may be handled before the old
one's last. A connection without a record is closed: it gets no frames and keeps none. Closing a connection
changes no run: the frames are kept until the next one asks.
"""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.chat.connections import Connection
from genai_core.domain.identifiers import RunId
from genai_core.errors import NotFound
from genai_core.ports.connection_store import ConnectionStore
from genai_core.ports.run_store import RunStore


@dataclass(frozen=True, slots=True)
class BindConnection:
    """Binds runs to connections."""

    runs: RunStore
    connections: ConnectionStore

    def __call__(self, run_id: RunId, connection: Connection) -> int | None:
        """Sends the run's later frames to this connection; may be repeated.

        Returns:
            The `seq` of the first frame that is sent to it; None if a newer open connection keeps the run.

        Raises:
            NotFound: There is no such run, or the connection was closed.
        """
        self.connections.get(connection.connection_id)
        while True:
            bound = self.runs.question(run_id).connection_id
            if self._is_newer(bound, connection):
                return None
            # None if another connection was bound in between: then the rule is applied to that one.
            next_seq = self.runs.rebind(run_id, connection.connection_id, instead_of=bound)
            if next_seq is not None:
                return next_seq

    def _is_newer(self, bound: str, connection: Connection) -> bool:
        if bound in ("", connection.connection_id):
            return False
        try:
            return self.connections.get(bound).opened_at_ms > connection.opened_at_ms
        except NotFound:
            return False
