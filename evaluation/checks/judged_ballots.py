"""Ballots of a workspace whose members judge the served answers: weights from other questions only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from evaluation.checks.ballots import Ballot
from evaluation.checks.voting import winner
from genai_core.domain.consensus.votes import support_scores
from genai_core.domain.identifiers import ModelId, RunId, UserId
from genai_core.domain.learning.judgements import Judgement, model_weights

FOLDS = 5


def cross_weighted(cast: Sequence[Ballot]) -> list[Ballot]:
    """Returns the ballots with the weights that the product learns from the questions of the other folds.

    Only the answer that is served without a calibration is judged, as users do.
    """
    judged = [_judgement(ballot) for ballot in cast]
    weighted = list(cast)
    for fold in range(FOLDS):
        learnt = model_weights([item for number, item in enumerate(judged) if number % FOLDS != fold])
        for number in range(fold, len(cast), FOLDS):
            weighted[number] = with_weights(cast[number], learnt)
    return weighted


def learnt_weights(cast: Sequence[Ballot]) -> dict[ModelId, float]:
    """Returns the weights that the product learns from all these questions; empty if it keeps the priors."""
    return model_weights([_judgement(ballot) for ballot in cast])


def with_weights(ballot: Ballot, learnt: Mapping[ModelId, float]) -> Ballot:
    """Returns a ballot with learnt weights, and scores by them; unchanged if there are none."""
    if not learnt:
        return ballot
    reliability = np.array([learnt.get(ModelId(model), 1.0) for model in ballot.models])
    weights = ballot.weights * reliability
    scores = support_scores(ballot.table, weights, reliability)
    return replace(ballot, weights=weights, reliability=reliability, scores=scores)


def _judgement(ballot: Ballot) -> Judgement:
    served = winner(ballot, range(len(ballot.models)))
    voters = [index for index in range(len(ballot.models)) if ballot.weights[index] > 0]
    backers = [index for index in voters if index == served or ballot.table.agree(served, index)]
    return Judgement(
        run_id=RunId(""),
        judge=UserId(""),
        is_right=bool(ballot.right[served]),
        score=float(ballot.scores[served]),
        backers=tuple(ModelId(ballot.models[index]) for index in backers),
        others=tuple(ModelId(ballot.models[index]) for index in voters if index not in backers),
        created_at="",
    )
