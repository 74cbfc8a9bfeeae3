"""How far the inputs of each linear layer reach; learnt once per encoder, the result is committed.

`python -m cdk_app.build.activation_ranges` writes `activation_ranges.npz`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from cdk_app.build.calibration_texts import calibration_texts
from cdk_app.build.encoder_graph import BertShape, write_encoder
from cdk_app.build.encoder_weights import load_weights, model_folder

RANGES_FILE = Path(__file__).parent / "activation_ranges.npz"
TEXTS = 300
SHORT_TEXTS = ("", "?", "a", "1")
"""Texts of next to no words drive some channels further than any paragraph does."""


def activation_ranges() -> dict[str, NDArray[np.float32]]:
    """Returns per linear layer [i], the largest absolute value of each input channel."""
    with np.load(RANGES_FILE) as file:
        return {name: file[name].astype(np.float32) for name in file.files}


def main() -> None:
    """Runs the exact graph over the texts and keeps the largest values."""
    model = write_encoder(load_weights(model_folder()), BertShape(), ranges={}, probe=True)
    session: Any = onnxruntime.InferenceSession(model.SerializeToString())
    layers = [output.name for output in session.get_outputs() if output.name.startswith("encoder.")]
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    ranges: dict[str, Any] = {}
    for text in (*calibration_texts(TEXTS), *SHORT_TEXTS):
        ids = np.array([tokenizer.encode(text).ids], np.int64)
        rows = session.run(layers, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        for name, row in zip(layers, rows, strict=True):
            reach = np.abs(row[0]).max(axis=0)
            ranges[name] = np.maximum(ranges.get(name, reach), reach)
    np.savez_compressed(
        RANGES_FILE, allow_pickle=False, **{name: reach.astype(np.float16) for name, reach in ranges.items()}
    )
    print(f"{RANGES_FILE.name}: inputs of {len(ranges)} layers over {TEXTS} texts")


if __name__ == "__main__":
    main()
