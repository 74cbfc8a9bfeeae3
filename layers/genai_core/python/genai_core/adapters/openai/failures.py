"""Translate HTTP answers that are not a stream into the core's errors."""

from __future__ import annotations

import json
from email.utils import parsedate_to_datetime
from typing import Any

from urllib3 import BaseHTTPResponse

from genai_core.domain.generation.chat_protocol import read_error
from genai_core.domain.generation.models import TOO_LARGE
from genai_core.errors import (
    InvalidInput,
    Misconfigured,
    Overloaded,
    QuorumError,
    Refused,
    Throttled,
    TimedOut,
)

MAX_ERROR_BYTES = 65_536
_SHOWN_CHARS = 300
_FILTERED = frozenset({"content_filter", "content_policy_violation", "ResponsibleAIPolicyViolation"})
_UNPAID = frozenset({"insufficient_quota", "billing_hard_limit_reached"})
_REQUEST_IS_WRONG = (400, 409, 413, 422)


def failure(response: BaseHTTPResponse, endpoint: str, model: str) -> QuorumError:
    """Returns the error for an answer whose status is not 200."""
    message, code = _complaint(response)
    text = f"{endpoint!r} answered {response.status} for the model {model!r}: {message}"
    status = response.status
    if code in _FILTERED:
        return Refused(text, remedy="Its content filter rejects the question or the passages.")
    if status == 429 and code not in _UNPAID:
        return Throttled(text, retry_after_s=retry_after_s(response))
    if status >= 500:
        return Overloaded(text, retry_after_s=retry_after_s(response))
    if status == 408:
        return TimedOut(text)
    if status in _REQUEST_IS_WRONG:
        return InvalidInput(text, remedy=TOO_LARGE)
    return Misconfigured(
        text, remedy="Check endpoint, target and api_key_secret of this model in config.json."
    )


def failure_in_stream(message: str, code: str, endpoint: str) -> QuorumError:
    """Returns the error for an `error` event in a stream."""
    text = f"{endpoint!r} broke off: {message[:_SHOWN_CHARS]}"
    if code in _FILTERED:
        return Refused(text)
    if "rate_limit" in code or code == "429":
        return Throttled(text)
    return Overloaded(text)


def no_stream(response: BaseHTTPResponse, endpoint: str) -> Misconfigured:
    """Returns the error for a status 200 with an HTML page."""
    kind = response.headers.get("content-type", "")
    return Misconfigured(
        f"{endpoint!r} answers with {kind!r}",
        remedy="It must be the base address of an OpenAI-compatible server, usually ending in /v1.",
    )


def retry_after_s(response: BaseHTTPResponse) -> float | None:
    """Returns the waiting time that the server asks for; None if it gives none or it cannot be parsed."""
    milliseconds = response.headers.get("retry-after-ms", "")
    if milliseconds.isdigit():
        return int(milliseconds) / 1000
    value = response.headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        return _seconds_until(value, response.headers.get("date", ""))


def _seconds_until(moment: str, now: str) -> float | None:
    """Measures by the server's clock, since the local clock may be wrong."""
    try:
        return max(0.0, (parsedate_to_datetime(moment) - parsedate_to_datetime(now)).total_seconds())
    except (TypeError, ValueError):
        return None


def _complaint(response: BaseHTTPResponse) -> tuple[str, str]:
    text = response.read(MAX_ERROR_BYTES, decode_content=True).decode("utf-8", "replace")
    try:
        body: Any = json.loads(text)
        message, code = read_error(body)
    except (ValueError, AttributeError):
        kind = response.headers.get("content-type", "").split(";")[0]
        message, code = (f"a page of {kind!r}" if "html" in kind else text), ""
    return " ".join(message.split())[:_SHOWN_CHARS], code
