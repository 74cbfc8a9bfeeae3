"""Every error of Quorum, sorted by what the caller can do about it.

    QuorumError
    ├── InvalidInput        change the request
    ├── NotFound            name something that exists
    ├── Conflict            read again, then decide
    ├── Forbidden           ask the owner
    ├── Refused             wait for the budget, or change the content
    ├── Unavailable         repeat later
    │   ├── Throttled       repeat after `retry_after_s` seconds
    │   ├── TimedOut        repeat later
    │   └── Overloaded      repeat later
    ├── NoAnswer            ask again, or ask another model
    └── Misconfigured       ask the operator to correct the settings

Class names are what the state machines match, exactly and without inheritance, so a new leaf
must be listed in `statemachines/`; a test checks it. Vendor errors never leave an adapter.
"""

from __future__ import annotations


class QuorumError(Exception):
    """Base of all errors that Quorum raises on purpose.

    Args:
        message: What is wrong, naming the offending value with `!r`.
        remedy: What the caller can do about it; one sentence, empty if the message says it.
    """

    http_status: int = 500

    def __init__(self, message: str, *, remedy: str = "") -> None:
        ended = message.endswith((".", "!", "?", ":"))
        super().__init__(f"{message}{'' if ended else '.'} {remedy}" if remedy else message)
        self.message = message
        self.remedy = remedy


class InvalidInput(QuorumError):
    """The request itself is wrong; repeating it unchanged cannot succeed."""

    http_status = 400


class NotFound(QuorumError):
    """The named thing does not exist, or not for this user."""

    http_status = 404


class Conflict(QuorumError):
    """It already exists, or somebody else changed it in the meantime."""

    http_status = 409


class Forbidden(QuorumError):
    """The user is known and may not do this."""

    http_status = 403


class Refused(QuorumError):
    """Policy refuses it: the budget is spent, or the content is not allowed."""

    http_status = 429

    def __init__(self, message: str, *, remedy: str = "", reset_at: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.reset_at = reset_at


class Unavailable(QuorumError):
    """The other side cannot answer now; the call may be repeated."""

    http_status = 503

    def __init__(self, message: str, *, remedy: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(message, remedy=remedy)
        self.retry_after_s = retry_after_s


class Throttled(Unavailable):
    """The other side asks us to slow down."""


class TimedOut(Unavailable):
    """No response within the time limit."""

    http_status = 504


class Overloaded(Unavailable):
    """The other side failed or is full."""


class NoAnswer(QuorumError):
    """No model that was asked gave an answer; the message has each one's reason.

    State machines do not retry it: the models have had their attempts.
    """

    http_status = 503


class Misconfigured(QuorumError):
    """The deployment lacks or contradicts a setting."""

    http_status = 500


REPEATABLE: tuple[type[QuorumError], ...] = (Unavailable, Throttled, TimedOut, Overloaded)
"""The errors a state machine retries; listed because ASL matches names, not inheritance."""

CALLERS_ERRORS: tuple[type[QuorumError], ...] = (InvalidInput, NotFound, Conflict, Forbidden, Refused)
"""Errors that the caller caused: they are answered and counted, but are not failures of the system."""


def error_named(name: str, message: str) -> QuorumError | None:
    """Returns the error that another function reports by its class name; None if it is not one of these."""
    kind = globals().get(name)
    return kind(message) if isinstance(kind, type) and issubclass(kind, QuorumError) else None
