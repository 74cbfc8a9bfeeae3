"""Token buckets in a dictionary."""

from __future__ import annotations

from threading import Lock

from genai_core.domain.generation.rate_limits import wait_s


class MemoryTokenBuckets:
    """Keeps buckets for the life of the process; safe between threads."""

    def __init__(self) -> None:
        self._refilled_at: dict[str, float] = {}
        self._lock = Lock()

    def take(self, name: str, cost_s: float, *, now: float) -> float:
        with self._lock:
            refilled_at = max(now, self._refilled_at.get(name, 0.0))
            wait = wait_s(refilled_at, cost_s, now)
            if not wait:
                self._refilled_at[name] = refilled_at + cost_s
            return wait

    def give_back(self, name: str, cost_s: float) -> None:
        with self._lock:
            if name in self._refilled_at:
                self._refilled_at[name] -= cost_s
