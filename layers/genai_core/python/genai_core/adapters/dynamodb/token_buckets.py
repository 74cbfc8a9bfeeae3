"""Token buckets in the table `runs`: one item per allowance, which expires when it is no longer used."""

from __future__ import annotations

import contextlib

from genai_core.adapters.dynamodb.table import ConditionFailed, DynamoTable
from genai_core.domain.generation.rate_limits import BURST_S, wait_s

_ITEM = "rate"
_KEPT_S = 3600
_LEAST_WAIT_S = 0.05
_ATTEMPTS = 3


class DynamoTokenBuckets:
    """Keeps the buckets that all functions share. Times are stored in whole microseconds."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def take(self, name: str, cost_s: float, *, now: float) -> float:
        for _ in range(_ATTEMPTS):
            if self._draw_on(name, cost_s, now) or self._begin(name, cost_s, now):
                return 0.0
            item = self._table.get(_key(name)) or {}
            if wait := wait_s(int(item.get("used_up_at", 0)) / 1e6, cost_s, now):
                return max(_LEAST_WAIT_S, wait)
            # Somebody else began the bucket between the two conditional writes, and there is enough for both.
        return _LEAST_WAIT_S

    def _draw_on(self, name: str, cost_s: float, now: float) -> bool:
        """Takes from a bucket in use. Returns False if it is not in use or has too little."""
        return self._update_if(
            name,
            "SET used_up_at = used_up_at + :cost, expires_at = :expires_at",
            "used_up_at > :now AND used_up_at <= :latest",
            {
                "now": _us(now),
                "cost": _us(cost_s),
                "latest": _us(now + BURST_S - cost_s),
                "expires_at": int(now) + _KEPT_S,
            },
        )

    def _begin(self, name: str, cost_s: float, now: float) -> bool:
        """Takes from a full bucket. Returns False if it is in use."""
        return self._update_if(
            name,
            "SET used_up_at = :after, expires_at = :expires_at",
            "attribute_not_exists(used_up_at) OR used_up_at <= :now",
            {"now": _us(now), "after": _us(now + cost_s), "expires_at": int(now) + _KEPT_S},
        )

    def _update_if(self, name: str, expression: str, condition: str, values: dict[str, int]) -> bool:
        try:
            self._table.update(_key(name), expression, condition=condition, values=values)
        except ConditionFailed:
            return False
        return True

    def give_back(self, name: str, cost_s: float) -> None:
        with contextlib.suppress(ConditionFailed):
            self._table.update(
                _key(name),
                "SET used_up_at = used_up_at - :cost",
                condition="attribute_exists(used_up_at)",
                values={"cost": _us(cost_s)},
            )


def _key(name: str) -> dict[str, str]:
    return {"run_id": f"rate#{name}", "item": _ITEM}


def _us(seconds: float) -> int:
    return round(seconds * 1e6)
