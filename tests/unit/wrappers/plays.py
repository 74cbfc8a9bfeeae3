"""A language model that plays what each call should do, in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from genai_core.domain.generation.models import Finished, Message, ModelEvent, ModelRequest, TextDelta
from genai_core.domain.protocol.figures import Usage

REQUEST = ModelRequest("Why?", (), "Be brief.", (Message("user", "Why?"),))
ANSWER: tuple[ModelEvent, ...] = (TextDelta("Because"), TextDelta(" of it."), Finished(Usage(10, 3)))

Step = ModelEvent | Exception | Callable[[], object]


class PlayedModel:
    """Each call plays the next list of steps, the last list again and again; functions are called."""

    def __init__(self, *plays: Sequence[Step]) -> None:
        self._plays = plays
        self.calls = 0
        self.closed = 0

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        play = self._plays[min(self.calls, len(self._plays) - 1)]
        self.calls += 1
        try:
            for step in play:
                if isinstance(step, Exception):
                    raise step
                if callable(step):
                    step()
                else:
                    yield step
        finally:
            self.closed += 1


def text_of(events: Sequence[ModelEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))
