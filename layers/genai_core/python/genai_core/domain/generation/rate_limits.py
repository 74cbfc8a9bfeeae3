"""Rates: how much a model may be asked a minute, and how long a call must wait for its share.

The generic cell rate algorithm (ITU-T I.371), a token bucket kept as one moment: the time at which all
that was taken so far would have been used up at the allowed rate. Taking moves it on by what the call
costs; a call fits as long as it lies no further ahead than the burst.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from genai_core.domain.generation.models import ModelRequest, ModelSpec
from genai_core.domain.generation.prompts import estimate_usage
from genai_core.domain.identifiers import ModelId

BURST_S = 60.0
"""A whole minute's allowance may be used at once, as providers count it."""


@dataclass(frozen=True, slots=True)
class Taking:
    """What one call takes of one allowance.

    Attributes:
        model_id: Whose allowance; everyone who calls the same model shares it.
        cost_s: Seconds the allowed rate takes to make up for it; at most the burst, so that a call
            larger than a minute's allowance waits for all of it and then goes.
    """

    model_id: ModelId
    unit: Literal["requests", "tokens"]
    cost_s: float

    @property
    def name(self) -> str:
        return f"{self.model_id}#{self.unit}"


def wanted_takings(spec: ModelSpec, request: ModelRequest) -> tuple[Taking, ...]:
    """Returns what a call takes before it starts: one request, and the tokens it may come to at most."""
    tokens = estimate_usage(request).input_tokens + request.max_output_tokens
    takings: list[Taking] = []
    if spec.requests_per_minute:
        takings.append(Taking(spec.model_id, "requests", 60 / spec.requests_per_minute))
    if spec.tokens_per_minute:
        takings.append(token_taking(spec, tokens))
    return tuple(takings)


def token_taking(spec: ModelSpec, tokens: int) -> Taking:
    """Returns what so many tokens take; the limit must be set."""
    return Taking(spec.model_id, "tokens", min(BURST_S, tokens * 60 / spec.tokens_per_minute))


def wait_s(used_up_at: float, cost_s: float, now: float) -> float:
    """Returns how long a call must wait before it fits; 0 where it fits now."""
    return max(0.0, used_up_at + cost_s - BURST_S - now)
