from __future__ import annotations

import numpy as np

from genai_core.domain.retrieval.token_frequencies import TokenFrequencies


def test_rare_pieces_weigh_more_and_unknown_ones_most():
    found = TokenFrequencies(100, np.array([0, 90, 5], np.int64)).inverse(
        np.array([1, 2, 3, 30_000], np.int32)
    )
    assert found.dtype == np.float32
    assert 0 < found[0] < found[1] < found[2] == found[3]


def test_an_empty_workspace_weighs_all_alike():
    found = TokenFrequencies(0, np.empty(0, np.int64)).inverse(np.array([5, 7], np.int32))
    assert found[0] == found[1]
    assert np.isfinite(found).all()
