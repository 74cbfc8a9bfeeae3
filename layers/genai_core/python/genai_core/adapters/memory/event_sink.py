"""An event sink that records messages."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any


class MemoryEventSink:
    """Records the messages to open connections.

    Attributes:
        sent: Messages by connection, in order, as sent on the wire.
    """

    def __init__(self, *, open_connections: tuple[str, ...] = ()) -> None:
        self.sent: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self._open = set(open_connections)

    def connect(self, connection_id: str) -> None:
        """Opens a connection."""
        self._open.add(connection_id)

    def disconnect(self, connection_id: str) -> None:
        """Closes a connection; its messages stay readable."""
        self._open.discard(connection_id)

    def send(self, connection_id: str, message: dict[str, Any]) -> bool:
        if connection_id not in self._open:
            return False
        self.sent[connection_id].append(json.loads(json.dumps(message)))
        return True
