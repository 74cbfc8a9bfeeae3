"""Refuses to acknowledge an object that is not on disk.

MiniStack logs that it could not write an object, and reports success: the object would be gone after the next
start.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from functools import wraps
from typing import Any

_NOT_WRITTEN = "Failed to persist"
"""Begin of what MiniStack logs then."""
_FAILURES: ContextVar[list[str] | None] = ContextVar("failures", default=None)


def keep_objects(objects: Any) -> None:
    """Changes MiniStack's module `s3`: a request during which a write failed is answered with status 500."""
    answer = objects.handle_request
    objects.logger = _NotingLogger(objects.logger)

    @wraps(answer)
    async def answer_what_is_kept(*arguments: Any, **options: Any) -> Any:
        failures: list[str] = []
        token = _FAILURES.set(failures)
        try:
            answered = await answer(*arguments, **options)
        finally:
            _FAILURES.reset(token)
        if not failures:
            return answered
        return objects._error(
            "InternalError", f"the object is not kept: {failures[0]}; is the disk full?", 500
        )

    objects.handle_request = answer_what_is_kept


class _NotingLogger(logging.LoggerAdapter[logging.Logger]):
    """Notes what could not be written, whether or not it is logged: that depends on the log's level."""

    def warning(self, msg: object, *args: object, **options: Any) -> None:
        failures = _FAILURES.get()
        if failures is not None and str(msg).startswith(_NOT_WRITTEN):
            cause = args[-1] if args else msg
            failures.append(str(getattr(cause, "strerror", "") or cause))
        super().warning(msg, *args, **options)
