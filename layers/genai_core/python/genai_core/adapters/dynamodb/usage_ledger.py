"""The usage ledger in DynamoDB: a line per day and model, and a mark per counted call."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from genai_core.adapters.dynamodb.table import ConditionFailed, DynamoTable, put_action, update_action
from genai_core.domain.identifiers import ModelId, RunId, UserId
from genai_core.domain.protocol.figures import Usage
from genai_core.ports.clock import Clock
from genai_core.ports.usage_ledger import UsageLine, UserLine

_LINE, _CALL = "line#", "call#"
_MARK_KEPT_S = 7 * 24 * 3600
"""Nothing repeats a call after a week, because runs are deleted after a day."""


class DynamoUsageLedger:
    """Keeps the ledger in the table `usage`."""

    def __init__(self, table: DynamoTable, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def record(self, user_id: UserId, run_id: RunId, model_id: ModelId, usage: Usage, *, day: str) -> None:
        mark = {
            "user_id": user_id,
            "item": f"{_CALL}{run_id}#{model_id}",
            "expires_at": int(self._clock.now().timestamp()) + _MARK_KEPT_S,
        }
        try:
            self._table.transact(
                put_action(mark, condition="attribute_not_exists(user_id)"),
                update_action(
                    {"user_id": user_id, "item": f"{_LINE}{day}#{model_id}"},
                    "SET #day = :day ADD calls :one, input_tokens :in, output_tokens :out, cost_usd :cost",
                    names={"#day": "day"},
                    values={
                        "day": day,
                        "one": 1,
                        "in": usage.input_tokens,
                        "out": usage.output_tokens,
                        "cost": Decimal(repr(usage.cost_usd)),
                    },
                ),
            )
        except ConditionFailed:
            return  # this call was counted before

    def lines(self, user_id: UserId, *, since: str) -> list[UsageLine]:
        items = self._table.query(
            "user_id = :user AND #item BETWEEN :since AND :end",
            # "~" sorts after every day
            {"user": user_id, "since": f"{_LINE}{since}", "end": f"{_LINE}~"},
            names={"#item": "item"},
            consistent=True,
        )
        return [_line(item) for item in items]

    def lines_of_day(self, day: str) -> list[UserLine]:
        # A mark of a call has no day, so the index holds lines alone.
        items = self._table.query("#day = :day", {"day": day}, names={"#day": "day"}, index="by_day")
        lines = [UserLine(UserId(item["user_id"]), _line(item)) for item in items]
        return sorted(lines, key=lambda each: (each.user_id, each.line.model_id))


def _line(item: dict[str, Any]) -> UsageLine:
    day, _, model_id = item["item"].removeprefix(_LINE).partition("#")
    usage = Usage(item["input_tokens"], item["output_tokens"], float(item["cost_usd"]))
    return UsageLine(day, ModelId(model_id), item["calls"], usage)
