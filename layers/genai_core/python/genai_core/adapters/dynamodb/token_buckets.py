"""Token buckets in the table `runs`: one item per allowance, which expires when it is no longer used."""

from __future__ import annotations

import contextlib

from genai_core.adapters.dynamodb.table import ConditionFailed, DynamoTable
from genai_core.domain.generation.rate_limits import BURST_S, wait_s

_ITEM = "rate"
_KEPT_S = 3600
_LEAST_WAIT_S = 0.05


class DynamoTokenBuckets:
    """Keeps the buckets that all functions share. Times are stored in whole microseconds."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def take(self, name: str, cost_s: float, *, now: float) -> float:
        values = {"now": _us(now), "cost": _us(cost_s), "expires_at": int(now) + _KEPT_S}
        with contextlib.suppress(ConditionFailed):
            self._table.update(
                _key(name),
                "SET used_up_at = used_up_at + :cost, expires_at = :expires_at",
                condition="used_up_at > :now AND used_up_at <= :latest",
                values={**values, "latest": _us(now + BURST_S - cost_s)},
            )
            return 0.0
        with contextlib.suppress(ConditionFailed):
            self._table.update(
                _key(name),
                "SET used_up_at = :after, expires_at = :expires_at",
                condition="attribute_not_exists(used_up_at) OR used_up_at <= :now",
                values={"now": values["now"], "after": _us(now + cost_s), "expires_at": values["expires_at"]},
            )
            return 0.0
        item = self._table.get(_key(name)) or {}
        return max(_LEAST_WAIT_S, wait_s(int(item.get("used_up_at", 0)) / 1e6, cost_s, now))

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
