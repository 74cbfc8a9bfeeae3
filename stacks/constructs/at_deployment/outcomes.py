"""Report the outcome of a custom resource to CloudFormation."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Mapping
from typing import Any

ADDRESSED = ("ResponseURL", "StackId", "RequestId", "LogicalResourceId")
"""Keys of an event that a report needs."""


def report(
    event: Mapping[str, Any], resource_id: str, reason: str, data: Mapping[str, str] | None = None
) -> None:
    """Sends FAILED with the reason, or SUCCESS if the reason is empty.

    Args:
        event: The event, or its `ADDRESSED` keys.
        resource_id: Physical id; another one than before makes CloudFormation delete the old resource.
        data: Attributes of the resource.
    """
    body = {
        "Status": "FAILED" if reason else "SUCCESS",
        "Reason": reason or "done",
        "PhysicalResourceId": resource_id,
        "Data": dict(data or {}),
        **{name: event[name] for name in ADDRESSED[1:]},
    }
    request = urllib.request.Request(  # noqa: S310 - CloudFormation's own address
        event["ResponseURL"], json.dumps(body).encode(), {"Content-Type": ""}, method="PUT"
    )
    with urllib.request.urlopen(request, timeout=20):  # noqa: S310
        pass
