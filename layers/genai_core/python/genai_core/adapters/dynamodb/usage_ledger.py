"""The usage ledger in DynamoDB: lines per day and model, and a mark per counted call."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from genai_core.adapters.dynamodb.table import ConditionFailed, DynamoTable, put_action, update_action
from genai_core.domain.identifiers import ModelId, RunId, UserId, WorkspaceId
from genai_core.domain.protocol.figures import Usage
from genai_core.ports.clock import Clock
from genai_core.ports.usage_ledger import UsageLine, UserLine

_LINE, _CALL = "line#", "call#"
_WORKSPACE = "workspace#"
"""Begins the partition of a workspace's lines; no user has such an id."""
_MARK_KEPT_S = 7 * 24 * 3600
"""Nothing repeats a call after a week, because runs are deleted after a day."""
_WORKSPACE_LINE_KEPT_S = 31 * 24 * 3600


class DynamoUsageLedger:
    """Keeps the ledger in the table `usage`."""

    def __init__(self, table: DynamoTable, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def record(
        self,
        user_id: UserId,
        run_id: RunId,
        model_id: ModelId,
        usage: Usage,
        *,
        day: str,
        workspace_id: WorkspaceId | None = None,
    ) -> None:
        now = int(self._clock.now().timestamp())
        mark = {
            "user_id": user_id,
            "item": f"{_CALL}{run_id}#{model_id}",
            "expires_at": now + _MARK_KEPT_S,
        }
        item = f"{_LINE}{day}#{model_id}"
        lines = [_addition({"user_id": user_id, "item": item}, usage, {"day": day})]
        if workspace_id is not None:
            key = {"user_id": f"{_WORKSPACE}{workspace_id}", "item": item}
            lines.append(_addition(key, usage, {"expires_at": now + _WORKSPACE_LINE_KEPT_S}))
        try:
            self._table.transact(put_action(mark, condition="attribute_not_exists(user_id)"), *lines)
        except ConditionFailed:
            return  # this call was counted before

    def workspace_lines(self, workspace_id: WorkspaceId, *, since: str) -> list[UsageLine]:
        return self._since(f"{_WORKSPACE}{workspace_id}", since)

    def lines(self, user_id: UserId, *, since: str) -> list[UsageLine]:
        return self._since(user_id, since)

    def _since(self, partition: str, since: str) -> list[UsageLine]:
        items = self._table.query(
            "user_id = :user AND #item BETWEEN :since AND :end",
            # "~" sorts after every day
            {"user": partition, "since": f"{_LINE}{since}", "end": f"{_LINE}~"},
            names={"#item": "item"},
            consistent=True,
        )
        return [_line(item) for item in items]

    def lines_of_day(self, day: str) -> list[UserLine]:
        # Marks of calls and lines of workspaces have no day, so the index holds lines of users alone.
        items = self._table.query("#day = :day", {"day": day}, names={"#day": "day"}, index="by_day")
        lines = [UserLine(UserId(item["user_id"]), _line(item)) for item in items]
        return sorted(lines, key=lambda each: (each.user_id, each.line.model_id))


def _addition(key: dict[str, str], usage: Usage, sets: dict[str, Any]) -> dict[str, Any]:
    """Returns the update that adds a call to a line and sets the given attributes."""
    names = {f"#{name}": name for name in sets}
    return update_action(
        key,
        "SET "
        + ", ".join(f"#{name} = :{name}" for name in sets)
        + " ADD calls :one, input_tokens :in, output_tokens :out, cost_usd :cost",
        names=names,
        values={
            **sets,
            "one": 1,
            "in": usage.input_tokens,
            "out": usage.output_tokens,
            "cost": Decimal(repr(usage.cost_usd)),
        },
    )


def _line(item: dict[str, Any]) -> UsageLine:
    day, _, model_id = item["item"].removeprefix(_LINE).partition("#")
    usage = Usage(item["input_tokens"], item["output_tokens"], float(item["cost_usd"]))
    return UsageLine(day, ModelId(model_id), item["calls"], usage)
