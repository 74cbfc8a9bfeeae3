"""Late interaction over stored token vectors: find the best match of each question token in a chunk.

The score is the MaxSim of ColBERT (Khattab and Zaharia, 2020), weighted for each question token. Vectors are
compressed: projected on a fixed orthonormal basis of 96 axes (the principal axes of the encoder's token
vectors, computed once), each axis quantised to 16 levels that are optimal for a normal distribution (Lloyd,
1982; Max, 1960). The basis belongs to the encoder: if it changes, every chunk must be embedded again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.retrieval.packed_tokens import AXES, pack_tokens, token_rows
from genai_core.domain.text.token_vectors import TokenVectors


@dataclass(frozen=True, eq=False)
class TokenBasis:
    """Converts an encoder's token vectors to their storage form and back.

    Attributes:
        axes: [d, 96] float32, orthonormal columns.
        spread: [96] float32, standard deviation of natural text along each axis.
        levels: [16] float32, ascending, in units of the spread.
        dropped: Keys of tokens that are not stored: stop words and punctuation.
    """

    axes: NDArray[np.float32]
    spread: NDArray[np.float32]
    levels: NDArray[np.float32]
    dropped: NDArray[np.int32]

    def pack(self, tokens: TokenVectors) -> bytes:
        """Returns the storage form of a text's content tokens; empty if there are none."""
        is_stored = ~np.isin(tokens.keys, self.dropped)
        # Only the direction is stored; vectors are normalised again on reading.
        along = tokens.vectors[is_stored] @ self.axes / self.spread
        borders = (self.levels[1:] + self.levels[:-1]) / 2
        codes = np.searchsorted(borders, along).astype(np.uint8)
        rows = ((codes[:, 0::2] << 4) | codes[:, 1::2]).astype(np.uint8)
        return pack_tokens(tokens.keys[is_stored], rows)

    def unpack(self, packed: bytes) -> NDArray[np.float32]:
        """Returns the stored vectors on the basis, [t, 96] float32, unit length."""
        return self._decode(token_rows(packed))

    def match(
        self, asked: TokenVectors, weights: NDArray[np.float32], packed: Sequence[bytes]
    ) -> NDArray[np.float32]:
        """Scores texts against a question's tokens.

        Args:
            asked: The q tokens of the question.
            weights: [q], the weight of each, 0 or more.
            packed: n texts in storage form.

        Returns:
            [n] float32: the weighted mean over the question's tokens of the best cosine to any token of the
            text; 0 for a text without tokens or a question without weight.
        """
        scores = np.zeros(len(packed), np.float32)
        total = float(weights.sum())
        codes = [token_rows(text) for text in packed]
        filled = np.array([index for index, rows in enumerate(codes) if len(rows)], np.intp)
        if not len(filled) or total <= 0:
            return scores
        vectors = self._decode(np.concatenate([codes[index] for index in filled]))
        cosines = vectors @ _unit(asked.vectors @ self.axes).T
        starts = np.cumsum([0, *(len(codes[index]) for index in filled[:-1])])
        best = np.maximum.reduceat(cosines, starts, axis=0)
        scores[filled] = best @ (weights / total)
        return scores

    def _decode(self, rows: NDArray[np.uint8]) -> NDArray[np.float32]:
        # Look up both levels of a byte at once: an eighth of the work of unpacking bits.
        # `take` copies a pair at once; indexing with `rows` takes ten times as long.
        vectors = self._pairs.take(rows, axis=0).reshape(len(rows), AXES)
        return _unit(vectors * self.spread)

    @cached_property
    def _pairs(self) -> NDArray[np.float32]:
        """The two levels that each byte encodes, [256, 2]."""
        codes = np.arange(256)
        return np.stack([self.levels[codes >> 4], self.levels[codes & 15]], axis=1)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.sqrt(np.einsum("td,td->t", vectors, vectors))
    return vectors / np.maximum(lengths, np.float32(1e-9))[:, None]
