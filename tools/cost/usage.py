"""The cost of questions and documents, from counts of recorded ones; the prices of models come on top.

The counts are those of `recorded.json`, which `python -m tools.cost.record` wrote from a laptop that ran.
Seconds are those of the laptop's functions, at the memory that the deployed ones have.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lambdas.catalogue.metrics import (
    AGREEMENT,
    COST,
    GROUNDEDNESS,
    MODEL_COST,
    MODEL_SECONDS,
    MODEL_TOKENS,
    STAGES,
)
from tools.cost import prices
from tools.cost.idle import Line

RECORDED = Path(__file__).with_name("recorded.json")
_UNITS: Mapping[str, tuple[float, str]] = {
    "gb_seconds": (prices.GB_SECOND, "gigabyte-seconds of functions"),
    "invocations": (prices.INVOCATION, "calls of functions"),
    "express_runs": (prices.EXPRESS_RUN, "executions of an Express machine"),
    "express_gb_seconds": (prices.EXPRESS_GB_SECOND, "gigabyte-seconds of an Express machine"),
    "transitions": (prices.TRANSITION, "transitions of Standard machines"),
    "socket_messages": (prices.SOCKET_MESSAGE, "messages over the WebSocket"),
    "socket_minutes": (prices.SOCKET_MINUTE, "minutes of connections"),
    "rest_calls": (prices.REST_CALL, "calls over REST"),
    "item_writes": (prices.ITEM_WRITE, "writes into tables"),
    "item_reads": (prices.ITEM_READ, "reads from tables"),
    "queue_requests": (prices.QUEUE_REQUEST, "requests of the queue"),
    "topic_publishes": (prices.TOPIC_PUBLISH, "messages of topics"),
    "object_writes": (prices.OBJECT_WRITE, "writes into the bucket"),
    "object_reads": (prices.OBJECT_READ, "reads from the bucket"),
    "log_gb": (prices.LOG_GB, "gigabytes of logs"),
    "traces": (prices.TRACE, "traces"),
    "acu_hours": (prices.ACU, "hours of a capacity unit of the database"),
}
# A metric is paid for by the hours in which it is written: those of a month in which people work, at most.
_HOURS_OF_USE = 176
_ALWAYS_WRITTEN = len((AGREEMENT, GROUNDEDNESS, COST)) + len(STAGES) + len(("agreed", "not_found"))
_WRITTEN_BY_MODEL = len((MODEL_SECONDS, MODEL_TOKENS, MODEL_COST))


def metric_line(queries: int, models: int) -> Line:
    """Returns the monthly cost of the metrics, assuming that no two questions fall into the same hour."""
    count = _ALWAYS_WRITTEN + models * _WRITTEN_BY_MODEL
    hours = min(queries, _HOURS_OF_USE)
    usd = count * prices.CUSTOM_METRIC * hours / prices.HOURS_A_MONTH
    return Line(f"{queries:,} questions", usd, f"{count} metrics of the functions' own in {hours} hours")


def sign_in_line(users: int, templates: Mapping[str, Any]) -> Line:
    """Returns what so many users a month cost, all at identity providers if the environment has some."""
    kinds = {
        body["Type"] for template in templates.values() for body in template.get("Resources", {}).values()
    }
    if "AWS::Cognito::UserPoolIdentityProvider" in kinds:
        price, words = prices.PROVIDER_USER, "who sign in at an identity provider"
    else:
        price, words = prices.PASSWORD_USER, "who sign in with a password"
    return Line(f"{users:,} users", users * price, f"{users:,} active users {words}")


def usage_lines(queries: int, documents: int) -> list[Line]:
    """Returns the cost of so many questions and documents a month, by unit, the most expensive first."""
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    lines: list[Line] = []
    for kind, count in (("question", queries), ("document", documents)):
        for unit, each in recorded[kind].items():
            price, words = _UNITS[unit]
            usd = count * each * price
            lines.append(Line(f"{count:,} {kind}s", usd, f"{count * each:,.6g} {words}"))
    return sorted((line for line in lines if line.usd_month), key=lambda line: -line.usd_month)
