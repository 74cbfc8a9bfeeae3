"""The verifier's committed weights: int8 with a step per output; verified before use.

`verifier/weights.npz` holds each matrix as `NAME.int8` [o, i] and `NAME.step` [o], all else in float16, and
the reach of each linear layer's inputs as `reach/LAYER` [i]. The word embeddings are the encoder's own.
"""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.build.encoder_weights import BuildError

LEARNT = Path(__file__).parent / "verifier"
WEIGHTS_FILE, CARD_FILE = LEARNT / "weights.npz", LEARNT / "card.json"
_REACH = "reach/"
Tensors = dict[str, NDArray[np.float32]]


def pack(tensors: Tensors, reach: Tensors) -> bytes:
    """Returns the bytes of the file: layers' matrices in eight bits, the rest in sixteen."""
    parts: dict[str, NDArray[np.generic]] = {}
    for name, tensor in tensors.items():
        if tensor.ndim == 2 and not name.startswith("embeddings."):
            step = np.maximum(np.abs(tensor).max(axis=1), 1e-9) / 127
            parts[f"{name}.int8"] = np.round(tensor / step[:, None]).astype(np.int8)
            parts[f"{name}.step"] = step.astype(np.float32)
        else:
            parts[name] = tensor.astype(np.float16)
    parts |= {f"{_REACH}{name}": value.astype(np.float16) for name, value in reach.items()}
    body = BytesIO()
    np.savez_compressed(body, allow_pickle=False, **parts)
    return body.getvalue()


def unpack(body: bytes) -> tuple[Tensors, Tensors]:
    """Returns the tensors by BERT's names, and the reach of each linear layer's inputs."""
    tensors: Tensors = {}
    reach: Tensors = {}
    with np.load(BytesIO(body), allow_pickle=False) as file:
        for name in file.files:
            if name.startswith(_REACH):
                reach[name.removeprefix(_REACH)] = file[name].astype(np.float32)
            elif name.endswith(".int8"):
                plain = name.removesuffix(".int8")
                tensors[plain] = file[name].astype(np.float32) * file[f"{plain}.step"][:, None]
            elif not name.endswith(".step"):
                tensors[name] = file[name].astype(np.float32)
    return tensors, reach


def read_learnt() -> bytes:
    """Returns the committed file. Raises BuildError if it is not the one that the committed card names."""
    try:
        body, wanted = WEIGHTS_FILE.read_bytes(), json.loads(CARD_FILE.read_text())["weights_sha256"]
    except (OSError, ValueError, KeyError) as error:
        raise BuildError(
            f"the verifier's weights cannot be read: {error}. Check the repository out again."
        ) from None
    digest = hashlib.sha256(body).hexdigest()
    if digest != wanted:
        raise BuildError(f"{WEIGHTS_FILE.name} has SHA-256 {digest!r}. Check the repository out again.")
    return body
