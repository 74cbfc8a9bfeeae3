"""Ends a read that blocks past its deadline, from a thread of its own.

A socket's timeout counts from the last byte, so a server that sends a comment now and then would
never run into it; a deadline must hold whatever dribbles in.
"""

from __future__ import annotations

import contextlib
import threading
import time

from urllib3 import BaseHTTPResponse

DRAIN_S = 0.2


class Watchdog:
    """Shuts a response down at the first-token deadline, later at the total one.

    Attributes:
        expired: Which limit passed, in words for the message; empty while none did.
    """

    def __init__(self, *, first_token_s: float, total_s: float) -> None:
        self._started = time.monotonic()
        self._first_token_s = first_token_s
        self._total_s = total_s
        self._timer: threading.Timer | None = None
        self.expired = ""

    def watch(self, response: BaseHTTPResponse) -> None:
        """Begins to wait for the first token."""
        self._arm(response, min(self._first_token_s, self._total_s), "no first token")

    def first_token_came(self, response: BaseHTTPResponse) -> None:
        """Waits for the end from now on."""
        self._arm(response, self._total_s, "no end")

    def end_came(self, response: BaseHTTPResponse) -> None:
        """Waits a moment for the rest of the body, which holds nothing more to say."""
        self._arm(response, time.monotonic() - self._started + DRAIN_S, "no end of the body")

    def stop(self) -> None:
        """Ends the watch."""
        if self._timer is not None:
            self._timer.cancel()

    def _arm(self, response: BaseHTTPResponse, limit_s: float, what: str) -> None:
        self.stop()
        remaining = max(0.0, self._started + limit_s - time.monotonic())
        self._timer = threading.Timer(remaining, self._bite, (response, f"{what} within {limit_s:g} s"))
        self._timer.daemon = True
        self._timer.start()

    def _bite(self, response: BaseHTTPResponse, what: str) -> None:
        self.expired = what
        # The response may have ended in the same moment; then there is nothing left to shut.
        with contextlib.suppress(ValueError, RuntimeError, OSError):
            response.shutdown()
