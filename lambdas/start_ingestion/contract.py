"""What `start_ingestion` is called with: messages of the inbox queue."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

from pydantic import BaseModel, Field

from genai_core.errors import InvalidInput


class Request(BaseModel):
    """A batch of SQS messages, in the form the batch processor wants."""

    records: list[dict[str, Any]] = Field(alias="Records")


def object_keys(body: str) -> Iterator[str]:
    """Yields the keys that a message is about: an S3 event, as it is or wrapped by SNS.

    Whether an object came or went does not matter: the inbox itself says what is there now.

    Raises:
        InvalidInput: It is no S3 event.
    """
    event = _object(body)
    if "Message" in event and "Records" not in event:
        event = _object(event["Message"])
    if event.get("Event") == "s3:TestEvent":
        return
    records = event.get("Records")
    if not isinstance(records, list):
        raise InvalidInput(f"the message {body[:200]!r} is no S3 event")
    for record in records:
        try:
            key = record["s3"]["object"]["key"]
        except (KeyError, TypeError):
            raise InvalidInput(f"the record {str(record)[:200]!r} names no object") from None
        # S3 writes keys like a form: a blank as a plus sign, everything else in percent signs.
        yield unquote_plus(key)


def _object(text: Any) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (TypeError, ValueError):
        found = None
    if not isinstance(found, dict):
        raise InvalidInput(f"the message {str(text)[:200]!r} is no JSON object")
    return found
