"""Calibrate a workspace by judged answers: its scores (see `calibration`) and the weights of its models.

A model was right if it supported an answer that was correct or opposed one that was wrong. Its weight is the
log odds of being right (optimal for independent voters: Nitzan and Paroush 1982), shrunk towards the mean of
all models while it has few judgements. Without enough judgements all models keep the prior weight 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log

from genai_core.domain.identifiers import ModelId, RunId, UserId
from genai_core.domain.learning.calibration import Calibration, calibrate
from genai_core.domain.learning.promises import ErrorBound, error_bounds
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.outcomes import ModelStatus, Outcome

MINIMUM_OF_MODEL = 20
"""A model with fewer judgements keeps the prior weight 1."""
PRIOR_JUDGEMENTS = 20
"""Pseudo-counts: how many judgements the mean of all models counts as in each model's own share."""
LEAST_WEIGHT, MOST_WEIGHT = 0.25, 2.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """One user's judgement of one served answer; a later one replaces it.

    Attributes:
        score: 0 to 1, from the answer's own figures; see `answer_score`.
        backers: Models whose answers agree with the served one. others: Those that answered differently.
        created_at: RFC 3339, UTC.
    """

    run_id: RunId
    judge: UserId
    is_right: bool
    score: float
    backers: tuple[ModelId, ...]
    others: tuple[ModelId, ...]
    created_at: str


@dataclass(frozen=True, slots=True)
class WorkspaceCalibration:
    """What the judgements of a workspace show so far.

    Attributes:
        weights: How much each model counts, 1 on average; a missing model has the prior weight 1.
        calibration: None while too few answers are judged.
        bounds: Upper bounds on the share of wrong answers, by the lowest score served.
    """

    judgements: int
    learnt_at: str
    weights: dict[ModelId, float] = field(default_factory=dict[ModelId, float])
    calibration: Calibration | None = None
    bounds: tuple[ErrorBound, ...] = ()


def answer_score(agreement: float | None, groundedness: float | None, relevance: float) -> float:
    """Returns the mean of an answer's own figures, 0 to 1; figures that do not apply are left out."""
    figures = [figure for figure in (agreement, groundedness, relevance) if figure is not None]
    return round(sum(figures) / len(figures), 4)


def judgement_of(done: Done, judge: UserId, *, is_right: bool, created_at: str) -> Judgement | None:
    """Returns the judgement of an answer; None if the run served no single answer."""
    if not done.chosen_model or done.outcome is Outcome.NOT_FOUND:
        return None
    supported = Counter(model for sentence in done.sentences for model in sentence.supporters)
    half = len(done.sentences) / 2
    backers = {done.chosen_model, *(model for model, count in supported.items() if count >= half)}
    answered = [model.id for model in done.models if model.status is ModelStatus.ANSWERED]
    return Judgement(
        run_id=RunId(done.run_id),
        judge=judge,
        is_right=is_right,
        score=answer_score(done.agreement.value, done.groundedness.value, done.relevance),
        backers=tuple(ModelId(model) for model in answered if model in backers),
        others=tuple(ModelId(model) for model in answered if model not in backers),
        created_at=created_at,
    )


def calibrate_workspace(judgements: Sequence[Judgement], learnt_at: str) -> WorkspaceCalibration:
    """Returns the calibration by these judgements, in any order."""
    ordered = sorted(judgements, key=lambda judgement: (judgement.run_id, judgement.judge))
    scores = [judgement.score for judgement in ordered]
    right = [judgement.is_right for judgement in ordered]
    return WorkspaceCalibration(
        judgements=len(ordered),
        learnt_at=learnt_at,
        weights=model_weights(ordered),
        calibration=calibrate(scores, right),
        bounds=error_bounds(scores, right),
    )


def model_weights(judgements: Sequence[Judgement]) -> dict[ModelId, float]:
    """Returns the weights of the models that were judged often enough, 1 on average; empty if fewer than two
    were."""
    right: Counter[ModelId] = Counter()
    judged: Counter[ModelId] = Counter()
    for judgement in judgements:
        judged.update((*judgement.backers, *judgement.others))
        right.update(judgement.backers if judgement.is_right else judgement.others)
    known = [model for model, count in judged.items() if count >= MINIMUM_OF_MODEL]
    if len(known) < 2:
        return {}
    mean = sum(right[model] for model in known) / sum(judged[model] for model in known)
    odds = {
        model: _log_odds((right[model] + PRIOR_JUDGEMENTS * mean) / (judged[model] + PRIOR_JUDGEMENTS))
        for model in sorted(known)
    }
    middle = sum(odds.values()) / len(odds)
    return {
        model: round(min(MOST_WEIGHT, max(LEAST_WEIGHT, value / middle if middle > 0 else 1.0)), 3)
        for model, value in odds.items()
    }


def _log_odds(share: float) -> float:
    clipped = min(0.99, max(0.01, share))
    return max(0.0, log(clipped / (1 - clipped)))
