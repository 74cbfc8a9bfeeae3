"""Resumes work that a crash of the emulator interrupted.

On AWS a queue keeps its messages and a state machine its state. The emulator's executions end with its
process, and its last events may be lost. The inbox itself is on disk: objects without a document are
announced again, and interrupted documents are started again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_plus

from local_runtime import deployment
from local_runtime.deployed import read_outputs
from local_runtime.home import Home
from local_runtime.ports import Ports


def take_up(home: Home, ports: Ports) -> int:
    """Announces lost objects and restarts interrupted documents; returns how many documents those were.

    May be repeated: finished work is not repeated.
    """
    outputs = read_outputs(home)
    restarted = _begin_stopped_again(ports)
    record_times = _known(ports, outputs["DocumentsTableName"])
    lost = [
        key
        for key, modified in _inbox(ports, outputs["DocumentsBucketName"])
        if record_times.get(key.removeprefix("inbox/"), "") < modified
    ]
    queue = deployment.client(ports, "sqs")
    for key in lost:
        # In S3's form; the function reads the inbox itself.
        record = {"eventName": "ObjectCreated:Put", "s3": {"object": {"key": quote_plus(key, safe="/")}}}
        queue.send_message(QueueUrl=outputs["InboxQueueUrl"], MessageBody=json.dumps({"Records": [record]}))
    return restarted + len(lost)


def _begin_stopped_again(ports: Ports) -> int:
    """Lets the reconciler restart the documents of interrupted executions; returns how many."""
    request = {"stale_after_s": 0, "start_over": True}
    answer = deployment.client(ports, "lambda").invoke(
        FunctionName="quorum-local-reconcile_documents", Payload=json.dumps(request)
    )
    return int(json.loads(answer["Payload"].read()).get("restarted", 0))


def _known(ports: Ports, table: str) -> dict[str, str]:
    """Returns `<workspace>/<path>` of every document, with the time of its last update."""
    pages = deployment.client(ports, "dynamodb").get_paginator("scan").paginate(TableName=table)
    items = (item for page in pages for item in page["Items"])
    return {
        f"{_text(item, 'workspace_id')}/{_text(item, 'path')}": _text(item, "updated_at") for item in items
    }


def _inbox(ports: Ports, bucket: str) -> Iterator[tuple[str, str]]:
    """Yields the key of every object in the inbox, and when it was written."""
    pages = (
        deployment.client(ports, "s3")
        .get_paginator("list_objects_v2")
        .paginate(Bucket=bucket, Prefix="inbox/")
    )
    for item in (item for page in pages for item in page.get("Contents", ())):
        yield item["Key"], item["LastModified"].isoformat()


def _text(item: dict[str, Any], name: str) -> str:
    return str(item.get(name, {}).get("S", ""))
