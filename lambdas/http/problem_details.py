"""Errors as problem details (RFC 9457), the same for every function and for the gateway itself."""

from __future__ import annotations

from genai_core.domain.protocol.problems import Problem
from genai_core.errors import QuorumError, Refused, Unavailable


def problem(error: QuorumError, request_id: str) -> Problem:
    """Returns the body: `title` is the error's class, `remedy` what the caller can do about it."""
    return Problem(
        title=type(error).__name__,
        status=error.http_status,
        detail=error.message,
        remedy=error.remedy,
        request_id=request_id,
        reset_at=error.reset_at if isinstance(error, Refused) else "",
        retry_after_s=error.retry_after_s if isinstance(error, Unavailable) else None,
    )


def unexpected(request_id: str) -> Problem:
    """Returns the body for an unexpected error; its details are in the log only."""
    return Problem(
        title="Overloaded",
        status=500,
        detail="The request failed.",
        remedy="Repeat it a little later; the log holds the details under this request id.",
        request_id=request_id,
    )
