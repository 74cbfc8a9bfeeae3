"""Checks which models of the catalogue answer now, and why the others do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from genai_core.domain.chunks import Chunk
from genai_core.domain.identifiers import ChunkId, DocumentId, ModelId
from genai_core.domain.models import Finished, Message, ModelRequest, ModelSpec
from genai_core.domain.passages import Passage
from genai_core.errors import QuorumError
from genai_core.ports.clock import Clock
from genai_core.ports.language_model import LanguageModel

_FACT = "The colour of the sky on a clear day is blue."
_QUESTION = "What is the colour of the sky on a clear day?"
_MAX_TOKENS = 16
"""Enough to see it speak; a check of a paid model costs a fraction of a cent."""
_AT_ONCE = 8
PROBE = ModelRequest(
    question=_QUESTION,
    passages=(Passage(Chunk(ChunkId("probe"), DocumentId("probe"), 0, _FACT, ""), score=1.0),),
    system="Answer from the passage in a few words.",
    messages=(Message("user", f"Passage: {_FACT}\n\nQuestion: {_QUESTION}"),),
    max_output_tokens=_MAX_TOKENS,
)


@dataclass(frozen=True, slots=True)
class ModelHealth:
    """What came of asking one model something trivial.

    Attributes:
        reason: Why it does not answer, with the remedy; empty where it does.
        latency_ms: Until its end or its failure; includes loading where it was not loaded.
    """

    model_id: ModelId
    answers: bool
    latency_ms: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckModels:
    """Asks models whether they work.

    Attributes:
        model: Returns the language model behind a row of the catalogue.
    """

    model: Callable[[ModelSpec], LanguageModel]
    clock: Clock

    def __call__(self, specs: Sequence[ModelSpec]) -> list[ModelHealth]:
        """Asks all at once, and returns what came of it in the order given; never raises for a model."""
        if not specs:
            return []
        with ThreadPoolExecutor(min(_AT_ONCE, len(specs))) as threads:
            return list(threads.map(self._check, specs))

    def _check(self, spec: ModelSpec) -> ModelHealth:
        started = self.clock.monotonic()
        try:
            finished = any(isinstance(event, Finished) for event in self.model(spec).stream(PROBE))
            reason = "" if finished else "its stream ended without a finish"
        except QuorumError as error:
            reason = f"{type(error).__name__}: {error}"
        latency_ms = int((self.clock.monotonic() - started) * 1000)
        return ModelHealth(spec.model_id, not reason, latency_ms, reason)
