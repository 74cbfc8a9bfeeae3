from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.metrics.ranking import mean_with_interval, score_ranking

rankings = st.lists(st.sampled_from("abcdefghijklmno"), unique=True)


def test_a_perfect_ranking_scores_one_everywhere():
    assert set(score_ranking(["a", "b", "c"], {"a": 1, "b": 1}).values()) == {1.0}


def test_ndcg_discounts_by_the_logarithm_of_the_place():
    assert score_ranking(["x", "a"], {"a": 1})["ndcg@10"] == pytest.approx(1 / math.log2(3))
    assert score_ranking(["x", "y", "a"], {"a": 1})["mrr@10"] == pytest.approx(1 / 3)


def test_the_eleventh_place_counts_for_recall_at_a_hundred_only():
    ranking = [*"bcdefghijk", "a"]
    assert score_ranking(ranking, {"a": 1}) == {"ndcg@10": 0, "recall@10": 0, "recall@100": 1, "mrr@10": 0}


@settings(deadline=None)
@given(rankings, st.dictionaries(st.sampled_from("abcdefghijklmno"), st.integers(1, 3), min_size=1))
def test_every_metric_lies_between_zero_and_one(ranking, relevant):
    assert all(0 <= value <= 1 + 1e-9 for value in score_ranking(ranking, relevant).values())


@settings(deadline=None, max_examples=20)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_the_interval_is_around_the_mean_and_the_same_each_time(values):
    mean, low, high = mean_with_interval(values)
    assert low - 1e-9 <= mean <= high + 1e-9
    assert mean_with_interval(values) == (mean, low, high)
