"""Translate HTTP statuses of a store's server into the core's errors."""

from __future__ import annotations

from genai_core.errors import InvalidInput, Misconfigured, NotFound, Overloaded, QuorumError, Throttled

_REMEDY = "Check STORE_URL and the store's key."


def failure_of(server: str, status: int, body: bytes) -> QuorumError:
    """Returns the error for an answer that is not a success.

    Args:
        server: Name and address, as `Chroma at 'http://localhost:8000'`.
    """
    message = f"{server} says {status}: {body.decode('utf-8', 'replace')[:200]}"
    match status:
        case 400 | 413 | 422:
            return InvalidInput(message)
        case 401 | 403:
            return Misconfigured(message, remedy=_REMEDY)
        case 404:
            return NotFound(message)
        case 429:
            return Throttled(message)
        case _:
            return Overloaded(message)
