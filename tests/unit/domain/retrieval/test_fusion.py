from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.identifiers import ChunkId
from genai_core.domain.retrieval.fusion import best_first, fuse_convex, fuse_zscores

IDS = tuple(map(ChunkId, "abcdefgh"))
A, B, C, *_ = IDS
WEIGHTS = {"dense": 0.25, "lexical": 0.25, "late_interaction": 0.5}


def retriever_scores(score):
    scores = st.dictionaries(st.sampled_from(IDS), score, max_size=8)
    return st.fixed_dictionaries(dict.fromkeys(WEIGHTS, scores))


scores_of_retrievers = retriever_scores(st.floats(-1, 50, allow_nan=False))
# Differences as small as rounding noise are equal by intent, in one unit and not in another.
scores_in_thousandths = retriever_scores(
    st.integers(-1000, 50_000).map(lambda thousandths: thousandths / 1000)
)


@given(scores_of_retrievers)
def test_every_candidate_of_any_retriever_is_fused_once_with_a_finite_score(scores):
    pool = set().union(*scores.values())
    minima = dict.fromkeys(WEIGHTS, -1.0)
    for fused in (
        fuse_zscores(scores, WEIGHTS, {}),
        fuse_convex(scores, WEIGHTS, minima),
    ):
        assert set(fused) == pool
        assert all(math.isfinite(score) for score in fused.values())


@given(scores_in_thousandths, st.floats(0.5, 20), st.floats(-100, 100))
def test_zscores_do_not_depend_on_the_unit_or_zero_of_a_retriever(scores, factor, shift):
    moved = {**scores, "lexical": {key: value * factor + shift for key, value in scores["lexical"].items()}}
    before, after = fuse_zscores(scores, WEIGHTS, {}), fuse_zscores(moved, WEIGHTS, {})
    assert after == pytest.approx(before, abs=1e-5)


@given(scores_of_retrievers)
def test_a_candidate_that_all_retrievers_score_higher_is_never_fused_lower(scores):
    complete = {
        retriever: {key: scored.get(key, -1.0) for key in IDS} for retriever, scored in scores.items()
    }
    for fused in (
        fuse_zscores(complete, WEIGHTS, {}),
        fuse_convex(complete, WEIGHTS, dict.fromkeys(WEIGHTS, -1.0)),
    ):
        for better in IDS:
            for worse in IDS:
                if all(scored[better] >= scored[worse] for scored in complete.values()):
                    assert fused[better] >= fused[worse] - 1e-9


@given(scores_of_retrievers)
def test_being_missing_is_never_better_than_any_score_the_retriever_gave(scores):
    minima = dict.fromkeys(WEIGHTS, -1.0)
    pool = set().union(*scores.values())
    for missing in pool - set(scores["dense"]) if scores["dense"] else ():
        with_lowest = {**scores, "dense": {**scores["dense"], missing: -1.0}}
        assert (
            fuse_convex(scores, WEIGHTS, minima)[missing]
            <= fuse_convex(with_lowest, WEIGHTS, minima)[missing] + 1e-9
        )


@given(scores_of_retrievers)
def test_convex_scores_lie_between_zero_and_one(scores):
    fused = fuse_convex(scores, WEIGHTS, dict.fromkeys(WEIGHTS, -1.0))
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in fused.values())


def test_a_retriever_that_found_nothing_does_not_dampen_the_others():
    with_empty = fuse_convex({"dense": {A: 0.8}, "lexical": {}}, WEIGHTS, {"dense": -1.0, "lexical": 0.0})
    assert with_empty == {A: pytest.approx(1.0)}


def test_equal_scores_of_a_retriever_tell_nothing_apart():
    scores = {"dense": {A: 0.5, B: 0.4}, "lexical": {A: 7.0, B: 7.0}}
    fused = fuse_zscores(scores, WEIGHTS, {})
    assert fused[A] == pytest.approx(0.5)
    assert fused[B] == pytest.approx(-0.5)


def test_ties_are_ordered_by_id_so_that_the_order_can_be_repeated():
    assert best_first({B: 1.0, C: 2.0, A: 1.0}) == [C, A, B]


def test_where_a_retriever_has_a_lowest_possible_score_the_missing_have_that():
    scores = {"dense": {A: 0.5, B: 0.5, C: 0.5}, "lexical": {A: 9.0, B: 8.0}}
    open_, closed = fuse_zscores(scores, WEIGHTS, {}), fuse_zscores(scores, WEIGHTS, {"lexical": 0.0})
    assert open_[B] == open_[C]
    assert closed[B] > closed[C]
