"""Check the vectors that a remote encoder returns, and normalise them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.retrieval.encoder_profiles import EncoderProfile
from genai_core.errors import Misconfigured, Overloaded


def unit_vectors(rows: Any, count: int, profile: EncoderProfile) -> NDArray[np.float32]:
    """Returns the rows of an answer as [count, d] float32 of unit length.

    Raises:
        Overloaded: The answer is not one row of finite numbers per text.
        Misconfigured: The rows are longer or shorter than the encoder's vectors.
    """
    encoder = f"the encoder {profile.name!r}"
    try:
        vectors = (
            np.array(rows, np.float32).reshape(count, -1) if count else np.empty((0, profile.dimensions))
        )
    except (TypeError, ValueError):
        raise Overloaded(f"{encoder} returned {str(rows)!r:.80} for {count!r} texts") from None
    if len(rows) != count or not np.isfinite(vectors).all():
        raise Overloaded(f"{encoder} returned {len(rows)!r} vectors, or infinite values, for {count!r} texts")
    if vectors.shape[1] != profile.dimensions:
        raise Misconfigured(
            f"{encoder} returned vectors of {vectors.shape[1]} dimensions instead of {profile.dimensions}",
            remedy="Correct `dimensions` of this encoder in config.json. If its model was changed, give it a"
            " new name and embed its workspaces again: `quorum workspace move WORKSPACE --encoder NAME`.",
        )
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
