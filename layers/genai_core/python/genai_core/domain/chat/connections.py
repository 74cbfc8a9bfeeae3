"""WebSocket connections."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import UserId

LONGEST_CONNECTION_S = 3 * 3600
"""API Gateway closes a socket after two hours; a record whose $disconnect was lost expires an hour later."""


@dataclass(frozen=True, slots=True)
class Connection:
    """An open connection of a user.

    Attributes:
        opened_at_ms: Milliseconds since 1970; the greater of two is the newer connection.
    """

    connection_id: str
    user_id: UserId
    opened_at_ms: int
