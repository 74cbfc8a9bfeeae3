"""Port: open WebSocket connections and the tickets that open them."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.chat.connections import Connection
from genai_core.domain.identifiers import UserId


class ConnectionStore(Protocol):
    """Stores the users of connections, and one-time tickets."""

    def issue_ticket(self, user_id: UserId, *, valid_s: int) -> str:
        """Returns a random ticket that opens one connection within `valid_s` seconds."""
        ...

    def redeem_ticket(self, ticket: str) -> UserId:
        """Returns the ticket's user and consumes the ticket. Raises Forbidden if it is unknown, used or
        expired."""
        ...

    def open(self, connection_id: str, user_id: UserId) -> None:
        """Records a connection."""
        ...

    def get(self, connection_id: str) -> Connection:
        """Returns the connection. Raises NotFound if it is closed or older than a connection can be."""
        ...

    def connections(self, user_id: UserId) -> list[str]:
        """Returns the user's open connections."""
        ...

    def close(self, connection_id: str) -> None:
        """Deletes the record of a connection; may be repeated."""
        ...
