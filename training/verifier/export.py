"""Convert a trained network to the committed file: eight bits per weight, and the range of all inputs.

`python -m training.verifier.export --learnt all.npz --texts EXAMPLES.jsonl.gz` writes
`tools/build/verifier/weights.npz` and its hash into the card beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from itertools import islice
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from tools.build.encoder_recipes import MINILM
from tools.build.verifier import WORDS
from tools.build.verifier_graph import INPUTS, write_verifier
from tools.build.verifier_weights import CARD_FILE, WEIGHTS_FILE, Tensors, pack
from training.verifier.token_sets import MAX_PAIR, read_examples

PAIRS, EVERY = 300, 40


def reach_of(weights: Tensors, pairs: list[tuple[str, str]]) -> dict[str, NDArray[np.float32]]:
    """Returns per layer [i], the largest absolute value of each input channel over `pairs`."""
    model = write_verifier(weights, MINILM.shape, ranges={}, probe=True)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    layers = [output.name for output in session.get_outputs() if output.name.startswith("encoder.")]
    tokenizer = Tokenizer.from_file(str(MINILM.tokenizer()))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PAIR)
    reach: dict[str, NDArray[np.float32]] = {}
    for pair in pairs:
        encoding = tokenizer.encode(*pair)
        rows = (encoding.ids, encoding.attention_mask, encoding.type_ids)
        inputs = {name: np.array([row], np.int64) for name, row in zip(INPUTS, rows, strict=True)}
        for name, values in zip(layers, session.run(layers, inputs), strict=True):
            largest = np.abs(np.asarray(values)[0]).max(axis=0)
            reach[name] = np.maximum(reach.get(name, largest), largest)
    return reach


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learnt", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    chosen = parser.parse_args()
    with np.load(chosen.learnt) as file:
        tensors = {name: file[name].astype(np.float32) for name in file.files}
    rows = islice(read_examples(chosen.texts), 0, PAIRS * EVERY, EVERY)
    weights = {**tensors, WORDS: MINILM.weights()[WORDS]}
    body = pack(tensors, reach_of(weights, [(row["claim"], row["passage"]) for row in rows]))
    WEIGHTS_FILE.write_bytes(body)
    card = json.loads(CARD_FILE.read_text()) | {"weights_sha256": hashlib.sha256(body).hexdigest()}
    CARD_FILE.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n")
    print(f"{WEIGHTS_FILE.name}: {len(body)} bytes")


if __name__ == "__main__":
    main()
