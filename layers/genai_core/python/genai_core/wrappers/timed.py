"""Holds a model to its deadlines, whatever its adapter blocks on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from queue import Empty

from genai_core.domain.generation.models import ModelEvent, ModelRequest, ReasoningDelta, TextDelta
from genai_core.domain.generation.pulled_stream import PulledStream
from genai_core.errors import TimedOut
from genai_core.ports.language_model import LanguageModel


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
        reader = PulledStream(self.inner.stream(request))
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
                if isinstance(event, TextDelta | ReasoningDelta):
                    limit_s, what = self.total_s, "no end"
                yield event
        finally:
            reader.close()
