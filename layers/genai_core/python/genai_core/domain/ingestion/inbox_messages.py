"""Messages about files that arrived in the inbox: their objects, and how many messages wait."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_plus


@dataclass(frozen=True, slots=True)
class QueueDepth:
    """How many messages there are; approximate.

    Attributes:
        failed: Messages that failed five times and are not tried again automatically.
    """

    waiting: int
    in_work: int
    failed: int


def about(body: str) -> str:
    """Returns the objects that a message names, or its beginning if it names none."""
    try:
        return ", ".join(_keys(json.loads(body))) or repr(body[:80])
    except (KeyError, TypeError, ValueError, AttributeError):
        return repr(body[:80])


def _keys(event: dict[str, object]) -> Iterator[str]:
    if "Message" in event and "Records" not in event:
        event = json.loads(str(event["Message"]))
    records = event["Records"]
    if not isinstance(records, list):
        raise TypeError("no records")
    for record in records:
        yield unquote_plus(record["s3"]["object"]["key"])
