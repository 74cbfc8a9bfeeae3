"""Connections and tickets in a dictionary."""

from __future__ import annotations

import secrets
from threading import Lock

from genai_core.domain.chat.connections import LONGEST_CONNECTION_S, Connection
from genai_core.domain.identifiers import UserId
from genai_core.errors import Forbidden, NotFound
from genai_core.ports.clock import Clock


class MemoryConnectionStore:
    """Keeps connections and tickets for the life of the process; safe between threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tickets: dict[str, tuple[UserId, float]] = {}
        self._open: dict[str, Connection] = {}
        self._lock = Lock()

    def issue_ticket(self, user_id: UserId, *, valid_s: int) -> str:
        ticket = secrets.token_urlsafe(32)
        self._tickets[ticket] = (user_id, self._clock.now().timestamp() + valid_s)
        return ticket

    def redeem_ticket(self, ticket: str) -> UserId:
        with self._lock:
            user_id, expires_at = self._tickets.pop(ticket, (UserId(""), 0.0))
        if expires_at <= self._clock.now().timestamp():
            raise Forbidden(
                "the ticket is unknown, used or expired", remedy="Ask for a new one with POST /ws-ticket."
            )
        return user_id

    def open(self, connection_id: str, user_id: UserId) -> None:
        self._open[connection_id] = Connection(connection_id, user_id, self._now_ms())

    def get(self, connection_id: str) -> Connection:
        connection = self._open.get(connection_id)
        if connection is None or connection.opened_at_ms + LONGEST_CONNECTION_S * 1000 <= self._now_ms():
            raise NotFound(f"connection {connection_id!r} is closed", remedy="Connect again.")
        return connection

    def connections(self, user_id: UserId) -> list[str]:
        return [each.connection_id for each in list(self._open.values()) if each.user_id == user_id]

    def close(self, connection_id: str) -> None:
        self._open.pop(connection_id, None)

    def _now_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)
