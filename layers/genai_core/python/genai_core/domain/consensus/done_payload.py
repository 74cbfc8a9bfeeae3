"""The `done` payload: a verified answer as clients read it, in plain JSON values."""

from __future__ import annotations

from dataclasses import asdict
from enum import Enum
from typing import Any

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.generation.models import ModelAnswer


def done_payload(answer: VerifiedAnswer) -> dict[str, Any]:
    """Returns the payload of the `done` frame, of REST answers and of recorded turns."""
    return {
        "done": True,
        "run_id": answer.run_id,
        "answer": answer.text,
        "outcome": answer.outcome.value,
        "sentences": [_plain(asdict(sentence)) for sentence in answer.sentences],
        "citations": [_plain(asdict(citation)) for citation in answer.citations],
        "agreement": asdict(answer.agreement),
        "groundedness": asdict(answer.groundedness),
        "models": [_model(model) for model in answer.models],
        "chosen_model": answer.chosen_model,
        "made_by": answer.made_by,
        "further_calls": [_model(call) for call in answer.further],
        "relevance": answer.relevance,
        "probability": asdict(answer.probability) if answer.probability else None,
        "weights": {"are_priors": not answer.weights, "values": dict(answer.weights)},
        "disputed": list(answer.disputed),
        "usage": asdict(answer.usage),
        "timings_ms": dict(answer.timings_ms),
        "degraded": list(answer.degraded),
    }


def _model(model: ModelAnswer) -> dict[str, Any]:
    return {
        "id": model.model_id,
        "family": model.family,
        "status": model.status.value,
        "reason": model.reason,
        "text": model.text,
        "latency_ms": model.latency_ms,
        "first_token_ms": model.first_token_ms,
        "usage": asdict(model.usage),
        "cached": model.is_cached,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
