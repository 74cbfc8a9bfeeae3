"""Enforce a model's deadlines, whatever its adapter blocks on."""

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
    """A LanguageModel that reads another in a separate thread, so that deadlines always hold.

    After a deadline, or once the consumer closes the stream, the thread ends the inner call at its next event
    or at the adapter's own read timeout.

    Attributes:
        name: Name of the model in error messages.
        first_token_s, total_s: Deadlines in seconds from the call.
    """

    inner: LanguageModel
    name: str
    first_token_s: float
    total_s: float

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the inner model's events; see the port."""
        reader = PulledStream(self.inner.stream(request))
        started = time.monotonic()
        limit_s, problem = min(self.first_token_s, self.total_s), "no first token"
        try:
            while True:
                try:
                    event = reader.next(max(0.0, started + limit_s - time.monotonic()))
                except Empty:
                    raise TimedOut(f"the model {self.name!r}: {problem} within {limit_s:g} s") from None
                if event is None:
                    return
                if isinstance(event, TextDelta | ReasoningDelta):
                    limit_s, problem = self.total_s, "no end"
                yield event
        finally:
            reader.close()
