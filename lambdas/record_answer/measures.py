"""Writes the metrics of a question that ended."""

from __future__ import annotations

from collections.abc import Iterator

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.generation.breakers import is_open_breaker_reason
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.protocol.outcomes import Outcome
from genai_core.errors import CALLERS_ERRORS, NoAnswer, Throttled
from lambdas.catalogue import metrics
from lambdas.catalogue.metrics import Metric
from lambdas.measures import measure

FAILED = (ModelStatus.FAILED, ModelStatus.TIMED_OUT)


def measure_answer(answer: VerifiedAnswer) -> None:
    """Counts an answer: outcome, stages, shares and cost, and each model's calls."""
    measure({metrics.ANSWERS: 1}, outcome=answer.outcome)
    for stage in metrics.STAGES:
        if stage in answer.timings_ms:
            measure({metrics.STAGE_SECONDS: answer.timings_ms[stage] / 1000}, stage=stage)
    measure(dict(_of_answer(answer)))
    for model in (*answer.models, *answer.further):
        measure(dict(_of_model(model)), model=model.model_id)


def measure_error(code: str) -> None:
    """Counts a question that ended in an error; `code` is the error's class name."""
    is_silence = code == NoAnswer.__name__
    measure({metrics.ANSWERS: 1}, outcome=Outcome.NO_ANSWER if is_silence else metrics.ENDED_IN_ERROR)
    if code in {kind.__name__ for kind in CALLERS_ERRORS}:
        measure({metrics.REFUSALS: 1})
    else:
        measure({metrics.FAILED_ANSWERS: 1})


def _of_answer(answer: VerifiedAnswer) -> Iterator[tuple[Metric, float]]:
    for metric, share in ((metrics.AGREEMENT, answer.agreement), (metrics.GROUNDEDNESS, answer.groundedness)):
        if share.value is not None:
            yield metric, share.value
    if answer.degraded:
        yield metrics.DEGRADED, len(answer.degraded)
        # The error may have stopped the stage before it was counted.
        yield metrics.FAILURES, len(answer.degraded)
    if answer.usage.cost_usd:
        yield metrics.COST, answer.usage.cost_usd
    if failed := sum(model.status in FAILED for model in answer.models):
        yield metrics.FAILED_MODELS, failed


def _of_model(model: ModelAnswer) -> Iterator[tuple[Metric, float]]:
    if model.status is ModelStatus.ANSWERED and not model.is_cached:
        yield metrics.MODEL_SECONDS, model.latency_ms / 1000
    if tokens := model.usage.input_tokens + model.usage.output_tokens:
        yield metrics.MODEL_TOKENS, tokens
    if model.usage.cost_usd:
        yield metrics.MODEL_COST, model.usage.cost_usd
    if model.is_cached:
        yield metrics.MODEL_CACHE_HITS, 1
    if model.status in FAILED:
        yield metrics.MODEL_FAILURES, 1
    if model.reason.startswith(f"{Throttled.__name__}:"):
        yield metrics.MODEL_THROTTLES, 1
    if is_open_breaker_reason(model.reason):
        yield metrics.MODEL_RESTS, 1
