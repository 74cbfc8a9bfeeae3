"""Refuses a deployment that removes an engine or encoder in use, before anything is removed.

CloudFormation calls it with the engines and encoders of the new configuration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .outcomes import report

KINDS = {"Engines": ("engine", "postgresql"), "Encoders": ("encoder", "all-minilm-l6-v2")}
"""By kind: the field of a workspace's record, and the value for old records without it."""
SHOWN = 3
LONGEST_NAME = 60


def handler(event: dict[str, Any], context: Any) -> None:
    """Answers one event of a custom resource; a deletion needs no check."""
    reason = ""
    try:
        if event["RequestType"] != "Delete":
            import boto3  # noqa: PLC0415 - the runtime brings it; others give a client of their own

            wanted, before = event["ResourceProperties"], event.get("OldResourceProperties")
            reason = " ".join(refusals(workspaces(boto3.client("dynamodb"), wanted["Table"]), wanted, before))
    except Exception as error:  # noqa: BLE001 - without an answer CloudFormation waits an hour
        reason = f"{type(error).__name__}: {error}"
    report(event, event.get("PhysicalResourceId") or context.log_stream_name, reason)


def workspaces(client: Any, table: str) -> Iterator[dict[str, Any]]:
    """Yields the records of all workspaces, as DynamoDB types them."""
    query: dict[str, Any] = {
        "TableName": table,
        "IndexName": "by_type",
        "KeyConditionExpression": "object_type = :workspace",
        "ExpressionAttributeValues": {":workspace": {"S": "workspace"}},
    }
    while True:
        page = client.query(**query)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        query["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def refusals(
    workspace_records: Iterable[Mapping[str, Any]],
    wanted: Mapping[str, Any],
    before: Mapping[str, Any] | None,
) -> list[str]:
    """Returns a sentence for each engine and encoder that workspaces use and would lose.

    Args:
        workspace_records: The records of all workspaces.
        wanted: `Engines` and `Encoders`, each a mapping from name to identity.
        before: The same as deployed now. None for a first deployment: then everything that `wanted` lacks
            counts. Otherwise only what this change removes or replaces counts, so that CloudFormation can
            always roll back.
    """
    records = list(workspace_records)
    sentences: list[str] = []
    for kind, (field, fallback) in KINDS.items():
        now, old = wanted[kind], (before or {}).get(kind)
        lost: dict[str, list[str]] = {}
        for record in records:
            for name in sorted(_named(record, field, fallback)):
                if _is_lost(name, now, old):
                    lost.setdefault(name, []).append(_title(record))
        sentences += [
            _refusal(field, name, now, (old or {}).get(name), who) for name, who in sorted(lost.items())
        ]
    return sentences


def _is_lost(name: str, now: Mapping[str, str], old: Mapping[str, str] | None) -> bool:
    if old is None:
        return name not in now
    return name in old and now.get(name) != old[name]


def _named(record: Mapping[str, Any], field: str, fallback: str) -> set[str]:
    """Returns the engine or encoder of a workspace, and the one that it is moving to."""
    names = {str(record.get(field, {}).get("S", fallback))}
    moving = record.get("moving", {}).get("M")
    return names | {str(moving.get(field, {}).get("S", fallback))} if moving else names


def _title(record: Mapping[str, Any]) -> str:
    name = str(record.get("name", {}).get("S", ""))[:LONGEST_NAME]
    return f"{record['workspace_id']['S']} ({name})"


def _refusal(field: str, name: str, now: Mapping[str, str], old: str | None, who: list[str]) -> str:
    more = f" and {len(who) - SHOWN} more" if len(who) > SHOWN else ""
    users = f"{len(who)} workspace{'s' * (len(who) > 1)} on it: {', '.join(who[:SHOWN])}{more}."
    problem = (
        f"The {field} {name!r} would become {now[name]!r} instead of {old!r}"
        if name in now
        else (f"The {field} {name!r} would be removed")
    )
    others = sorted(other for other in now if other != name)
    target = others[0] if others else "NAME"
    first = "" if others else f"Add another {field} first. "
    keep = f"keep {name!r} as it is" if name in now else f"keep {name!r}"
    return (
        f"{problem}, with {users} {first}Either {keep} in config.json, or first move each workspace"
        f" (`quorum workspace move WORKSPACE --{field} {target}`) or delete it."
    )
