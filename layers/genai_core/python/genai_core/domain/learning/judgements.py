"""Judgements: whether answers proved right, and what a workspace learns from them.

Learnt are what a score is worth (see `calibration`) and how much each model's voice counts. A model was
right where it backed an answer that was right or stood against one that was wrong; its weight is the log
odds of that (the best weights of independent voters: Nitzan and Paroush 1982), drawn to the mean of all
models while judgements are few. Until then all weights are equal, which is a prior and is called one.
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
"""A model that was judged less often keeps the prior weight 1."""
PRIOR_JUDGEMENTS = 20
"""How many judgements the mean of all models counts as, in each model's own share."""
LEAST_WEIGHT, MOST_WEIGHT = 0.25, 2.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """One user's word on one served answer; a second one replaces the first.

    Attributes:
        score: 0 to 1, what the answer's own figures came to.
        backers: Models whose answers said what was served. others: Those that answered otherwise.
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
class Learnt:
    """What a workspace knows from its judgements.

    Attributes:
        weights: How much a model's voice counts, 1 in the mean; a model that is missing has the prior 1.
        calibration: None while too little was judged.
        bounds: Up to which share answers of which scores are wrong.
    """

    judgements: int
    learnt_at: str
    weights: dict[ModelId, float] = field(default_factory=dict[ModelId, float])
    calibration: Calibration | None = None
    bounds: tuple[ErrorBound, ...] = ()


def answer_score(agreement: float | None, groundedness: float | None, relevance: float) -> float:
    """Returns one score, 0 to 1, of an answer's own figures; those that do not apply are left out."""
    figures = [figure for figure in (agreement, groundedness, relevance) if figure is not None]
    return round(sum(figures) / len(figures), 4)


def judgement_of(done: Done, judge: UserId, *, is_right: bool, created_at: str) -> Judgement | None:
    """Returns the judgement of a whole answer; None where it served no one answer."""
    if not done.chosen_model or done.outcome is Outcome.NOT_FOUND:
        return None
    said = Counter(model for sentence in done.sentences for model in sentence.supporters)
    often = len(done.sentences) / 2
    backers = {done.chosen_model, *(model for model, times in said.items() if times >= often)}
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


def learn(judgements: Sequence[Judgement], learnt_at: str) -> Learnt:
    """Returns what the judgements teach; their order makes no difference."""
    ordered = sorted(judgements, key=lambda one: (one.run_id, one.judge))
    scores, right = [one.score for one in ordered], [one.is_right for one in ordered]
    return Learnt(
        judgements=len(ordered),
        learnt_at=learnt_at,
        weights=model_weights(ordered),
        calibration=calibrate(scores, right),
        bounds=error_bounds(scores, right),
    )


def model_weights(judgements: Sequence[Judgement]) -> dict[ModelId, float]:
    """Returns the weights of the models that were judged often enough, 1 in the mean; none where all rest
    on priors."""
    right: Counter[ModelId] = Counter()
    judged: Counter[ModelId] = Counter()
    for one in judgements:
        judged.update((*one.backers, *one.others))
        right.update(one.backers if one.is_right else one.others)
    known = [model for model, times in judged.items() if times >= MINIMUM_OF_MODEL]
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
    kept = min(0.99, max(0.01, share))
    return max(0.0, log(kept / (1 - kept)))
