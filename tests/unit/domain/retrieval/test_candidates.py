"""The order of candidates and the checks of a search's arguments, which all engines share."""

import numpy as np
import pytest

from genai_core.domain.identifiers import ChunkId
from genai_core.domain.retrieval.candidates import best_candidates, require_limit, require_vector
from genai_core.domain.retrieval.passages import Candidate
from genai_core.errors import InvalidInput


def candidate(name: str, score: float) -> Candidate:
    return Candidate(ChunkId(name), score)


def test_the_best_come_first_and_equals_are_ordered_by_id() -> None:
    candidates = [candidate("c", 1.0), candidate("b", 2.0), candidate("a", 1.0), candidate("d", -1.0)]
    assert [each.chunk_id for each in best_candidates(candidates, 3)] == ["b", "a", "c"]
    assert [each.chunk_id for each in best_candidates(candidates[::-1], 3)] == ["b", "a", "c"]
    assert len(best_candidates(candidates, 10)) == 4


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_is_refused(limit: int) -> None:
    with pytest.raises(InvalidInput, match=str(limit)):
        require_limit(limit)


def test_a_limit_of_one_and_a_finite_vector_pass() -> None:
    require_limit(1)
    require_vector(np.zeros(3, np.float32))


@pytest.mark.parametrize(
    "vector", [np.zeros((2, 3)), np.zeros(0), np.array([np.nan, 1.0]), np.array([np.inf])]
)
def test_any_other_vector_is_refused(vector: np.ndarray) -> None:
    with pytest.raises(InvalidInput, match="the shape"):
        require_vector(vector)
