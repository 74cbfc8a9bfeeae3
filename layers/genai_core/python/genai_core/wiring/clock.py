"""The clock of this process."""

from __future__ import annotations

from functools import cache

from genai_core.ports.clock import Clock


@cache
def clock() -> Clock:
    """Returns the machine's clock."""
    from genai_core.adapters.system.clock import SystemClock

    return SystemClock()
