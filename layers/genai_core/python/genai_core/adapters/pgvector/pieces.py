"""In how many chunks each word piece of the encoder stands, as sums that can be added to and taken from."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_PIECE = np.dtype([("piece", "<u4"), ("chunks", "<i4")])


def pack_pieces(parts: Iterable[bytes]) -> bytes:
    """Returns the sum of packed word-piece counts, zeros left out."""
    counts = sum_pieces(parts)
    (present,) = np.nonzero(counts)
    packed = np.empty(len(present), _PIECE)
    packed["piece"], packed["chunks"] = present, counts[present]
    return packed.tobytes()


def count_pieces(chunks: Iterable[NDArray[np.int32]], sign: int) -> bytes:
    """Returns in how many chunks each word piece stands, times `sign`.

    Args:
        chunks: The distinct word pieces of each chunk.
    """
    pieces = np.concatenate([np.empty(0, np.int32), *(np.unique(chunk) for chunk in chunks)])
    counts = np.bincount(pieces)
    (present,) = np.nonzero(counts)
    packed = np.empty(len(present), _PIECE)
    packed["piece"], packed["chunks"] = present, sign * counts[present]
    return packed.tobytes()


def sum_pieces(parts: Iterable[bytes]) -> NDArray[np.int64]:
    """Returns the summed counts, indexed by word piece; as long as the largest piece asks for."""
    arrays = [np.frombuffer(part, _PIECE) for part in parts]
    together = np.concatenate([np.empty(0, _PIECE), *arrays])
    return np.bincount(together["piece"], together["chunks"]).astype(np.int64)
