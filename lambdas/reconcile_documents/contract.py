"""What `reconcile_documents` is called with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """A scheduled event; of its fields none matters.

    Attributes:
        stale_after_s: Longer than the time limit of both state machines, which is an hour.
        start_over: Begin again what began and stopped, because all executions are known to be gone.
    """

    stale_after_s: int = 5400
    start_over: bool = False
