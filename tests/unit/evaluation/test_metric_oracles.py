"""Our figures of merit beside those of scikit-learn and ir-measures, on the same made-up results."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.metrics.figures import auprc, auroc, balanced_accuracy, f1, fit_isotonic
from evaluation.metrics.ranking import score_ranking

# Few distinct scores, so that ties are common; both classes are there.
judged = st.lists(st.tuples(st.integers(0, 8), st.booleans()), min_size=4, max_size=60).filter(
    lambda rows: len({is_right for _, is_right in rows}) == 2
)
Rows = list[tuple[int, bool]]


def split(rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    scores, right = zip(*rows, strict=True)
    return np.array(scores, np.float64) / 8, np.array(right, bool)


@given(judged)
def test_classification_figures_are_those_of_scikit_learn(rows: Rows) -> None:
    from sklearn.metrics import (  # noqa: PLC0415  (takes 2 s of each process that collects tests)
        average_precision_score,
        balanced_accuracy_score,
        f1_score,
        roc_auc_score,
    )

    scores, right = split(rows)
    assert auroc(scores, right) == pytest.approx(roc_auc_score(right, scores))
    assert auprc(scores, right) == pytest.approx(average_precision_score(right, scores))
    predicted = scores > 0.5
    theirs = f1_score(right, predicted, zero_division=0)  # pyright: ignore[reportArgumentType]  # takes 0 too
    assert f1(predicted, right) == pytest.approx(theirs)
    assert balanced_accuracy(predicted, right) == pytest.approx(balanced_accuracy_score(right, predicted))


@given(judged)
def test_the_isotonic_fit_is_that_of_scikit_learn_at_every_score_it_saw(rows: Rows) -> None:
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415  (as above)

    scores, right = split(rows)
    expected = IsotonicRegression(out_of_bounds="clip").fit(scores, right.astype(float)).predict(scores)
    assert fit_isotonic(scores, right)(scores) == pytest.approx(expected)


@given(
    st.lists(st.sampled_from("abcdefghijklmnopqrst"), min_size=1, unique=True),
    st.dictionaries(st.sampled_from("abcdefghijklmnopqrst"), st.integers(1, 3), min_size=1),
)
def test_ranking_figures_are_those_of_ir_measures(ranking: list[str], relevant: dict[str, int]) -> None:
    ir_measures = pytest.importorskip("ir_measures", reason="no wheel of it for Linux on ARM")
    run = {"q": {document: float(-rank) for rank, document in enumerate(ranking)}}
    # The gain of a grade is the grade itself, as in ours.
    wanted = {"ndcg@10": "nDCG@10", "recall@10": "R@10", "recall@100": "R@100", "mrr@10": "RR@10"}
    measures = {name: ir_measures.parse_measure(theirs) for name, theirs in wanted.items()}
    figures = ir_measures.calc_aggregate(measures.values(), {"q": relevant}, run)
    assert score_ranking(ranking, relevant) == pytest.approx(
        {name: figures[measure] for name, measure in measures.items()}
    )
