"""Connections and tickets in a dictionary."""

from __future__ import annotations

import secrets
from threading import Lock

from genai_core.domain.identifiers import UserId
from genai_core.errors import Forbidden, NotFound
from genai_core.ports.clock import Clock


class MemoryConnectionStore:
    """Keeps connections and tickets for the life of the process; safe between threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tickets: dict[str, tuple[UserId, float]] = {}
        self._users: dict[str, UserId] = {}
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
        self._users[connection_id] = user_id

    def user(self, connection_id: str) -> UserId:
        user_id = self._users.get(connection_id)
        if user_id is None:
            raise NotFound(f"connection {connection_id!r} is closed", remedy="Connect again.")
        return user_id

    def connections(self, user_id: UserId) -> list[str]:
        return [connection for connection, user in list(self._users.items()) if user == user_id]

    def close(self, connection_id: str) -> None:
        self._users.pop(connection_id, None)
