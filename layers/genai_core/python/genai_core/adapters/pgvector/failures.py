"""PostgreSQL's errors in our words."""

from __future__ import annotations

import psycopg
from psycopg import errors

from genai_core.errors import InvalidInput, Misconfigured, Overloaded, QuorumError, TimedOut, Unavailable

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
    """True where the same transaction, run again at once, may well succeed."""
    return lost or isinstance(error, _REPEAT_AT_ONCE)


def translated(error: psycopg.Error) -> QuorumError:
    """Returns the error of the core that says what the caller can do."""
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
    return Unavailable(f"PostgreSQL cannot be reached: {reason!r}", remedy="Ask again in a moment.")
