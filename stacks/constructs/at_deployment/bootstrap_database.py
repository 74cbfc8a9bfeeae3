"""Runs SQL statements through the RDS Data API when CloudFormation asks, and reports the outcome."""

from __future__ import annotations

import time
from typing import Any

from .outcomes import report

RESUMING = "DatabaseResumingException"
WAIT_S = 5.0
ATTEMPTS = 24
"""Two minutes: a cluster that was paused for a day needs about half a minute."""
SLOW = "StatementTimeoutException"
LONGEST_S = 540.0
"""The Data API ends a call after 45 s, but lets the statement go on: each further call waits at the lock of
the statement before. All of them must end before this function's own limit of twelve minutes."""


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
    report(event, event.get("PhysicalResourceId") or context.log_stream_name, reason)


def run(client: Any, values: dict[str, Any], *, sleep: Any = time.sleep, clock: Any = time.monotonic) -> None:
    """Runs the statements in order; each may be repeated.

    Args:
        values: `ClusterArn`, `SecretArn`, `Database` and `Statements`.

    Raises:
        TimeoutError: A statement still runs after `LONGEST_S`.
    """
    ends = clock() + LONGEST_S
    for sql in values["Statements"]:
        resuming = 0
        while failure := _failure(client, values, sql):
            # By its name, because clients create their error classes at run time.
            kind = type(failure).__name__
            resuming += kind == RESUMING
            if kind not in (RESUMING, SLOW) or resuming == ATTEMPTS:
                raise failure
            if clock() >= ends:
                raise TimeoutError(f"a statement still runs, deploy again later: {sql[:200]}") from failure
            if kind == RESUMING:
                sleep(WAIT_S)


def _failure(client: Any, values: dict[str, Any], sql: str) -> Exception | None:
    try:
        client.execute_statement(
            resourceArn=values["ClusterArn"],
            secretArn=values["SecretArn"],
            database=values["Database"],
            sql=sql,
            # Otherwise a migration of large tables would be stopped half-way, each time.
            continueAfterTimeout=True,
        )
    except Exception as error:  # noqa: BLE001 - the caller raises what may not be repeated
        return error
    return None
