"""Convert a verified answer to the wire contract."""

from __future__ import annotations

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.consensus.findings import findings_of
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.protocol.answers import ModelResult
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.figures import Weights


def done_of(answer: VerifiedAnswer) -> Done:
    """Returns all that clients read about an answer: over REST, in recorded turns, and as a frame."""
    return Done(
        run_id=answer.run_id,
        answer=answer.text,
        outcome=answer.outcome,
        sentences=answer.sentences,
        citations=answer.citations,
        agreement=answer.agreement,
        groundedness=answer.groundedness,
        models=tuple(map(_result, answer.models)),
        chosen_model=answer.chosen_model,
        made_by=answer.made_by,
        further_calls=tuple(map(_result, answer.further)),
        relevance=answer.relevance,
        probability=answer.probability,
        promise=answer.promise,
        weights=Weights(are_priors=not answer.weights, values={**answer.weights}),
        claims=answer.claims,
        findings=findings_of(answer),
        disputed=answer.disputed,
        nearest=answer.nearest,
        documents=answer.documents,
        provisional=answer.provisional,
        certificate=answer.certificate,
        usage=answer.usage,
        timings_ms=answer.timings_ms,
        degraded=answer.degraded,
    )


def _result(model: ModelAnswer) -> ModelResult:
    return ModelResult(
        id=model.model_id,
        family=model.family,
        status=model.status,
        reason=model.reason,
        text=model.text,
        latency_ms=model.latency_ms,
        first_token_ms=model.first_token_ms,
        usage=model.usage,
        cached=model.is_cached,
        cut=model.is_cut,
    )
