"""Order candidates and check the arguments of a search, equally in every engine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.retrieval.passages import Candidate
from genai_core.errors import InvalidInput


def best_candidates(candidates: Sequence[Candidate], limit: int) -> list[Candidate]:
    """Returns the `limit` best candidates; ties are ordered by id."""
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.chunk_id))[:limit]


def require_limit(limit: int) -> None:
    """Raises InvalidInput if `limit` is below 1."""
    if limit < 1:
        raise InvalidInput(f"the limit is {limit!r}", remedy="Ask for at least one.")


def require_vector(vector: NDArray[np.float32]) -> None:
    """Raises InvalidInput if `vector` is not [d] with finite numbers."""
    if vector.ndim != 1 or not len(vector) or not np.isfinite(vector).all():
        raise InvalidInput(
            f"the vector has the shape {vector.shape!r}", remedy="It must be [d], of finite numbers."
        )
