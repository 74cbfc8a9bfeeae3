"""Add tokens and cost to a model's call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from genai_core.domain.generation.models import Finished, ModelEvent, ModelRequest, ModelSpec
from genai_core.domain.generation.prompts import estimate_usage
from genai_core.domain.protocol.figures import Usage
from genai_core.ports.language_model import LanguageModel


@dataclass(frozen=True, slots=True)
class PricedLanguageModel:
    """A LanguageModel whose `Finished` event always has the tokens and their price.

    If the provider does not count tokens, they are estimated from the texts; prices come from the catalogue.
    """

    inner: LanguageModel
    spec: ModelSpec

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the inner model's events; see the port."""
        pieces: list[str] = []
        for event in self.inner.stream(request):
            if isinstance(event, Finished):
                yield Finished(self._priced(event.usage, request, "".join(pieces)), event.stop_reason)
                return
            pieces.append(event.text)
            yield event

    def _priced(self, usage: Usage, request: ModelRequest, answer: str) -> Usage:
        estimated = estimate_usage(request, answer)
        read = usage.input_tokens or estimated.input_tokens
        written = usage.output_tokens or estimated.output_tokens
        cost = (read * self.spec.input_price + written * self.spec.output_price) / 1e6
        return Usage(read, written, cost)
