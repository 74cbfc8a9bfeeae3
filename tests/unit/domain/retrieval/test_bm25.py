from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.retrieval.bm25 import (
    Statistics,
    inverse_frequency,
    joined,
    postings_of,
    saturation,
    summed,
    term_number,
)

chunk_terms = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 300), max_size=6)


def as_dict(postings):
    columns = (postings.terms, postings.chunks, postings.frequencies)
    return {(int(term), int(chunk)): int(count) for term, chunk, count in zip(*columns, strict=True)}


def test_saturation_follows_the_formula():
    saturated = saturation(np.array([2], np.int8), np.array([10], np.uint16), mean_length=20.0)
    assert saturated[0] == pytest.approx(2 / (2 + 1.2 * (0.25 + 0.75 * 10 / 20)))


def test_inverse_frequency_is_lucenes_and_above_zero_for_every_term():
    assert inverse_frequency(3, 10) == pytest.approx(math.log(1 + 7.5 / 3.5))
    assert inverse_frequency(10, 10) > 0
    assert inverse_frequency(12, 10) == inverse_frequency(10, 10)


@given(st.lists(chunk_terms, max_size=6), st.sets(st.integers(0, 5)))
def test_what_is_added_and_removed_leaves_what_was_never_removed(chunks, removed):
    added = [postings_of(number, counts, 5) for number, counts in enumerate(chunks)]
    taken = [added[number].negative() for number in removed if number < len(added)]
    kept = [postings for number, postings in enumerate(added) if number not in removed]
    assert as_dict(summed(joined([*taken, *added]))) == as_dict(summed(joined(kept)))


def test_a_removal_that_waits_for_its_posting_is_kept():
    postings = postings_of(7, {"a": 3}, 5).negative()
    assert as_dict(summed(postings)) == {(term_number("a"), 7): -3}


def test_sums_are_sorted_by_term_then_chunk():
    total = summed(joined([postings_of(9, {"a": 1, "b": 1}, 2), postings_of(3, {"b": 2, "a": 1}, 3)]))
    keys = list(zip(total.terms.tolist(), total.chunks.tolist(), strict=True))
    assert keys == sorted(keys)


def test_nothing_indexed_still_has_a_mean_length():
    assert Statistics(0, 0).mean_length == 1.0
