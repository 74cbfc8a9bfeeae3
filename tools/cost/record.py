"""`python -m tools.cost.record RUN`: counts what a question and a document used, on a laptop that runs.

RUN is a question that was asked and then replayed (`quorum ask`, `quorum replay`): its frames are those of
a client that watched, and the logs of the replay's functions say how long each took. The document is the one
that was ingested last, which should be by itself.
"""

from __future__ import annotations

import json
import math
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from genai_core.errors import Misconfigured
from lambdas.catalogue import FUNCTIONS, function
from local_runtime.deployed import STACK_PREFIX, read_outputs
from local_runtime.deployment import client
from local_runtime.home import REPOSITORY, Home, find_home
from local_runtime.ports import Ports, remembered_ports
from tools.cost.usage import RECORDED

Event = Mapping[str, Any]
EXPRESS_GB = 0.0625  # what an Express machine is billed for at least
LOG_GB_A_CALL = 1.4e-6  # the lines of Lambda, the step's own, metrics, and those of the machine
ENDPOINTS = ("authorize_request", "receive_frame", "receive_frame")
"""A connection is authorised and opened, and the question is taken."""

ENDPOINT_S = 0.05
_REPORT = re.compile(r"^REPORT .*Duration: ([0-9.]+) ms\tBilled")
_SETTLES_MS = 500


def main(arguments: Sequence[str]) -> int:
    """Writes the counts beside this file."""
    home = find_home(os.environ)
    ports = remembered_ports(home)
    if ports is None or not arguments:
        raise Misconfigured("a run and a laptop that runs are needed", remedy=str(__doc__))
    recorded = {"question": _question(home, ports, arguments[0]), "document": _document(home, ports)}
    RECORDED.write_text(json.dumps(recorded, indent=2) + "\n", encoding="utf-8")
    return 0


def _question(home: Home, ports: Ports, run_id: str) -> dict[str, float]:
    execution, _ = _last(home, ports, "ReplayStateMachineArn")
    calls = [
        *_calls(ports, execution, _steps("answer_question")),
        *((name, ENDPOINT_S) for name in ENDPOINTS),
    ]
    items = _items(client(ports, "dynamodb"), home, run_id)
    frames = sum(item["item"]["S"].startswith("frame#") for item in items)
    units = sum(math.ceil(len(json.dumps(item)) / 1024) for item in items)
    return {
        **_of_functions(calls),
        "express_runs": 1,
        "express_gb_seconds": round(_lasted_s(execution) * EXPRESS_GB, 3),
        # Each frame is numbered in the run, kept, and sent; the question itself comes in by one.
        "socket_messages": frames + 1,
        "socket_minutes": 1,
        # Both turns of the conversation, the ledger, the connection and its ticket besides.
        "item_writes": units + frames + 8,
        # The run is read before and between most steps.
        "item_reads": 3 * len(calls),
    }


def _document(home: Home, ports: Ports) -> dict[str, float]:
    execution, events = _last(home, ports, "IngestStateMachineArn")
    entered = [event for event in events if event["type"].endswith("StateEntered")]
    published = sum(event["stateEnteredEventDetails"]["name"].startswith("Announce") for event in entered)
    steps = [*_steps("ingest_document"), "publish_status"]
    calls = [*_calls(ports, execution, steps), ("start_ingestion", ENDPOINT_S)]
    return {
        **_of_functions(calls),
        # The start and the end count as well.
        "transitions": len(entered) + 2,
        "topic_publishes": published + 1,
        "queue_requests": 3,
        "object_writes": 1 + len(calls),
        "object_reads": len(calls),
        "item_writes": 2 * len(calls),
        "item_reads": 2 * len(calls),
        # Half a unit for as long as the document is worked on.
        "acu_hours": round(0.5 * _lasted_s(execution) / 3600, 6),
    }


def _of_functions(calls: Sequence[tuple[str, float]]) -> dict[str, float]:
    return {
        "invocations": len(calls),
        "gb_seconds": round(sum(function(name).memory_mb / 1024 * seconds for name, seconds in calls), 3),
        "log_gb": len(calls) * LOG_GB_A_CALL,
        # The endpoint's, and the machine's with all its functions.
        "traces": 2,
    }


def _last(home: Home, ports: Ports, output: str) -> tuple[Event, list[Event]]:
    """Returns the machine's last execution that succeeded, and its events."""
    states = client(ports, "stepfunctions")
    machine = read_outputs(home)[output]
    executions = states.list_executions(stateMachineArn=machine, statusFilter="SUCCEEDED")["executions"]
    if not executions:
        raise Misconfigured(f"{machine} has no execution", remedy=str(__doc__))
    last = max(executions, key=lambda execution: execution["startDate"])
    events = states.get_execution_history(executionArn=last["executionArn"], maxResults=1000)["events"]
    return last, events


def _calls(ports: Ports, execution: Event, names: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Yields function and seconds of every call in the time of the execution, from the functions' logs."""
    logs = client(ports, "logs")
    begun, ended = (execution[name].timestamp() * 1000 for name in ("startDate", "stopDate"))
    for name in names:
        group = f"/aws/lambda/{STACK_PREFIX}-{name}"
        for event in logs.filter_log_events(logGroupName=group, limit=10000)["events"]:
            report = _REPORT.search(event["message"])
            if report and begun <= event["timestamp"] <= ended + _SETTLES_MS:
                yield name, float(report[1]) / 1000


def _steps(machine: str) -> list[str]:
    """Returns the functions that a machine calls; a client that looks on calls others meanwhile."""
    text = (REPOSITORY / "statemachines" / f"{machine}.yaml").read_text(encoding="utf-8")
    known = {spec.name for spec in FUNCTIONS}
    return sorted(known & set(re.findall(r"\$\{(\w+)\}", text)))


def _lasted_s(execution: Event) -> float:
    return (execution["stopDate"] - execution["startDate"]).total_seconds()


def _items(dynamodb: Any, home: Home, run_id: str) -> list[dict[str, Any]]:
    table = read_outputs(home)["RunsTableName"]
    asked = {":run": {"S": run_id}}
    return dynamodb.query(
        TableName=table, KeyConditionExpression="run_id = :run", ExpressionAttributeValues=asked
    )["Items"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
