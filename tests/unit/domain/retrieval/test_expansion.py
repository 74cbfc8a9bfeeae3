from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.identifiers import ChunkId
from genai_core.domain.retrieval.expansion import FEEDBACK_TERMS, feedback_weights, joined_candidates
from genai_core.domain.retrieval.passages import Candidate


def candidates(**scores: float) -> list[Candidate]:
    return [Candidate(ChunkId(name), score) for name, score in scores.items()]


def test_terms_of_the_best_chunks_weigh_a_fifth_in_all():
    asked = {"volum": 1.0, "encrypt": 1.0}
    best = [(Counter({"volum": 2, "key": 3}), 5), (Counter({"key": 1, "snapshot": 1}), 4)]
    weights = feedback_weights(asked, best, [2.0, 1.0])
    assert set(weights) == {"volum", "encrypt", "key", "snapshot"}
    added = sum(weights.values()) - 2.0
    assert added / sum(weights.values()) == pytest.approx(0.2)
    assert weights["key"] > weights["snapshot"] > 0
    assert weights["encrypt"] == 1.0


def test_pairs_and_identifiers_of_chunks_are_not_taken_over():
    weights = feedback_weights({"a": 1.0}, [(Counter({"b c": 5, "=x-1": 5, "b": 1}), 3)], [1.0])
    assert set(weights) == {"a", "b"}


def test_few_terms_are_added_however_much_was_found():
    best = [(Counter({f"t{n}": n for n in range(1, 200)}), 200)]
    assert len(feedback_weights({"a": 1.0}, best, [1.0])) == 1 + FEEDBACK_TERMS


def test_nothing_to_learn_from_leaves_the_question():
    assert feedback_weights({"a": 1.0}, [], []) == {"a": 1.0}
    assert feedback_weights({}, [(Counter({"b": 1}), 1)], [1.0]) == {}


def test_a_question_alone_keeps_its_list():
    found_first = candidates(a=3.0, b=2.0)
    assert joined_candidates([found_first], 1) == tuple(found_first[:1])
    assert joined_candidates([[], found_first], 5) == tuple(found_first)
    assert joined_candidates([[], []], 5) == ()


def test_what_several_texts_find_rises_and_what_only_a_variation_finds_is_there():
    joined = joined_candidates([candidates(a=3.0, b=2.9), candidates(b=3.0, c=1.0)], 5)
    assert [candidate.chunk_id for candidate in joined] == ["b", "a", "c"]


@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), st.floats(-1, 50)), max_size=4), st.integers(1, 8))
def test_all_that_was_found_is_there_once_best_first(lists, depth):
    lists_found = [
        sorted(candidates(**scores), key=lambda candidate: (-candidate.score, candidate.chunk_id))
        for scores in lists
    ]
    joined = joined_candidates(lists_found, depth)
    everything = {name for scores in lists for name in scores}
    assert len(joined) == min(depth, len(everything))
    assert {candidate.chunk_id for candidate in joined} <= everything
    assert [candidate.score for candidate in joined] == sorted(
        (candidate.score for candidate in joined), reverse=True
    )
