"""Rate limits of models: what a call costs, and how long it must wait.

Each limit is a token bucket, stored as one moment (the generic cell rate algorithm, ITU-T I.371): the time
at which everything taken so far is refilled. A call moves that moment ahead by its cost; it fits if the
moment then lies no further ahead than the burst.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from genai_core.domain.generation.models import ModelRequest, ModelSpec
from genai_core.domain.generation.prompts import estimate_usage
from genai_core.domain.identifiers import ModelId

BURST_S = 60.0
"""Capacity of a bucket: a whole minute's allowance may be used at once, as providers count it."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What one call takes from one bucket.

    Attributes:
        model_id: All callers of a model share its buckets.
        cost_s: Seconds that the refill takes; at most the burst, so that a call larger than a minute's
            allowance waits for a full bucket and then runs.
    """

    model_id: ModelId
    unit: Literal["requests", "tokens"]
    cost_s: float

    @property
    def name(self) -> str:
        """Returns the name of the bucket."""
        return f"{self.model_id}#{self.unit}"


def charges_of(spec: ModelSpec, request: ModelRequest) -> tuple[Charge, ...]:
    """Returns what a call takes before it starts: one request, and the most tokens it may use."""
    tokens = estimate_usage(request).input_tokens + request.max_output_tokens
    charges: list[Charge] = []
    if spec.requests_per_minute:
        charges.append(Charge(spec.model_id, "requests", 60 / spec.requests_per_minute))
    if spec.tokens_per_minute:
        charges.append(token_charge(spec, tokens))
    return tuple(charges)


def token_charge(spec: ModelSpec, tokens: int) -> Charge:
    """Returns the charge for a number of tokens; the model must have a token limit."""
    return Charge(spec.model_id, "tokens", min(BURST_S, tokens * 60 / spec.tokens_per_minute))


def wait_s(refilled_at: float, cost_s: float, now: float) -> float:
    """Returns the seconds until a call fits; 0 if it fits now."""
    return max(0.0, refilled_at + cost_s - BURST_S - now)
