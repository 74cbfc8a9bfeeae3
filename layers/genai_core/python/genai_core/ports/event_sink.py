"""Port: send frames and status events to connections."""

from __future__ import annotations

from typing import Any, Protocol


class EventSink(Protocol):
    """Sends one JSON object to one connection."""

    def send(self, connection_id: str, message: dict[str, Any]) -> bool:
        """Sends a message. Returns False if the connection is gone, which is not an error: the client resumes
        later.

        Raises:
            Unavailable: The gateway cannot take it now.
        """
        ...
