"""Asks a model, before the search, for the question in other words and for the conditions it states."""

from __future__ import annotations

from dataclasses import dataclass
from queue import Empty

from genai_core.domain.expansion import Expansion
from genai_core.domain.models import ModelRequest, TextDelta
from genai_core.domain.question_prompts import (
    QuestionPrompt,
    question_request,
    read_conditions,
    read_variations,
)
from genai_core.errors import Overloaded, QuorumError, TimedOut
from genai_core.ports.clock import Clock
from genai_core.ports.language_model import LanguageModel
from genai_core.usecases.pulled_stream import PulledStream

_MAX_REPLY_CHARS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpandQuestion:
    """Never holds a question up for longer than its limit, and never fails one.

    Attributes:
        varies: Whether to ask for variations.
        finds_filters: Whether to ask for conditions.
        limit_s: What all of it may take.
    """

    model: LanguageModel
    clock: Clock
    varies: bool
    finds_filters: bool
    limit_s: float

    def __call__(self, question: str) -> Expansion:
        """Returns what the model makes of the question; what failed or was late is left out and flagged."""
        deadline = self.clock.monotonic() + self.limit_s
        variations: tuple[str, ...] = ()
        filters = {}
        try:
            if self.finds_filters:
                found = read_conditions(self._ask("conditions_v1", question, deadline))
                if found is None:
                    raise Overloaded("the model's conditions are no JSON object")
                filters = found
            if self.varies:
                variations = read_variations(self._ask("variations_v1", question, deadline), question)
        except QuorumError:
            return Expansion(variations, filters, ("expansion",))
        return Expansion(variations, filters)

    def _ask(self, version: QuestionPrompt, question: str, deadline: float) -> str:
        today = self.clock.now().date().isoformat()
        return self._listen(question_request(version, question, today), deadline)

    def _listen(self, request: ModelRequest, deadline: float) -> str:
        stream = PulledStream(self.model.stream(request))
        reply = ""
        try:
            while (left := deadline - self.clock.monotonic()) > 0:
                event = stream.next(left)
                if not isinstance(event, TextDelta) or len(reply) > _MAX_REPLY_CHARS:
                    return reply
                reply += event.text
        except Empty:
            pass
        finally:
            stream.close()
        raise TimedOut(f"the question's model took longer than {self.limit_s!r} seconds")
