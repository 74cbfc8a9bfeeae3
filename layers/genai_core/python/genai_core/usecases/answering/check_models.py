"""Checks which models of the catalogue answer now, and why the others do not."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Lock, Thread

from genai_core.domain.generation.models import Finished, Message, ModelRequest, ModelSpec
from genai_core.domain.identifiers import ChunkId, DocumentId, ModelId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.passages import Passage
from genai_core.errors import QuorumError
from genai_core.ports.clock import Clock
from genai_core.ports.language_model import LanguageModel

_FACT = "The colour of the sky on a clear day is blue."
_QUESTION = "What is the colour of the sky on a clear day?"
_MAX_TOKENS = 16
"""Enough to see that it answers; a check of a paid model costs a fraction of a cent."""
LIMIT_S = 12.0
"""Less than a gateway waits; a model that needs longer for a few words is of no use now."""
KEPT_S = 60.0
PROBE = ModelRequest(
    question=_QUESTION,
    passages=(Passage(Chunk(ChunkId("probe"), DocumentId("probe"), 0, _FACT, ""), score=1.0),),
    system="Answer from the passage in a few words.",
    messages=(Message("user", f"Passage: {_FACT}\n\nQuestion: {_QUESTION}"),),
    max_output_tokens=_MAX_TOKENS,
)


@dataclass(frozen=True, slots=True)
class ModelHealth:
    """Result of asking one model something trivial.

    Attributes:
        reason: Why it does not answer, with the remedy; empty if it does.
        latency_ms: Until its end or its failure; includes the time to load it.
    """

    model_id: ModelId
    answers: bool
    latency_ms: int
    reason: str = ""


@dataclass(slots=True)
class CheckModels:
    """Asks models whether they work, at most once in a while.

    Attributes:
        model: Returns the language model behind a row of the catalogue.
        limit_s: Time limit per model in seconds; a slower one is reported as not answering.
        kept_s: How long a report is reused, in seconds.
    """

    model: Callable[[ModelSpec], LanguageModel]
    clock: Clock
    limit_s: float = LIMIT_S
    kept_s: float = KEPT_S
    _reported: tuple[tuple[ModelSpec, ...], float, list[ModelHealth]] = ((), 0.0, [])
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, specs: Sequence[ModelSpec]) -> list[ModelHealth]:
        """Asks all in parallel, and returns the results in the order given; never raises for a model."""
        # A caller that arrives during a check waits for its report instead of asking again.
        with self._lock:
            now = self.clock.monotonic()
            known, at, report = self._reported
            if known != tuple(specs) or now - at >= self.kept_s:
                report = self._ask_all(specs)
                self._reported = tuple(specs), now, report
            return list(report)

    def _ask_all(self, specs: Sequence[ModelSpec]) -> list[ModelHealth]:
        reports: Queue[ModelHealth] = Queue()
        for spec in specs:
            Thread(target=self._report, args=(spec, reports), daemon=True).start()
        by_model: dict[ModelId, ModelHealth] = {}
        deadline = time.monotonic() + self.limit_s
        with contextlib.suppress(Empty):
            while len(by_model) < len(specs):
                health = reports.get(timeout=max(0.0, deadline - time.monotonic()))
                by_model[health.model_id] = health
        return [by_model.get(spec.model_id) or self._late(spec) for spec in specs]

    def _report(self, spec: ModelSpec, reports: Queue[ModelHealth]) -> None:
        reports.put(self._check(spec))

    def _late(self, spec: ModelSpec) -> ModelHealth:
        reason = f"TimedOut: it did not end within {self.limit_s:g} s"
        return ModelHealth(spec.model_id, False, int(self.limit_s * 1000), reason)

    def _check(self, spec: ModelSpec) -> ModelHealth:
        started = self.clock.monotonic()
        try:
            finished = any(isinstance(event, Finished) for event in self.model(spec).stream(PROBE))
            reason = "" if finished else "its stream ended without a finish"
        except QuorumError as error:
            reason = f"{type(error).__name__}: {error}"
        latency_ms = int((self.clock.monotonic() - started) * 1000)
        return ModelHealth(spec.model_id, not reason, latency_ms, reason)
