from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.retrieval.diversity import diverse_order
from genai_core.errors import InvalidInput

EAST, NEARLY_EAST, NORTH = [1.0, 0.0], [0.995, 0.0998], [0.0, 1.0]


def unit(*rows) -> np.ndarray:
    return np.array(rows, np.float32)


def test_what_repeats_the_best_comes_after_something_else():
    assert diverse_order([3.0, 2.9, 1.0], unit(EAST, NEARLY_EAST, NORTH), 0.5) == [0, 2, 1]


def test_a_balance_of_one_keeps_the_order_by_relevance():
    assert diverse_order([1.0, 3.0, 2.0], unit(EAST, NEARLY_EAST, NORTH), 1.0) == [1, 2, 0]


def test_equal_scores_are_told_apart_by_likeness_alone():
    assert diverse_order([1.0, 1.0, 1.0], unit(EAST, NEARLY_EAST, NORTH), 0.7) == [0, 2, 1]


def test_it_equals_the_definition_of_carbonell_and_goldstein():
    random = np.random.default_rng(5)
    vectors = random.normal(size=(12, 6)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    scores = random.random(12)
    scaled = (scores - scores.min()) / np.ptp(scores)
    expected: list[int] = []
    while len(expected) < 12:
        left = [index for index in range(12) if index not in expected]
        marginal = [
            0.6 * scaled[index]
            - 0.4 * max((float(vectors[index] @ vectors[taken]) for taken in expected), default=0.0)
            for index in left
        ]
        expected.append(left[int(np.argmax(marginal))])
    assert diverse_order(scores.tolist(), vectors, 0.6) == expected


@pytest.mark.parametrize("balance", [-0.1, 1.1, float("nan")])
def test_a_balance_out_of_range_is_refused(balance):
    with pytest.raises(InvalidInput, match="balance"):
        diverse_order([1.0], unit(EAST), balance)


def test_a_vector_is_needed_for_each_score():
    with pytest.raises(InvalidInput, match="2 scores"):
        diverse_order([1.0, 2.0], unit(EAST), 0.5)


@given(st.lists(st.floats(-1e6, 1e6), max_size=20), st.floats(0, 1))
def test_every_candidate_comes_once(scores, balance):
    vectors = np.ones((len(scores), 3), np.float32) / np.float32(3**0.5)
    assert sorted(diverse_order(scores, vectors, balance)) == list(range(len(scores)))
