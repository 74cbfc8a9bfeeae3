"""Calibrate a workspace by judged answers: its scores (see `calibration`) and the weights of its models.

A model's weight says how much its vote for or against an answer predicts that the answer is correct (see
`vote_weights`). Without enough judgements all models keep the prior weight 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from genai_core.domain.identifiers import ModelId, RunId, UserId
from genai_core.domain.learning.calibration import MINIMUM_OF_EACH, Calibration, calibrate
from genai_core.domain.learning.promises import ErrorBound, error_bounds
from genai_core.domain.learning.vote_weights import fit_vote_weights
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.outcomes import ModelStatus, Outcome

MINIMUM_OF_MODEL = 20
"""A model with fewer judgements keeps the prior weight 1."""
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
    """Returns the weights of the models that were judged often enough, 1 on average.

    Empty if fewer than two were, if nearly all answers were correct or wrong, or if votes predict nothing.
    """
    judged = Counter(name for judgement in judgements for name in (*judgement.backers, *judgement.others))
    known = sorted(model for model, count in judged.items() if count >= MINIMUM_OF_MODEL)
    right = [judgement.is_right for judgement in judgements]
    if len(known) < 2 or min(sum(right), len(right) - sum(right)) < MINIMUM_OF_EACH:
        return {}
    votes = [
        {**dict.fromkeys(judgement.backers, 1), **dict.fromkeys(judgement.others, -1)}
        for judgement in judgements
    ]
    fitted = fit_vote_weights(known, votes, right)
    middle = sum(fitted.values()) / len(fitted)
    if middle <= 0:
        return {}
    return {
        model: round(min(MOST_WEIGHT, max(LEAST_WEIGHT, value / middle)), 3)
        for model, value in fitted.items()
    }
