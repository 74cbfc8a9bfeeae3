"""Reads a model's stream within a time limit: the one way in which anything waits for a model.

A model that is silent blocks whoever reads it. Here a thread of its own does the reading, one event
each time one is asked for, so that a limit holds and, between two looks, the reader can see whether the
run is over. A model that sends what says nothing would keep that thread for ever; `until` ends it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from queue import Queue
from threading import Semaphore, Thread
from typing import TypeVar

from genai_core.domain.generation.models import ModelEvent
from genai_core.errors import TimedOut

Piece = TypeVar("Piece")
_CLOSE_S = 0.5
"""How long to wait until an idle stream is closed; one that blocks closes at its next event."""


class PulledStream:
    """One stream, read by one consumer.

    Args:
        stream: It is read, and closed, in a daemon thread.
    """

    def __init__(self, stream: Iterator[ModelEvent]) -> None:
        self._stream = stream
        self._wanted = Semaphore(0)
        self._events: Queue[ModelEvent | Exception | None] = Queue()
        self._is_waiting = False
        self._is_closed = False
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def next(self, timeout_s: float) -> ModelEvent | None:
        """Returns the next event, None at the end.

        Raises:
            Empty: None came in time; ask again for the same one.
            Exception: What the stream raised.
        """
        if not self._is_waiting:
            self._is_waiting = True
            self._wanted.release()
        event = self._events.get(timeout=timeout_s)
        self._is_waiting = False
        if isinstance(event, Exception):
            raise event
        return event

    def close(self) -> None:
        """Ends the call at the provider: now if it is idle, else at its next event."""
        self._is_closed = True
        self._wanted.release()
        if not self._is_waiting:
            self._thread.join(_CLOSE_S)

    def _read(self) -> None:
        try:
            while True:
                self._wanted.acquire()
                if self._is_closed:
                    return
                event = next(self._stream, None)
                self._events.put(event)
                if event is None:
                    return
        except Exception as error:  # noqa: BLE001  # it is raised again in the consumer's thread
            self._events.put(error)
        finally:
            close = getattr(self._stream, "close", None)
            if close is not None:
                close()


def until(pieces: Iterator[Piece], limit_s: float, name: str) -> Iterator[Piece]:
    """Yields what comes before the limit, for adapters whose servers may send without saying anything.

    Raises:
        TimedOut: A piece came after the limit; `name` says whose.
    """
    ends_at = time.monotonic() + limit_s
    for piece in pieces:
        if time.monotonic() > ends_at:
            raise TimedOut(f"{name}: no end within {limit_s:g} s")
        yield piece
