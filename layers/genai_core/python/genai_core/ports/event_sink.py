"""The event sink: frames and status events to whoever is connected."""

from __future__ import annotations

from typing import Any, Protocol


class EventSink(Protocol):
    """Sends one JSON object to one connection."""

    def send(self, connection_id: str, message: dict[str, Any]) -> bool:
        """Returns False if the connection is gone, which is no error: the client resumes later.

        Raises:
            Unavailable: The gateway cannot take it now.
        """
        ...
