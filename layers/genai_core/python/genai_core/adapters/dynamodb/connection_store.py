"""Connections and tickets in DynamoDB.

A ticket is stored as its hash, so that nobody who reads the table can connect with it. It is redeemed by a
conditional deletion, so that it works once.
"""

from __future__ import annotations

import hashlib
import secrets

from genai_core.adapters.dynamodb.table import ConditionFailed, DynamoTable
from genai_core.domain.chat.connections import LONGEST_CONNECTION_S, Connection
from genai_core.domain.identifiers import UserId
from genai_core.errors import Forbidden, NotFound
from genai_core.ports.clock import Clock

_CONNECTION, _TICKET = "connection#", "ticket#"


class DynamoConnectionStore:
    """Keeps connections and tickets in the table `connections`."""

    def __init__(self, table: DynamoTable, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def issue_ticket(self, user_id: UserId, *, valid_s: int) -> str:
        ticket = secrets.token_urlsafe(32)
        # Not `user_id`: the index over that name lists connections only.
        self._table.put({"item": _hashed(ticket), "holder": user_id, "expires_at": self._now() + valid_s})
        return ticket

    def redeem_ticket(self, ticket: str) -> UserId:
        try:
            # The table's own expiry may take days, hence the condition on the time.
            item = self._table.take(
                {"item": _hashed(ticket)}, condition="expires_at > :now", values={"now": self._now()}
            )
        except ConditionFailed:
            item = None
        if item is None:
            raise Forbidden(
                "the ticket is unknown, used or expired", remedy="Ask for a new one with POST /ws-ticket."
            )
        return UserId(item["holder"])

    def open(self, connection_id: str, user_id: UserId) -> None:
        self._table.put(
            {
                "item": _CONNECTION + connection_id,
                "user_id": user_id,
                "opened_at_ms": int(self._clock.now().timestamp() * 1000),
                "expires_at": self._now() + LONGEST_CONNECTION_S,
            }
        )

    def get(self, connection_id: str) -> Connection:
        item = self._table.get({"item": _CONNECTION + connection_id})
        if item is None or item["expires_at"] <= self._now():
            raise NotFound(f"connection {connection_id!r} is closed", remedy="Connect again.")
        # An open connection may have been recorded by an earlier version, which did not say when.
        return Connection(connection_id, UserId(item["user_id"]), int(item.get("opened_at_ms", 0)))

    def connections(self, user_id: UserId) -> list[str]:
        items = self._table.query("user_id = :user", {"user": user_id}, index="by_user")
        return [item["item"].removeprefix(_CONNECTION) for item in items]

    def close(self, connection_id: str) -> None:
        self._table.take({"item": _CONNECTION + connection_id})

    def _now(self) -> int:
        return int(self._clock.now().timestamp())


def _hashed(ticket: str) -> str:
    return _TICKET + hashlib.sha256(ticket.encode()).hexdigest()
