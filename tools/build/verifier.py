"""Builds the claim verifier: committed weights to an int8 ONNX graph, beside its tokenizer and card."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import onnx

from tools.build import cards
from tools.build.encoder import quantise
from tools.build.encoder_recipes import MINILM
from tools.build.verifier_graph import write_verifier
from tools.build.verifier_weights import CARD_FILE, read_learnt, unpack

FILES = ("model.onnx", "tokenizer.json")
"""What the card vouches for."""
WORDS = "embeddings.word_embeddings.weight"
_CODE = ("verifier.py", "verifier_graph.py", "verifier_weights.py", "encoder_graph.py")


def build_verifier(target: Path) -> bool:
    """Writes `model.onnx`, `tokenizer.json` and `card.json`; returns False if they are up to date."""
    version = _version()
    if cards.is_whole(target, FILES, version):
        return False
    target.mkdir(parents=True, exist_ok=True)
    # Built beside the target and moved, the card last: whoever reads it now keeps a whole file.
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        folder = Path(name)
        write_model(folder)
        shutil.copyfile(MINILM.tokenizer(), folder / "tokenizer.json")
        card = {**json.loads(CARD_FILE.read_text()), **cards.file_hashes(folder, FILES), "recipe": version}
        (folder / "card.json").write_text(json.dumps(card, indent=2) + "\n")
        for file in (*FILES, "card.json"):
            (folder / file).replace(target / file)
    return True


def write_model(folder: Path) -> None:
    """Writes the int8 graph `model.onnx`, with `exact.onnx` beside it."""
    tensors, reach = unpack(read_learnt())
    weights = {**tensors, WORDS: MINILM.weights()[WORDS]}
    onnx.save(write_verifier(weights, MINILM.shape, ranges=reach), folder / "exact.onnx")
    quantise(folder / "exact.onnx", folder / "model.onnx")


def _version() -> str:
    """Returns a hash of all that shapes the result: both sets of weights, the card, and the code."""
    here = Path(__file__).parent
    parts = [read_learnt(), CARD_FILE.read_bytes(), *((here / name).read_bytes() for name in _CODE)]
    return hashlib.sha256(b"".join([MINILM.weights_sha256.encode(), *parts])).hexdigest()[:16]
