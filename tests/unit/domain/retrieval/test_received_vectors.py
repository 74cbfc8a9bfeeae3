"""Vectors that a remote encoder returns: checked and brought to unit length."""

from typing import Any

import numpy as np
import pytest

from genai_core.domain.identifiers import EncoderName
from genai_core.domain.retrieval.encoder_profiles import EncoderProfile
from genai_core.domain.retrieval.received_vectors import unit_vectors
from genai_core.errors import Misconfigured, Overloaded

PROFILE = EncoderProfile(EncoderName("remote"), 2, 256)


def test_rows_become_float32_of_unit_length_in_order() -> None:
    vectors = unit_vectors([[3, 4], [0, -2]], 2, PROFILE)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, [[0.6, 0.8], [0, -1]])


def test_no_texts_give_no_vectors_and_a_zero_row_stays_finite() -> None:
    assert unit_vectors([], 0, PROFILE).shape == (0, 2)
    np.testing.assert_array_equal(unit_vectors([[0.0, 0.0]], 1, PROFILE), [[0, 0]])


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[1.0, 0.0], [0.0, 1.0]],
        [[float("nan"), 1.0]],
        [[float("inf"), 1.0]],
        ["text"],
        [None],
    ],
)
def test_an_answer_that_is_not_one_row_of_numbers_per_text_may_be_asked_for_again(rows: Any) -> None:
    with pytest.raises(Overloaded, match="'remote'"):
        unit_vectors(rows, 1, PROFILE)


@pytest.mark.parametrize("row", [[1.0], [1.0, 2.0, 3.0]])
def test_vectors_of_another_length_are_a_fault_of_the_configuration(row: list[float]) -> None:
    with pytest.raises(Misconfigured, match=f"{len(row)} dimensions instead of 2") as refused:
        unit_vectors([row], 1, PROFILE)
    assert "config.json" in refused.value.remedy
