from __future__ import annotations

import numpy as np

from genai_core.domain.retrieval.token_frequencies import TokenFrequencies


def test_rare_pieces_weigh_more_and_unknown_ones_most():
    weights = TokenFrequencies(100, np.array([0, 90, 5], np.int64)).inverse(
        np.array([1, 2, 3, 30_000], np.int32)
    )
    assert weights.dtype == np.float32
    assert 0 < weights[0] < weights[1] < weights[2] == weights[3]


def test_an_empty_workspace_weighs_all_alike():
    weights = TokenFrequencies(0, np.empty(0, np.int64)).inverse(np.array([5, 7], np.int32))
    assert weights[0] == weights[1]
    assert np.isfinite(weights).all()
