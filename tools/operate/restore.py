"""`python -m tools.operate.restore`: rehearses a restore of bucket, tables and database to one moment.

It makes copies as of that moment beside what runs, compares them with each other, and deletes them again
unless `--keep` is given. What runs is only read. Tables take about half an hour whatever their size, and so
does the database. docs/operations/deploy.md says how an environment is led to the copies.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from genai_core.errors import InvalidInput, QuorumError
from lambdas.catalogue.tables import TABLES
from local_runtime.report import say, step
from tools.operate.account import LOCAL, Account, account_of
from tools.operate.restored_bucket import empty_and_delete, restore_bucket
from tools.operate.restored_cluster import delete_cluster, restore_cluster

# A table comes back within half an hour as a rule.
_PATIENCE = {"Delay": 20, "MaxAttempts": 270}


def main(arguments: Sequence[str]) -> int:
    """Returns 0 if all was there at that moment, and fits together."""
    parser = argparse.ArgumentParser(prog="python -m tools.operate.restore", description=__doc__)
    parser.add_argument("--environment", default=LOCAL, help="a key of config.json's environments")
    parser.add_argument("--moment", required=True, help="for example 2026-11-27T12:00:00Z")
    parser.add_argument("--keep", action="store_true", help="do not delete the copies")
    asked = parser.parse_args(arguments)
    try:
        moment, account = moment_of(asked.moment), account_of(asked.environment)
        with contextlib.ExitStack() as copies:
            missing = rehearse(account, moment, copies)
            if asked.keep:
                copies.pop_all()
    except QuorumError as error:
        print(f"quorum: {error}", file=sys.stderr)
        return 1
    say("\n".join(missing) or "the copies fit together")
    return 1 if missing else 0


def moment_of(text: str) -> datetime:
    """Returns a moment of the past. Raises InvalidInput for another one, or one without its offset."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidInput(f"the moment is {text!r}", remedy="Give it as 2026-11-27T12:00:00Z.")
    if moment > datetime.now(UTC):
        raise InvalidInput(f"the moment {text!r} is in the future")
    return moment


def rehearse(account: Account, moment: datetime, copies: contextlib.ExitStack) -> list[str]:
    """Makes the copies; returns what one of them has and another lacks.

    Args:
        copies: Deletes them when it is closed.
    """
    outputs, suffix = account.outputs(), f"at-{moment.astimezone(UTC):%Y%m%d%H%M%S}"
    with step("bucket") as current:
        source = outputs["DocumentsBucketName"]
        bucket = f"{source[: 62 - len(suffix)]}-{suffix}"
        copies.callback(empty_and_delete, account.client("s3"), bucket)
        keys = restore_bucket(account.client("s3"), source, bucket, moment)
        current.note = f"{len(keys)} objects in {bucket}"
    tables: dict[str, str] = {}
    for spec in TABLES:
        with step(f"table {spec.name}") as current:
            source = outputs[f"{spec.name.title()}TableName"]
            tables[spec.name] = restore_table(account, source, f"{source}-{suffix}", moment, copies)
            current.note = tables[spec.name]
    if "DatabaseHost" in outputs:
        with step("database") as current:
            source = f"quorum-{account.environment}"
            current.note = f"{source}-{suffix}"
            copies.callback(delete_cluster, account.client("rds"), current.note)
            restore_cluster(account.client("rds"), source, current.note, moment)
    return sorted(lacking(account.client("dynamodb"), tables["documents"], keys))


def restore_table(
    account: Account, source: str, target: str, moment: datetime, copies: contextlib.ExitStack
) -> str:
    """Restores a table beside itself, and waits until it can be read; returns the copy's name."""
    dynamodb = account.client("dynamodb")
    dynamodb.restore_table_to_point_in_time(
        SourceTableName=source, TargetTableName=target, RestoreDateTime=moment
    )
    copies.callback(dynamodb.delete_table, TableName=target)
    dynamodb.get_waiter("table_exists").wait(TableName=target, WaiterConfig=_PATIENCE)
    return target


def lacking(dynamodb: Any, documents: str, keys: set[str]) -> set[str]:
    """Returns the documents that are ready by their record and have no text in the archive of the bucket."""
    archived = {"/".join(key.split("/")[1:3]) for key in keys if key.startswith("archive/")}
    complaints: set[str] = set()
    for page in dynamodb.get_paginator("scan").paginate(TableName=documents):
        for item in page["Items"]:
            name = f"{item['workspace_id']['S']}/{item['document_id']['S']}"
            if item.get("status", {}).get("S") == "ready" and name not in archived:
                complaints.add(f"{name} is ready, and its text is not in the bucket")
    return complaints


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
