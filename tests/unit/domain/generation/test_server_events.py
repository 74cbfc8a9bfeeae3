"""Cutting a byte stream into events."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from genai_core.domain.generation.server_events import MAX_EVENT_BYTES, ServerEvents

STREAM = (
    'data: {"a": "Grüße"}\r\n\r\n: comment\n\nevent: x\ndata: one\ndata: two 🙂\n\ndata:[DONE]\n\n'.encode()
)
EVENTS = ['{"a": "Grüße"}', "one\ntwo 🙂", "[DONE]"]


@given(some.lists(some.integers(1, 9), max_size=60))
def test_events_are_the_same_however_the_bytes_are_cut(sizes: list[int]) -> None:
    events, received, position = ServerEvents(), list[str](), 0
    for size in sizes:
        received += events.feed(STREAM[position : position + size])
        position += size
    received += events.feed(STREAM[position:])
    assert received + events.finish() == EVENTS


def test_the_end_of_the_stream_completes_the_last_event() -> None:
    events = ServerEvents()
    assert events.feed(b"data: last") == []
    assert events.finish() == ["last"]


def test_bytes_that_are_not_valid_utf8_are_an_error() -> None:
    with pytest.raises(ValueError, match="utf-8"):
        ServerEvents().feed(b"data: \xff\xfe\n\n")


@pytest.mark.parametrize("piece", [b"x" * 100_000, b"data: " + b"x" * 100_000 + b"\n"])
def test_an_endless_event_is_an_error(piece: bytes) -> None:
    events = ServerEvents()
    with pytest.raises(ValueError, match=str(MAX_EVENT_BYTES)):
        _ = [events.feed(piece) for _ in range(20)]
