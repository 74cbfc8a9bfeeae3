"""Count in how many chunks each token occurs, as packed sums that can be added and subtracted."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_COUNT = np.dtype([("key", "<u4"), ("chunks", "<i4")])


def pack_counts(parts: Iterable[bytes]) -> bytes:
    """Returns the sum of packed counts, without zeros."""
    counts = sum_counts(parts)
    (present,) = np.nonzero(counts)
    packed = np.empty(len(present), _COUNT)
    packed["key"], packed["chunks"] = present, counts[present]
    return packed.tobytes()


def count_tokens(chunks: Iterable[NDArray[np.int32]], sign: int) -> bytes:
    """Returns in how many chunks each token occurs, times `sign`.

    Args:
        chunks: The token keys of each chunk.
    """
    keys = np.concatenate([np.empty(0, np.int32), *(np.unique(chunk) for chunk in chunks)])
    counts = np.bincount(keys)
    (present,) = np.nonzero(counts)
    packed = np.empty(len(present), _COUNT)
    packed["key"], packed["chunks"] = present, sign * counts[present]
    return packed.tobytes()


def sum_counts(parts: Iterable[bytes]) -> NDArray[np.int64]:
    """Returns the summed counts, indexed by token key, up to the largest key."""
    arrays = [np.frombuffer(part, _COUNT) for part in parts]
    together = np.concatenate([np.empty(0, _COUNT), *arrays])
    return np.bincount(together["key"], together["chunks"]).astype(np.int64)
