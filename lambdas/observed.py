"""Correlates a call's log lines and its trace under one id."""

from __future__ import annotations

import functools
import re
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.logging import Logger

from genai_core.errors import QuorumError
from genai_core.settings import settings
from genai_core.wiring import correlation

if TYPE_CHECKING:
    from aws_lambda_powertools.tracing import Tracer

logger = Logger(service="quorum")
Event = Mapping[str, Any]

_ARTIFACT_PARTS = 4
"""`artifacts/<workspace>/<document>/<content>`, and keys below it."""
_OUR_FAULT = 500
_QUOTED = re.compile(r"""(?<!\w)(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?!\w)""")
"""What `!r` writes of a text; no apostrophe inside a word."""


def correlate(correlation_id: str) -> None:
    """Logs, traces and SQL sessions of this call get the id of its run, document or request."""
    logger.set_correlation_id(correlation_id)
    correlation.correlate(correlation_id)
    tracer = _tracer()
    if tracer is not None and correlation_id:
        tracer.put_annotation("correlation_id", correlation_id)


def log_accepted(run_id: str, **facts: Any) -> None:
    """Writes the line that ties a request to the run that it began; later lines have the run's id."""
    correlate(run_id)
    logger.info("accepted", extra=facts)


def log_step(step: str, began: float, **facts: Any) -> None:
    """Writes the one line of a step that ended as planned: its name and duration, and no text of users.

    Args:
        began: `time.perf_counter()` at the start.
        facts: Further fields, such as the model.
    """
    logger.info("step", extra={"step": step, "duration_ms": duration_ms(began), **facts})


def log_refused(error: QuorumError, **facts: Any) -> None:
    """Writes why a call was refused, and further fields, such as the step."""
    logger.warning("refused", extra={"error": type(error).__name__, "reason": reason_of(error), **facts})


def reason_of(error: Exception) -> str:
    """Returns what the log says of an error.

    That of a caller's mistake quotes what the caller sent, such as the name of a file. The log outlives
    documents, workspaces and users that are erased, so it has `…` in place of what is quoted.
    """
    is_callers = isinstance(error, QuorumError) and error.http_status < _OUR_FAULT
    return _QUOTED.sub("'…'", str(error)) if is_callers else str(error)


def duration_ms(began: float) -> int:
    """Returns whole milliseconds since `began`, a value of `time.perf_counter()`."""
    return round((time.perf_counter() - began) * 1000)


def correlation_of(event: Event) -> str:
    """Returns the run or document that a step's event is about; empty if there is none."""
    for part in (event, event.get("question"), event.get("document")):
        if isinstance(part, Mapping):
            for name in ("run_id", "document_id"):
                if part.get(name):
                    return str(part[name])
    parts = str(event.get("key") or "").split("/")
    return parts[2] if parts[0] == "artifacts" and len(parts) >= _ARTIFACT_PARTS else ""


def traced(handler: Callable[[Event, Any], Any]) -> Callable[[Event, Any], Any]:
    """Returns the handler, traced by X-Ray if the deployment traces."""

    @functools.wraps(handler)
    def observed(event: Event, context: Any) -> Any:
        tracer = _tracer()
        if tracer is None:
            return handler(event, context)
        return tracer.capture_lambda_handler(handler, capture_response=False)(event, context)

    return observed


@functools.cache
def _tracer() -> Tracer | None:
    """Returns the tracer. It imports the X-Ray SDK and botocore: 400 ms that only tracing should cost.

    Every AWS call becomes a part of the trace and passes it on, to a state machine and its functions.
    """
    if not settings().tracing:
        return None
    from aws_lambda_powertools.tracing import Tracer  # noqa: PLC0415

    return Tracer(service="quorum", patch_modules=("botocore",))
