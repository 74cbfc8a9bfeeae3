"""Token frequencies of a workspace, by which late interaction weights the tokens of a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class TokenFrequencies:
    """In how many chunks each token occurs.

    Attributes:
        chunks: Number of chunks in the workspace.
        counts: [v] int64, number of chunks with the token of that key; keys from v on occur in none.
    """

    chunks: int
    counts: NDArray[np.int64]

    def inverse(self, keys: NDArray[np.int32]) -> NDArray[np.float32]:
        """Returns the IDF of each token, [t] float32, above 0: ln(1 + (N - n + 0.5) / (n + 0.5))."""
        padded = np.append(self.counts, 0)
        present = np.minimum(padded[np.minimum(keys, len(self.counts))], self.chunks)
        return np.log1p((self.chunks - present + 0.5) / (present + 0.5)).astype(np.float32)


def count_tokens(chunks: Sequence[NDArray[np.int32]]) -> TokenFrequencies:
    """Returns the frequencies over chunks, each given by its distinct token keys."""
    together = np.concatenate([np.empty(0, np.int32), *chunks])
    return TokenFrequencies(len(chunks), np.bincount(together).astype(np.int64))
