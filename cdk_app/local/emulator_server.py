"""Runs MiniStack and writes its state while it runs, not only when it is asked to end.

MiniStack saves on SIGTERM. A laptop is also switched off, and a process killed: then everything since
the last start would be gone. So after work has gone through, and at least every few seconds while it
does, the same snapshot is written that a proper end would write; each file is replaced in one step.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from ministack import app as ministack
from ministack.core import persistence

QUIET_S = 0.4
BUSY_S = 2.0
_UNREMARKABLE = ("/_ministack/", "/_localstack/")


class Snapshots:
    """Counts requests that may have changed something, and saves when there were any."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._changed_at = 0.0
        self._saved_at = 0.0
        self._writing = threading.Lock()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._application(scope, receive, send)
        if scope["type"] != "lifespan" and not str(scope.get("path", "")).startswith(_UNREMARKABLE):
            self._changed_at = time.monotonic()

    def run(self) -> None:
        """Saves again and again; for a thread of its own."""
        while True:
            time.sleep(QUIET_S / 2)
            now = time.monotonic()
            pending = self._changed_at > self._saved_at
            if pending and (now - self._changed_at > QUIET_S or now - self._saved_at > BUSY_S):
                started = time.monotonic()
                self.save(ministack._build_persistence_save_dict())  # pyright: ignore[reportPrivateUsage]
                self._saved_at = started

    def save(self, services: Any) -> None:
        """Writes one snapshot at a time: the last one, at the end, must not meet another."""
        with self._writing:
            persistence.save_all(services)


def main() -> None:
    """Serves until SIGTERM."""
    snapshots = Snapshots(ministack.app)
    ministack.app = snapshots
    ministack.save_all = snapshots.save
    threading.Thread(target=snapshots.run, daemon=True, name="snapshots").start()
    ministack.main()


if __name__ == "__main__":
    main()
