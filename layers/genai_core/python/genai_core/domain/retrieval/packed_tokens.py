"""The storage form of a chunk's token vectors, the same for every encoder.

Little endian, t tokens: t token keys (uint16), then t rows of 48 bytes: 96 axes, 4 bits each, two a byte.
A token key identifies the word piece of a vector, independent of the vocabulary: if an encoder has more
pieces than there are keys, rare pieces share keys.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

AXES = 96
KEYS = 1 << 16
"""Number of token keys: 0 to `KEYS` - 1."""

_ROW_BYTES = AXES // 2
_TOKEN_BYTES = 2 + _ROW_BYTES


def pack_tokens(keys: NDArray[np.int32], rows: NDArray[np.uint8]) -> bytes:
    """Returns the storage form of keys [t] and rows [t, 48], 50 bytes a token; empty without tokens."""
    return keys.astype("<u2").tobytes() + rows.tobytes()


def token_keys(packed: bytes) -> NDArray[np.int32]:
    """Returns the keys of the stored tokens, [t], in the order of the text."""
    return np.frombuffer(packed, "<u2", len(packed) // _TOKEN_BYTES).astype(np.int32)


def distinct_keys(packed: bytes) -> NDArray[np.int32]:
    """Returns the distinct keys of the stored tokens, ascending."""
    return np.unique(token_keys(packed))


def token_rows(packed: bytes) -> NDArray[np.uint8]:
    """Returns the stored vectors, [t, 48]; only the basis of the encoder can unpack them."""
    count = len(packed) // _TOKEN_BYTES
    return np.frombuffer(packed, np.uint8, offset=2 * count).reshape(count, _ROW_BYTES)
