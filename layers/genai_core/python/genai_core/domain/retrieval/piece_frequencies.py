"""How common each word piece of the encoder is in a workspace: what late interaction weighs pieces by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class PieceFrequencies:
    """Counts of chunks.

    Attributes:
        chunks: Chunks in the workspace.
        counts: [v] int64, chunks with the word piece of that id; ids beyond its end stand in none.
    """

    chunks: int
    counts: NDArray[np.int64]

    def inverse(self, piece_ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Returns [t] float32, the IDF of each piece, above 0: ln(1 + (N - n + 0.5) / (n + 0.5))."""
        padded = np.append(self.counts, 0)
        present = np.minimum(padded[np.minimum(piece_ids, len(self.counts))], self.chunks)
        return np.log1p((self.chunks - present + 0.5) / (present + 0.5)).astype(np.float32)


def count_pieces(chunks: Sequence[NDArray[np.int32]]) -> PieceFrequencies:
    """Returns the statistics of chunks, each given by its distinct word pieces."""
    together = np.concatenate([np.empty(0, np.int32), *chunks])
    return PieceFrequencies(len(chunks), np.bincount(together).astype(np.int64))
