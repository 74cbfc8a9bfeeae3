"""Weigh models by how their votes predict whether an answer is correct: a logistic regression.

All weights are fitted together, so models that make the same mistakes share a weight instead of counting
twice. Each weight is drawn towards the mean of all, the more the fewer votes its model has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from genai_core.domain.identifiers import ModelId

DRAW_TO_MEAN = 20.0
"""Strength of the ridge penalty on a weight's distance from the mean, chosen on two public sets."""
_SWEEPS = 60
_LEAST_CURVATURE = 1e-6
_LARGEST_STEP = 1.0

Votes = Mapping[ModelId, int]
"""Of one judged answer: 1 for each model that supports it, -1 for each that answered otherwise."""


def fit_vote_weights(
    models: Sequence[ModelId], votes: Sequence[Votes], right: Sequence[bool]
) -> dict[ModelId, float]:
    """Returns each model's weight in the log odds that an answer is correct; not scaled, may be negative.

    Newton's method by coordinates; the order of the judgements makes no difference beyond rounding.
    """
    weights = dict.fromkeys(models, 0.0)
    signs = {name: {row: cast[name] for row, cast in enumerate(votes) if name in cast} for name in models}
    odds = [0.0] * len(votes)
    for _ in range(_SWEEPS):
        for name in models:
            pull = DRAW_TO_MEAN * (sum(weights.values()) / len(weights) - weights[name])
            step = _step(odds, signs[name], right, pull)
            weights[name] += step
            for row, sign in signs[name].items():
                odds[row] += step * sign
    return weights


def _step(odds: Sequence[float], signs: Mapping[int, int], right: Sequence[bool], pull: float) -> float:
    """Returns Newton's step of one coefficient, limited so that perfect votes do not overshoot."""
    slope, curvature = pull, DRAW_TO_MEAN + _LEAST_CURVATURE
    for row, sign in signs.items():
        probability = 1 / (1 + exp(-odds[row]))
        slope += sign * (right[row] - probability)
        curvature += probability * (1 - probability)
    return max(-_LARGEST_STEP, min(_LARGEST_STEP, slope / curvature))
