"""Claims and passages joined into rows, on the network's device."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from training.verifier.token_sets import MAX_CLAIM, TokenSet

CLS, SEP = 101, 102


class PairBatches:
    """A token set's arrays on one device; `batch` joins some of its pairs."""

    def __init__(self, tokens: TokenSet, device: torch.device) -> None:
        def put(array: NDArray[np.generic]) -> torch.Tensor:
            return torch.from_numpy(np.ascontiguousarray(array)).to(device)

        self._claims, self._claim_starts = put(tokens.claims[0].astype(np.int32)), put(tokens.claims[1])
        self._passages, self._passage_starts = (
            put(tokens.passages[0].astype(np.int32)),
            put(tokens.passages[1]),
        )
        self._pairs, self._labels = put(tokens.pairs.astype(np.int64)), put(tokens.labels)
        self._device = device

    def batch(self, rows: NDArray[np.int64], length: int) -> tuple[torch.Tensor, ...]:
        """Returns ids [b, t], segments [b, t] (1 for the passage), sizes [b] and labels [b]; 0 is padding."""
        at = torch.from_numpy(rows).to(self._device)
        claim, passage = self._pairs[at, 0], self._pairs[at, 1]
        claim_start, passage_start = self._claim_starts[claim], self._passage_starts[passage]
        claim_size = (self._claim_starts[claim + 1] - claim_start).clamp(max=MAX_CLAIM)
        read = torch.minimum(self._passage_starts[passage + 1] - passage_start, length - claim_size - 3)
        order = torch.arange(length, device=self._device)[None]
        first, second = claim_size[:, None] + 1, (claim_size + read)[:, None] + 2
        in_claim, in_passage = (order >= 1) & (order < first), (order > first) & (order < second)
        claim_at = (claim_start[:, None] + order - 1).clamp(0, len(self._claims) - 1)
        passage_at = (passage_start[:, None] + order - first - 1).clamp(0, len(self._passages) - 1)
        ids = torch.where(
            in_claim, self._claims[claim_at], torch.where(in_passage, self._passages[passage_at], 0)
        )
        ids = torch.where((order == first) | (order == second), SEP, torch.where(order == 0, CLS, ids)).long()
        return ids, ((order > first) & (order <= second)).long(), claim_size + read + 3, self._labels[at]
