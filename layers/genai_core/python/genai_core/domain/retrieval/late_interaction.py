"""Late interaction over stored token vectors: each word of a question looks for its best match in a chunk.

The score is the MaxSim of ColBERT (Khattab and Zaharia, 2020), weighted per question token. Vectors are
stored small: projected on one fixed orthonormal basis of 96 axes (the principal axes of the encoder's
token vectors, learnt once on Python's documentation), each axis rounded to one of 16 levels that are
optimal for a normal distribution (Lloyd, 1982; Max, 1960), two axes a byte. The basis is part of the
storage form: changing it means embedding every chunk again.

Storage form, little endian, t tokens: t word-piece ids (uint16), then t rows of 48 bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.ingestion.chunks import TokenVectors

AXES = 96
_ROW_BYTES = AXES // 2
_TOKEN_BYTES = 2 + _ROW_BYTES
_BASIS_FILE = Path(__file__).parent / "token_basis.npz"


@dataclass(frozen=True, slots=True, eq=False)
class TokenBasis:
    """What turns token vectors into their storage form and back.

    Attributes:
        axes: [d, 96] float32, orthonormal columns.
        spread: [96] float32, standard deviation of natural text along each axis.
        levels: [16] float32, ascending, in units of the spread.
        dropped: Word pieces that are not stored: stop words and punctuation.
    """

    axes: NDArray[np.float32]
    spread: NDArray[np.float32]
    levels: NDArray[np.float32]
    dropped: NDArray[np.int32]


@cache
def token_basis() -> TokenBasis:
    """Returns the basis this version stores with."""
    with np.load(_BASIS_FILE) as file:
        axes = file["axes"].astype(np.float32)
        return TokenBasis(axes, file["spread"], file["levels"], file["dropped"])


def pack(tokens: TokenVectors) -> bytes:
    """Returns the storage form of a text's content tokens, 50 bytes each; empty where it has none."""
    basis = token_basis()
    kept = ~np.isin(tokens.token_ids, basis.dropped)
    # Only the direction counts; a vector's length within the 96 axes is given back on reading.
    along = tokens.vectors[kept] @ basis.axes / basis.spread
    borders = (basis.levels[1:] + basis.levels[:-1]) / 2
    codes = np.searchsorted(borders, along).astype(np.uint8)
    rows = (codes[:, 0::2] << 4) | codes[:, 1::2]
    return tokens.token_ids[kept].astype("<u2").tobytes() + rows.tobytes()


def piece_ids(packed: bytes) -> NDArray[np.int32]:
    """Returns [t] the word pieces whose vectors are stored, in the order of the text."""
    return np.frombuffer(packed, "<u2", len(packed) // _TOKEN_BYTES).astype(np.int32)


def unpack(packed: bytes) -> NDArray[np.float32]:
    """Returns [t, 96] float32, unit length: the stored vectors on the basis, as near as they were kept."""
    return _decode(_codes(packed))


def match(asked: TokenVectors, weights: NDArray[np.float32], packed: Sequence[bytes]) -> NDArray[np.float32]:
    """Scores texts against a question's tokens.

    Args:
        asked: The question's q tokens.
        weights: [q] what each of them counts, 0 or more.
        packed: n texts in storage form.

    Returns:
        [n] float32: the weighted mean over the question's tokens of the best cosine to any token of the
        text; 0 for a text without tokens and for a question without weight.
    """
    scores = np.zeros(len(packed), np.float32)
    total = float(weights.sum())
    codes = [_codes(text) for text in packed]
    filled = np.array([index for index, rows in enumerate(codes) if len(rows)], np.intp)
    if not len(filled) or total <= 0:
        return scores
    vectors = _decode(np.concatenate([codes[index] for index in filled]))
    cosines = vectors @ _unit(asked.vectors @ token_basis().axes).T
    starts = np.cumsum([0, *(len(codes[index]) for index in filled[:-1])])
    best = np.maximum.reduceat(cosines, starts, axis=0)
    scores[filled] = best @ (weights / total)
    return scores


def _codes(packed: bytes) -> NDArray[np.uint8]:
    count = len(packed) // _TOKEN_BYTES
    return np.frombuffer(packed, np.uint8, offset=2 * count).reshape(count, _ROW_BYTES)


def _decode(rows: NDArray[np.uint8]) -> NDArray[np.float32]:
    # Both levels of a byte are looked up at once: an eighth of the work of unpacking bits.
    # `take` copies a pair as one piece; indexing with `rows` takes ten times as long.
    vectors = _pairs().take(rows, axis=0).reshape(len(rows), AXES)
    return _unit(vectors * token_basis().spread)


@cache
def _pairs() -> NDArray[np.float32]:
    """Returns [256, 2], the two levels that each byte stands for."""
    levels, codes = token_basis().levels, np.arange(256)
    return np.stack([levels[codes >> 4], levels[codes & 15]], axis=1)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.sqrt(np.einsum("td,td->t", vectors, vectors))
    return vectors / np.maximum(lengths, np.float32(1e-9))[:, None]
