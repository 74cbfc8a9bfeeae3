"""Measures the input range of each linear layer, once per encoder; the result is committed.

`python -m tools.build.activation_ranges ENCODER` writes `encoders/ENCODER/activation_ranges.npz`.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from tools.build.calibration_texts import calibration_texts
from tools.build.encoder_graph import write_encoder
from tools.build.encoder_recipes import EncoderRecipe, recipe_named

RANGES_FILE = "activation_ranges.npz"
TEXTS = 300
SHORT_TEXTS = ("", "?", "a", "1")
"""Texts of next to no words drive some channels further than any paragraph does."""


def activation_ranges(recipe: EncoderRecipe) -> dict[str, NDArray[np.float32]]:
    """Returns per linear layer [i], the largest absolute value of each input channel."""
    with np.load(recipe.learnt / RANGES_FILE) as file:
        return {name: file[name].astype(np.float32) for name in file.files}


def main(recipe: EncoderRecipe) -> None:
    """Runs the exact graph over the texts and keeps the largest values."""
    model = write_encoder(recipe.weights(), recipe.shape, ranges={}, probe=True)
    texts = [recipe.passage_prefix + text for text in (*calibration_texts(TEXTS), *SHORT_TEXTS)]
    ranges = _reach(model, texts, recipe)
    recipe.learnt.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        recipe.learnt / RANGES_FILE,
        allow_pickle=False,
        **{name: reach.astype(np.float16) for name, reach in ranges.items()},
    )
    print(f"{RANGES_FILE}: inputs of {len(ranges)} layers over {TEXTS} texts")


def _reach(model: onnx.ModelProto, texts: list[str], recipe: EncoderRecipe) -> dict[str, Any]:
    session: Any = onnxruntime.InferenceSession(model.SerializeToString())
    layers = [output.name for output in session.get_outputs() if output.name.startswith("encoder.")]
    tokenizer = Tokenizer.from_file(str(recipe.tokenizer()))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    ranges: dict[str, Any] = {}
    for text in texts:
        ids = np.array([tokenizer.encode(text).ids], np.int64)
        rows = session.run(layers, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        for name, row in zip(layers, rows, strict=True):
            reach = np.abs(row[0]).max(axis=0)
            ranges[name] = np.maximum(ranges.get(name, reach), reach)
    return ranges


if __name__ == "__main__":
    main(recipe_named(sys.argv[1]))
