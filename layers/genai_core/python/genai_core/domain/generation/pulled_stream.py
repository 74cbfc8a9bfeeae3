"""Read a model's stream within a time limit. Every wait for a model goes through this module.

A silent model blocks its reader. So a separate thread reads one event for each request, which enforces the
limit and lets the consumer check between two requests whether the run is over. A server that keeps sending
empty events would occupy that thread forever; `until` ends it.
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
"""How long to wait for an idle stream to close; a blocked one closes at its next event."""


class PulledStream:
    """One stream with one consumer.

    Args:
        stream: Read and closed in a daemon thread.
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
            Empty: No event came in time; the next call waits for the same event.
            Exception: The error of the stream.
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
        """Ends the call at the provider: now if the stream is idle, otherwise at its next event."""
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
        except Exception as error:  # noqa: BLE001  # raised again in the consumer's thread
            self._events.put(error)
        finally:
            close = getattr(self._stream, "close", None)
            if close is not None:
                close()


def until(pieces: Iterator[Piece], limit_s: float, name: str) -> Iterator[Piece]:
    """Yields the pieces that arrive before the limit, for servers that may send empty pieces.

    Raises:
        TimedOut: A piece came after the limit; `name` is the model in the message.
    """
    ends_at = time.monotonic() + limit_s
    for piece in pieces:
        if time.monotonic() > ends_at:
            raise TimedOut(f"{name}: no end within {limit_s:g} s")
        yield piece
