"""What `reconcile_documents` is called with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """A scheduled event; of its fields none matters.

    Attributes:
        stale_after_s: Instead of STUCK_AFTER_MINUTES, which is longer than both state machines may last.
        start_over: Begin again what began and stopped, because all executions are known to be gone.
    """

    stale_after_s: int | None = None
    start_over: bool = False
