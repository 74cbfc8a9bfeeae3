"""After a crash of the emulator: takes up the work it was in the middle of.

On AWS a queue keeps its messages and a state machine its place. The emulator's executions end with its
process, and an event of its last moments may be gone. The inbox itself is on disk, so it is looked
through: every document that is not settled is ended where it stands, and announced once more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_plus

from cdk_app.local import deploy
from cdk_app.local.deployed import read_outputs
from cdk_app.local.home import Home
from cdk_app.local.ports import Ports

# Failed in these "steps" means: was in this status when its work stopped.
_STOPPED_IN = frozenset({"submitted", "extracting", "embedding", "indexing"})


def take_up(home: Home, ports: Ports) -> int:
    """Announces anew what was lost or stopped; returns how many documents that were.

    May be repeated: what is done already is not done again.
    """
    outputs = read_outputs(home)
    _close_stopped(ports)
    settled = _settled(ports, outputs["DocumentsTableName"])
    lost = [
        key
        for key, modified in _inbox(ports, outputs["DocumentsBucketName"])
        if settled.get(key.removeprefix("inbox/"), "") < modified
    ]
    queue = deploy.client(ports, "sqs")
    for key in lost:
        # As S3 words it; the function looks into the inbox itself.
        record = {"eventName": "ObjectCreated:Put", "s3": {"object": {"key": quote_plus(key, safe="/")}}}
        queue.send_message(QueueUrl=outputs["InboxQueueUrl"], MessageBody=json.dumps({"Records": [record]}))
    return len(lost)


def _close_stopped(ports: Ports) -> None:
    """Has the reconciler close every document whose execution has ended with the emulator."""
    deploy.client(ports, "lambda").invoke(
        FunctionName="quorum-local-reconcile_documents", Payload=json.dumps({"stale_after_s": 0})
    )


def _settled(ports: Ports, table: str) -> dict[str, str]:
    """Returns `<workspace>/<path>` of what needs nothing, with the time it was settled."""
    pages = deploy.client(ports, "dynamodb").get_paginator("scan").paginate(TableName=table)
    found: dict[str, str] = {}
    for item in (item for page in pages for item in page["Items"]):
        stopped = _text(item, "status") == "failed" and _text(item, "failed_step") in _STOPPED_IN
        if _text(item, "status") in ("ready", "failed") and not stopped:
            found[f"{_text(item, 'workspace_id')}/{_text(item, 'path')}"] = _text(item, "updated_at")
    return found


def _inbox(ports: Ports, bucket: str) -> Iterator[tuple[str, str]]:
    """Yields the key of every object in the inbox, and when it came."""
    pages = (
        deploy.client(ports, "s3").get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="inbox/")
    )
    for item in (item for page in pages for item in page.get("Contents", ())):
        yield item["Key"], item["LastModified"].isoformat()


def _text(item: dict[str, Any], name: str) -> str:
    return str(item.get(name, {}).get("S", ""))
