"""Errors as problem details (RFC 9457), the same for every door and for the gateway itself."""

from __future__ import annotations

from typing import Any

from genai_core.errors import QuorumError, Refused, Unavailable

PROBLEM_TYPE = "application/problem+json"


def problem(error: QuorumError, request_id: str) -> dict[str, Any]:
    """Returns the body: `title` is the error's class, `remedy` what the caller can do about it."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": type(error).__name__,
        "status": error.http_status,
        "detail": error.message,
        "remedy": error.remedy,
        "request_id": request_id,
    }
    if isinstance(error, Refused) and error.reset_at:
        body["reset_at"] = error.reset_at
    if isinstance(error, Unavailable) and error.retry_after_s is not None:
        body["retry_after_s"] = error.retry_after_s
    return body


def unexpected(request_id: str) -> dict[str, Any]:
    """Returns the body for an error nobody foresaw; what it was is in the log only."""
    return {
        "type": "about:blank",
        "title": "Overloaded",
        "status": 500,
        "detail": "The request failed.",
        "remedy": "Repeat it a little later; the log holds the details under this request id.",
        "request_id": request_id,
    }
