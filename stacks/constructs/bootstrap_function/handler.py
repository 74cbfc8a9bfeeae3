"""Runs SQL statements through the RDS Data API when CloudFormation asks, and reports the outcome.

It is deployed alone, so it imports nothing of this project.
"""

from __future__ import annotations

import json
import time
import urllib.request
from typing import Any

RESUMING = "DatabaseResumingException"
WAIT_S = 5.0
ATTEMPTS = 24
"""Two minutes: a cluster that was paused for a day needs about half a minute."""


def handler(event: dict[str, Any], context: Any) -> None:
    """Answers one event of a custom resource; deleting it leaves the database as it is."""
    values = event["ResourceProperties"]
    reason = ""
    try:
        if event["RequestType"] != "Delete":
            import boto3  # noqa: PLC0415 - the runtime brings it; tests of `run` need none

            run(boto3.client("rds-data"), values)
    except Exception as error:  # noqa: BLE001 - without an answer CloudFormation waits an hour
        reason = f"{type(error).__name__}: {error}"
    _answer(event, context, reason)


def run(client: Any, values: dict[str, Any], *, sleep: Any = time.sleep) -> None:
    """Runs the statements in order; each may be repeated.

    Args:
        values: `ClusterArn`, `SecretArn`, `Database` and `Statements`.
    """
    for sql in values["Statements"]:
        _awake(client, values, sql, sleep)


def _awake(client: Any, values: dict[str, Any], sql: str, sleep: Any) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            client.execute_statement(
                resourceArn=values["ClusterArn"],
                secretArn=values["SecretArn"],
                database=values["Database"],
                sql=sql,
            )
            return
        except Exception as error:
            # By its name, because clients create their error classes at run time.
            if type(error).__name__ != RESUMING or attempt == ATTEMPTS:
                raise
            sleep(WAIT_S)


def _answer(event: dict[str, Any], context: Any, reason: str) -> None:
    body = {
        "Status": "FAILED" if reason else "SUCCESS",
        "Reason": reason or "done",
        "PhysicalResourceId": event.get("PhysicalResourceId") or context.log_stream_name,
        **{name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")},
    }
    request = urllib.request.Request(  # noqa: S310 - CloudFormation's own address
        event["ResponseURL"], json.dumps(body).encode(), {"Content-Type": ""}, method="PUT"
    )
    with urllib.request.urlopen(request, timeout=20):  # noqa: S310
        pass
