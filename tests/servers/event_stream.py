"""AWS's binary event stream: a prelude, typed headers, a payload, and a checksum over each part."""

from __future__ import annotations

import json
import struct
import zlib
from typing import Any

EVENT_STREAM = "application/vnd.amazon.eventstream"
_STRING = 7


def encode_event(kind: str, payload: bytes, content_type: str) -> bytes:
    """Returns one event message."""
    return _message({":event-type": kind, ":content-type": content_type, ":message-type": "event"}, payload)


def encode_json_event(kind: str, value: dict[str, Any]) -> bytes:
    """Returns one event message with a JSON payload."""
    return encode_event(kind, json.dumps(value).encode(), "application/json")


def encode_exception(kind: str, message: str) -> bytes:
    """Returns a message that ends the stream with a modelled error."""
    headers = {
        ":exception-type": kind,
        ":content-type": "application/json",
        ":message-type": "exception",
    }
    return _message(headers, json.dumps({"message": message}).encode())


def damaged(message: bytes) -> bytes:
    """Returns the message with one bit turned, so that its checksum no longer fits."""
    middle = len(message) // 2
    return message[:middle] + bytes([message[middle] ^ 1]) + message[middle + 1 :]


def _message(headers: dict[str, str], payload: bytes) -> bytes:
    packed = b"".join(_header(name, value) for name, value in headers.items())
    prelude = struct.pack("!II", 16 + len(packed) + len(payload), len(packed))
    body = prelude + struct.pack("!I", zlib.crc32(prelude)) + packed + payload
    return body + struct.pack("!I", zlib.crc32(body))


def _header(name: str, value: str) -> bytes:
    key, text = name.encode(), value.encode()
    return struct.pack("!B", len(key)) + key + struct.pack("!BH", _STRING, len(text)) + text
