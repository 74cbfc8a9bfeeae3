"""Convert terms to Qdrant's sparse vectors; Qdrant weights them by IDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from genai_core.domain.retrieval.bm25 import MAX_FREQUENCY, MAX_LENGTH, saturation, term_number

MEAN_LENGTH = 70.0
"""Assumed mean length in stems, that of the chunker. The true mean would change with every write, and with it
all stored weights."""


def stored_terms(counts: Mapping[str, int], length: int) -> Any:
    """Returns a chunk's terms with their saturated BM25 frequencies; None without terms."""
    frequencies = np.minimum(np.fromiter(counts.values(), np.int64, len(counts)), MAX_FREQUENCY)
    lengths = np.full(len(counts), min(length, MAX_LENGTH), np.uint16)
    weights = saturation(frequencies.astype(np.int8), lengths, MEAN_LENGTH)
    return _sparse(dict(zip(counts, weights.tolist(), strict=True)))


def asked_terms(weights: Mapping[str, float]) -> Any:
    """Returns a question's terms with their weights; None without terms."""
    return _sparse(weights)


def _sparse(weights: Mapping[str, float]) -> Any:
    from qdrant_client import models  # noqa: PLC0415

    by_number: dict[int, float] = {}
    for term, weight in weights.items():
        # Qdrant's indices have 32 bits: of a million terms, some hundred collide.
        number = term_number(term) >> 31
        by_number[number] = by_number.get(number, 0.0) + weight
    if not by_number:
        return None
    return models.SparseVector(indices=list(by_number), values=list(by_number.values()))
