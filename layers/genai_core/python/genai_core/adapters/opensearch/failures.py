"""Translate OpenSearch's errors into the core's errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from genai_core.errors import (
    Conflict,
    InvalidInput,
    Misconfigured,
    NotFound,
    Overloaded,
    QuorumError,
    Throttled,
    TimedOut,
)

_AGAIN = "Ask again in a moment."
_SHOWN_CHARS = 300
# Errors whose status is misleading: a full disk answers 403, like a missing permission.
_BY_TYPE: Mapping[str, type[QuorumError]] = {
    "cluster_block_exception": Overloaded,
    "circuit_breaking_exception": Overloaded,
    "opensearch_rejected_execution_exception": Overloaded,
    "process_cluster_event_timeout_exception": TimedOut,
    "timeout_exception": TimedOut,
    "index_not_found_exception": NotFound,
    "no_shard_available_action_exception": Overloaded,
}
_BY_STATUS: Mapping[int, type[QuorumError]] = {
    400: InvalidInput,
    401: Misconfigured,
    403: Misconfigured,
    404: NotFound,
    405: Misconfigured,
    408: TimedOut,
    409: Conflict,
    413: InvalidInput,
    429: Throttled,
    504: TimedOut,
}
_REMEDIES: Mapping[type[QuorumError], str] = {
    Misconfigured: "Check OPENSEARCH_URL, OPENSEARCH_AUTH and the function's grants.",
    InvalidInput: "",
    NotFound: "",
    Conflict: "Read again, then decide.",
}


def failure(status: int, error: Any) -> QuorumError:
    """Returns the core's error for the caller.

    Args:
        status: Status of the answer, or of one item of a bulk request.
        error: The value of `error` in the answer: an object with `type` and `reason`, or a text.
    """
    kinds, reason = _described(error)
    known = next((_BY_TYPE[kind] for kind in kinds if kind in _BY_TYPE), None)
    error_class = known or _BY_STATUS.get(status, Overloaded)
    message = f"OpenSearch answered {status}: {reason!r}"
    return error_class(message, remedy=_REMEDIES.get(error_class, _AGAIN))


def _described(error: Any) -> tuple[list[str], str]:
    """Returns the types of an error and of its root causes, and the most specific reason."""
    if not isinstance(error, Mapping):
        return [], str(error)[:_SHOWN_CHARS]
    causes: list[Any] = [error, *error.get("root_cause", ()), error.get("caused_by") or {}]
    kinds = [str(cause.get("type", "")) for cause in causes]
    reasons = [str(cause.get("reason", "")) for cause in reversed(causes)]
    return kinds, next(filter(None, reasons), "")[:_SHOWN_CHARS]
