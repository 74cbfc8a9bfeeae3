"""Forgets the oldest logs, executions, their histories and stack events.

The emulator's state must not grow without bound, and is saved often.
"""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import datetime
from typing import Any

EXECUTIONS_OF_A_MACHINE = 200
HISTORIES_OF_A_MACHINE = 20
"""Limit for executions that succeeded: the history of one question takes 30 to 60 kB."""
STREAMS_OF_A_GROUP = 50
EVENTS_OF_A_STREAM = 500
EVENTS_OF_A_STACK = 500
# A message may be delivered again for a while; its execution's name must still be in use then.
KEPT_ANYWAY_S = 3600.0


def forget_executions(executions: Any, now_s: float | None = None) -> int:
    """Deletes the oldest ended executions of each machine, and returns how many.

    Of those that succeeded, only the newest keep their histories.

    Args:
        executions: MiniStack's store, by ARN.
        now_s: Seconds since 1970; None for now.
    """
    now_s = time.time() if now_s is None else now_s
    ended: dict[str, list[tuple[float, Any, Any]]] = defaultdict(list)
    for key, execution in list(executions._data.items()):
        if execution.get("stopDate"):
            stopped_s = _seconds(execution["stopDate"])
            ended[execution["stateMachineArn"]].append((stopped_s, key, execution))
    old: list[Any] = []
    for each in ended.values():
        each.sort(key=lambda row: row[:2])
        for _, _, execution in each[:-HISTORIES_OF_A_MACHINE]:
            if execution.get("status") == "SUCCEEDED":
                execution["events"] = []
        beyond = each[:-EXECUTIONS_OF_A_MACHINE]
        old += [key for stopped_s, key, _ in beyond if stopped_s < now_s - KEPT_ANYWAY_S]
    for key in old:
        executions._data.pop(key, None)
    return len(old)


def forget_logs(groups: Any) -> None:
    """Keeps the newest streams of each log group, and the newest events of each stream."""
    for group in list(groups._data.values()):
        streams = group["streams"]
        newest_last = sorted(list(streams), key=lambda name: streams[name].get("creationTime") or 0)
        for name in newest_last[:-STREAMS_OF_A_GROUP]:
            streams.pop(name, None)
        for stream in list(streams.values()):
            del stream["events"][:-EVENTS_OF_A_STREAM]


def forget_stack_events(events: Any) -> None:
    """Keeps the newest events of each stack."""
    for each in list(events._data.values()):
        del each[:-EVENTS_OF_A_STACK]


def _seconds(date: Any) -> float:
    if isinstance(date, str):
        return datetime.fromisoformat(date.replace("Z", "+00:00")).timestamp()
    return float(date)
