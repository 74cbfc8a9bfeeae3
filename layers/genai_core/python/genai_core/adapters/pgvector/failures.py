"""Translate PostgreSQL's errors into the core's errors."""

from __future__ import annotations

import psycopg
from psycopg import errors

from genai_core.errors import InvalidInput, Misconfigured, Overloaded, QuorumError, TimedOut, Unavailable

WAKES_WITHIN_S = 15.0
"""Usual time in which a paused database wakes."""
_REPEAT_AT_ONCE = (errors.DeadlockDetected, errors.SerializationFailure)
_WRONG_SET_UP = (
    errors.InvalidPassword,
    errors.InvalidAuthorizationSpecification,
    errors.InvalidCatalogName,
    errors.InsufficientPrivilege,
    errors.UndefinedTable,
    errors.UndefinedFile,
    errors.FeatureNotSupported,
)
_FULL = (errors.TooManyConnections, errors.OutOfMemory, errors.DiskFull, errors.ConfigurationLimitExceeded)


def worth_repeating(error: psycopg.Error, *, lost: bool) -> bool:
    """True if the same transaction may succeed when it is run again at once."""
    return lost or isinstance(error, _REPEAT_AT_ONCE)


def translated(error: psycopg.Error) -> QuorumError:
    """Returns the core's error for the caller."""
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if isinstance(error, _WRONG_SET_UP):
        return Misconfigured(
            f"PostgreSQL refuses: {reason!r}", remedy="Check the database's settings and grants."
        )
    if isinstance(error, errors.QueryCanceled | errors.LockNotAvailable):
        return TimedOut(f"PostgreSQL took too long: {reason!r}", remedy="Ask again in a moment.")
    if isinstance(error, (*_FULL, *_REPEAT_AT_ONCE)):
        return Overloaded(f"PostgreSQL is overloaded: {reason!r}", remedy="Ask again in a moment.")
    if isinstance(error, psycopg.DataError):
        return InvalidInput(f"PostgreSQL cannot store this: {reason!r}")
    if not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return Overloaded(f"PostgreSQL failed: {type(error).__name__}: {reason!r}")
    return _unreachable(error, reason)


def is_starting(error: psycopg.Error) -> bool:
    """True if the server answers that it does not accept connections yet."""
    # While a connection opens, libpq reports the server's message without a code.
    return isinstance(error, errors.CannotConnectNow) or "the database system is starting up" in str(error)


def _unreachable(error: psycopg.Error, reason: str) -> QuorumError:
    if "certificate" in reason or "SSL" in reason:
        return Misconfigured(
            f"PostgreSQL is not the server it should be: {reason!r}",
            remedy="Check the host's name and its certificate; RDS's authorities come with Quorum.",
        )
    if isinstance(error, errors.ConnectionTimeout) or is_starting(error):
        return Unavailable(
            f"PostgreSQL did not answer: {reason!r}",
            remedy="It may be waking from a pause: ask again in a moment.",
            retry_after_s=WAKES_WITHIN_S,
        )
    return Unavailable(f"PostgreSQL cannot be reached: {reason!r}", remedy="Ask again in a moment.")
