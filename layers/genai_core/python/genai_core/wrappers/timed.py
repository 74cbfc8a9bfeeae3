"""Holds a model to its deadlines, whatever its adapter blocks on."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from queue import Empty, Full, Queue

from genai_core.domain.generation.models import ModelEvent, ModelRequest, TextDelta
from genai_core.errors import TimedOut
from genai_core.ports.language_model import LanguageModel

_AHEAD = 64
"""Events read ahead of the consumer; more would only fill the memory."""
_CHECK_S = 0.1


@dataclass(frozen=True, slots=True)
class TimedLanguageModel:
    """A LanguageModel over another that reads in a thread of its own, so that a deadline always holds.

    After a deadline, or when the consumer closes the stream, the thread ends the inner call at its
    next event, or when the adapter's own read timeout passes.

    Attributes:
        name: For the message. first_token_s, total_s: Real seconds from the call.
    """

    inner: LanguageModel
    name: str
    first_token_s: float
    total_s: float

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the inner model's events; see the port."""
        reader = _Reader(self.inner, request)
        started = time.monotonic()
        limit_s, what = min(self.first_token_s, self.total_s), "no first token"
        try:
            while True:
                try:
                    event = reader.next(max(0.0, started + limit_s - time.monotonic()))
                except Empty:
                    raise TimedOut(f"the model {self.name!r}: {what} within {limit_s:g} s") from None
                if event is None:
                    return
                if isinstance(event, TextDelta):
                    limit_s, what = self.total_s, "no end"
                yield event
        finally:
            reader.stop()


class _Reader:
    """Reads one stream in a daemon thread."""

    def __init__(self, model: LanguageModel, request: ModelRequest) -> None:
        self._events: Queue[ModelEvent | Exception | None] = Queue(_AHEAD)
        self._stopped = threading.Event()
        threading.Thread(target=self._read, args=(model, request), daemon=True).start()

    def next(self, timeout_s: float) -> ModelEvent | None:
        """Returns the next event, None at the end. Raises Empty when time is up, or the model's error."""
        event = self._events.get(timeout=timeout_s)
        if isinstance(event, Exception):
            raise event
        return event

    def stop(self) -> None:
        self._stopped.set()

    def _read(self, model: LanguageModel, request: ModelRequest) -> None:
        stream = model.stream(request)
        try:
            for event in stream:
                if not self._put(event):
                    return
            self._put(None)
        except Exception as error:  # noqa: BLE001  # it is raised again in the consumer's thread
            self._put(error)
        finally:
            close = getattr(stream, "close", None)
            if close is not None:
                close()

    def _put(self, event: ModelEvent | Exception | None) -> bool:
        """Returns False once nobody listens any more."""
        while not self._stopped.is_set():
            with contextlib.suppress(Full):
                self._events.put(event, timeout=_CHECK_S)
                return True
        return False
