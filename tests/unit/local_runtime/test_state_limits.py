"""Old logs, executions and stack events are forgotten; what is new or still runs is not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from local_runtime.servers.state_limits import (
    EVENTS_OF_A_STACK,
    EVENTS_OF_A_STREAM,
    EXECUTIONS_OF_A_MACHINE,
    HISTORIES_OF_A_MACHINE,
    STREAMS_OF_A_GROUP,
    forget_executions,
    forget_logs,
    forget_stack_events,
)

NOW_S = 1_800_000_000.0


def store(**rows: Any) -> Any:
    return SimpleNamespace(_data=rows)


def execution(machine: str, ended_s: float | str | None) -> dict[str, Any]:
    return {"stateMachineArn": machine, "stopDate": ended_s}


def test_the_oldest_ended_executions_of_each_machine_go() -> None:
    old = {f"a{number}": execution("ingest", NOW_S - 90_000 + number) for number in range(250)}
    others = {f"b{number}": execution("answer", NOW_S - 90_000) for number in range(EXECUTIONS_OF_A_MACHINE)}
    executions = store(**old, **others, running=execution("ingest", None))
    assert forget_executions(executions, NOW_S) == 50
    assert executions._data.keys() == {*list(old)[50:], *others, "running"}


def test_histories_of_the_newest_and_of_failed_executions_stay() -> None:
    rows = {
        f"a{number}": {**execution("answer", NOW_S - 60 + number), "status": "SUCCEEDED", "events": [1]}
        for number in range(HISTORIES_OF_A_MACHINE + 2)
    }
    rows["a0"]["status"] = "FAILED"
    forget_executions(store(**rows), NOW_S)
    assert [name for name, row in rows.items() if not row["events"]] == ["a1"]


def test_executions_of_the_last_hour_stay_however_many() -> None:
    rows = {f"a{number}": execution("answer", NOW_S - 60) for number in range(1000)}
    executions = store(**rows)
    assert forget_executions(executions, NOW_S) == 0


def test_dates_in_words_are_read() -> None:
    rows = {f"a{number}": execution("m", f"2026-01-01T00:00:{number % 60:02}.000Z") for number in range(201)}
    assert forget_executions(store(**rows), NOW_S) == 1


def test_the_newest_streams_and_events_stay() -> None:
    streams = {
        f"s{number}": {"creationTime": number, "events": list(range(EVENTS_OF_A_STREAM + 10))}
        for number in range(STREAMS_OF_A_GROUP + 5)
    }
    groups = store(group={"streams": streams})
    forget_logs(groups)
    assert list(streams) == [f"s{number}" for number in range(5, STREAMS_OF_A_GROUP + 5)]
    assert all(stream["events"][0] == 10 for stream in streams.values())
    stacks = store(stack=list(range(EVENTS_OF_A_STACK + 3)))
    forget_stack_events(stacks)
    assert stacks._data["stack"][0] == 3
