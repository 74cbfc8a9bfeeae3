from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.retrieval.fusion import best_first, fuse_convex, fuse_zscores

WEIGHTS = {"dense": 0.25, "lexical": 0.25, "late_interaction": 0.5}


def legs_of(score):
    scores = st.dictionaries(st.sampled_from("abcdefgh"), score, max_size=8)
    return st.fixed_dictionaries(dict.fromkeys(WEIGHTS, scores))


legs = legs_of(st.floats(-1, 50, allow_nan=False))
# Differences as small as rounding noise are equal by intent, in one unit and not in another.
legs_of_thousandths = legs_of(st.integers(-1000, 50_000).map(lambda thousandths: thousandths / 1000))


@given(legs)
def test_every_candidate_of_any_leg_is_fused_once_with_a_finite_score(legs):
    pool = set().union(*legs.values())
    minima = dict.fromkeys(WEIGHTS, -1.0)
    for fused in (
        fuse_zscores(legs, WEIGHTS, {}),
        fuse_convex(legs, WEIGHTS, minima),
    ):
        assert set(fused) == pool
        assert all(math.isfinite(score) for score in fused.values())


@given(legs_of_thousandths, st.floats(0.5, 20), st.floats(-100, 100))
def test_zscores_do_not_depend_on_the_unit_or_zero_of_a_leg(legs, factor, shift):
    moved = {**legs, "lexical": {key: value * factor + shift for key, value in legs["lexical"].items()}}
    before, after = fuse_zscores(legs, WEIGHTS, {}), fuse_zscores(moved, WEIGHTS, {})
    assert after == pytest.approx(before, abs=1e-5)


@given(legs)
def test_a_candidate_that_all_legs_score_higher_is_never_fused_lower(legs):
    complete = {leg: {key: found.get(key, -1.0) for key in "abcdefgh"} for leg, found in legs.items()}
    for fused in (
        fuse_zscores(complete, WEIGHTS, {}),
        fuse_convex(complete, WEIGHTS, dict.fromkeys(WEIGHTS, -1.0)),
    ):
        for better in "abcdefgh":
            for worse in "abcdefgh":
                if all(found[better] >= found[worse] for found in complete.values()):
                    assert fused[better] >= fused[worse] - 1e-9


@given(legs)
def test_being_missing_is_never_better_than_any_score_the_leg_gave(legs):
    minima = dict.fromkeys(WEIGHTS, -1.0)
    pool = set().union(*legs.values())
    for missing in pool - set(legs["dense"]) if legs["dense"] else ():
        with_lowest = {**legs, "dense": {**legs["dense"], missing: -1.0}}
        assert (
            fuse_convex(legs, WEIGHTS, minima)[missing]
            <= fuse_convex(with_lowest, WEIGHTS, minima)[missing] + 1e-9
        )


@given(legs)
def test_convex_scores_lie_between_zero_and_one(legs):
    fused = fuse_convex(legs, WEIGHTS, dict.fromkeys(WEIGHTS, -1.0))
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in fused.values())


def test_a_leg_that_found_nothing_does_not_dampen_the_others():
    with_empty = fuse_convex({"dense": {"a": 0.8}, "lexical": {}}, WEIGHTS, {"dense": -1.0, "lexical": 0.0})
    assert with_empty == {"a": pytest.approx(1.0)}


def test_equal_scores_of_a_leg_tell_nothing_apart():
    legs = {"dense": {"a": 0.5, "b": 0.4}, "lexical": {"a": 7.0, "b": 7.0}}
    fused = fuse_zscores(legs, WEIGHTS, {})
    assert fused["a"] == pytest.approx(0.5)
    assert fused["b"] == pytest.approx(-0.5)


def test_ties_are_ordered_by_id_so_that_the_order_can_be_repeated():
    assert best_first({"b": 1.0, "c": 2.0, "a": 1.0}) == ["c", "a", "b"]


def test_where_a_leg_has_a_lowest_possible_score_the_missing_have_that():
    legs = {"dense": {"a": 0.5, "b": 0.5, "c": 0.5}, "lexical": {"a": 9.0, "b": 8.0}}
    open_, closed = fuse_zscores(legs, WEIGHTS, {}), fuse_zscores(legs, WEIGHTS, {"lexical": 0.0})
    assert open_["b"] == open_["c"]
    assert closed["b"] > closed["c"]
