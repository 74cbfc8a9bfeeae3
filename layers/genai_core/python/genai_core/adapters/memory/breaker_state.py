"""Circuit breakers in a dictionary."""

from __future__ import annotations

from threading import Lock

from genai_core.domain.generation.breakers import Breaker


class MemoryBreakerState:
    """Keeps breakers for the life of the process; safe between threads."""

    def __init__(self) -> None:
        self._breakers: dict[str, tuple[Breaker, float]] = {}
        self._lock = Lock()

    def read(self, name: str) -> Breaker:
        return self._breakers.get(name, (Breaker(), 0.0))[0]

    def add_failure(self, name: str, *, now: float, window_s: float) -> Breaker:
        with self._lock:
            breaker, failed_at = self._breakers.get(name, (Breaker(), now))
            before = breaker.failures if now - failed_at <= window_s else 0
            counted = Breaker(before + 1, breaker.rests_until)
            self._breakers[name] = counted, now
            return counted

    def rest(self, name: str, *, until: float, seen: Breaker) -> bool:
        with self._lock:
            breaker, failed_at = self._breakers.get(name, (Breaker(), 0.0))
            if breaker.rests_until != seen.rests_until:
                return False
            self._breakers[name] = Breaker(breaker.failures, until), failed_at
            return True

    def close(self, name: str) -> None:
        with self._lock:
            self._breakers.pop(name, None)
