"""Voting over ballots: the full vote, early exit at a quorum, and a cascade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from evaluation.checks.ballots import Ballot
from genai_core.domain.consensus.agreeing_sets import largest_agreeing_set
from genai_core.domain.consensus.votes import support_scores

ORDERS = 12
"""Arrival orders tried for each question; the same ones in every run."""


def vote(ballot: Ballot) -> bool:
    """True if the best supported answer is right."""
    return bool(ballot.right[winner(ballot, range(len(ballot.models)))])


def best_single(cast: Sequence[Ballot]) -> tuple[str, dict[str, float]]:
    """Returns the most accurate model, and the accuracy of each."""
    verdicts: dict[str, list[bool]] = defaultdict(list)
    for ballot in cast:
        for model, right in zip(ballot.models, ballot.right, strict=True):
            verdicts[model].append(bool(right))
    accuracy = {model: float(np.mean(values)) for model, values in verdicts.items()}
    return max(accuracy, key=lambda model: accuracy[model]), accuracy


def early_exit(cast: Sequence[Ballot], size: int) -> dict[str, float]:
    """Returns accuracy and mean calls if a run ends as soon as `size` answers support each other."""
    random = np.random.default_rng(11)
    right: list[bool] = []
    calls: list[int] = []
    for ballot in cast:
        for _ in range(ORDERS):
            winner, used = _until_quorum(ballot, random.permutation(len(ballot.models)).tolist(), size)
            right.append(bool(ballot.right[winner]))
            calls.append(used)
    return {"accuracy": round(float(np.mean(right)), 4), "calls": round(float(np.mean(calls)), 3)}


def cascade(cast: Sequence[Ballot], strong: str) -> dict[str, float]:
    """Returns accuracy and how often the strong model is asked, for the best pair of the other models."""
    others = sorted({model for ballot in cast for model in ballot.models} - {strong})
    results = [_cascade_with(cast, pair, strong) for pair in combinations(others, 2)]
    return max(results, key=lambda result: result["accuracy"])


def _until_quorum(ballot: Ballot, order: list[int], size: int) -> tuple[int, int]:
    for used in range(size, len(order) + 1):
        arrived = order[:used]
        agreeing = [arrived[i] for i in _agreeing(ballot, arrived)]
        if len(agreeing) >= size:
            return winner(ballot, arrived, among=agreeing), used
    return winner(ballot, order), len(order)


def _cascade_with(cast: Sequence[Ballot], pair: tuple[str, ...], strong: str) -> dict[str, float]:
    right: list[bool] = []
    asked: list[bool] = []
    for ballot in cast:
        cheap = [i for i, model in enumerate(ballot.models) if model in pair]
        agree = len(cheap) == 2 and min(ballot.weights[cheap]) > 0 and ballot.table.agree(cheap[0], cheap[1])
        right.append(bool(ballot.right[_cascadewinner(ballot, cheap, strong, agree=agree)]))
        asked.append(not agree)
    return {
        "accuracy": round(float(np.mean(right)), 4),
        "strong_share": round(float(np.mean(asked)), 4),
    }


def _cascadewinner(ballot: Ballot, cheap: Sequence[int], strong: str, *, agree: bool) -> int:
    """Returns the model whose answer is served; the best of all if the strong model skipped the question."""
    if agree:
        return winner(ballot, cheap)
    if strong in ballot.models:
        return ballot.models.index(strong)
    return winner(ballot, cheap or range(len(ballot.models)))


def _agreeing(ballot: Ballot, arrived: Sequence[int]) -> tuple[int, ...]:
    return largest_agreeing_set(ballot.table.among(arrived), ballot.weights[list(arrived)])


def winner(ballot: Ballot, arrived: Sequence[int], among: Sequence[int] = ()) -> int:
    """Returns the best supported of the answers that came, from `among` if given."""
    indices = list(arrived)
    reliability = None if ballot.reliability is None else ballot.reliability[indices]
    scores = support_scores(ballot.table.among(indices), ballot.weights[indices], reliability)
    ranked = sorted(
        zip(scores, ballot.weights[indices], indices, strict=True), key=lambda x: (-x[0], -x[1], x[2])
    )
    return next(index for _, _, index in ranked if not among or index in among)
