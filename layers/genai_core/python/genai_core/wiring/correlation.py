"""The id of the run, document or request that this process works for.

Functions set it at the start of each call. Every log line, trace and database session of the call has it, so
that one search finds the path of a question from the browser's frame to SQL.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from genai_core.settings import settings

_current: list[str] = [""]
"""One value, not one per thread: a function takes one call at a time, and all its threads work for it."""


def correlate(correlation_id: str) -> None:
    """Sets the id of the following work; an empty id means none."""
    _current[0] = correlation_id


def correlation_id() -> str:
    """Returns the id that was set last."""
    return _current[0]


@contextmanager
def span(name: str) -> Generator[None]:
    """Traces the enclosed work as one part of the call, if the deployment traces."""
    if not settings().tracing:
        yield
        return
    from aws_xray_sdk.core import xray_recorder

    with xray_recorder.in_subsegment(name, namespace="remote") as part:
        if part is not None:
            part.put_annotation("correlation_id", correlation_id())
        yield
