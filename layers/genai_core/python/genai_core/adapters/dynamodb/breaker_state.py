"""Circuit breakers in the table `runs`: one item per name, which expires when nothing fails any more."""

from __future__ import annotations

from typing import Any

from genai_core.adapters.dynamodb.table import ConditionFailed, DynamoTable
from genai_core.domain.generation.breakers import Breaker

_ITEM = "breaker"
_KEPT_S = 3600


class DynamoBreakerState:
    """Keeps breakers that all functions share. Times are kept in whole milliseconds."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def read(self, name: str) -> Breaker:
        # An eventually consistent read costs half; a failure seen a moment late does no harm.
        return _breaker(self._table.get(_key(name), consistent=False) or {})

    def add_failure(self, name: str, *, now: float, window_s: float) -> Breaker:
        values = {"now": _ms(now), "expires_at": int(now) + _KEPT_S}
        try:
            item = self._table.update(
                _key(name),
                "SET failed_at = :now, expires_at = :expires_at ADD failures :one",
                condition="failed_at >= :cutoff",
                values={**values, "one": 1, "cutoff": _ms(now - window_s)},
            )
        except ConditionFailed:
            item = self._table.update(
                _key(name),
                "SET failed_at = :now, expires_at = :expires_at, failures = :one",
                values={**values, "one": 1},
            )
        return _breaker(item)

    def rest(self, name: str, *, until: float, seen: Breaker) -> bool:
        unchanged = "rests_until = :seen"
        if not seen.is_tripped:
            unchanged += " OR attribute_not_exists(rests_until)"
        try:
            self._table.update(
                _key(name),
                "SET rests_until = :until, expires_at = :expires_at",
                condition=unchanged,
                values={
                    "until": _ms(until),
                    "seen": _ms(seen.rests_until),
                    "expires_at": int(until) + _KEPT_S,
                },
            )
        except ConditionFailed:
            return False
        return True

    def close(self, name: str) -> None:
        self._table.delete_many([_key(name)])


def _key(name: str) -> dict[str, str]:
    return {"run_id": f"breaker#{name}", "item": _ITEM}


def _breaker(item: dict[str, Any]) -> Breaker:
    return Breaker(int(item.get("failures", 0)), int(item.get("rests_until", 0)) / 1000)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
