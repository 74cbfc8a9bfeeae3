"""Builds the encoder: verified weights to an ONNX graph to dynamic int8, beside its tokeniser and card."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
from pathlib import Path

import onnx

from cdk_app.build.activation_ranges import RANGES_FILE, activation_ranges
from cdk_app.build.encoder_graph import BertShape, write_encoder
from cdk_app.build.encoder_weights import WEIGHTS_SHA256, load_weights, model_folder

MAX_TOKENS = 256
"""What all-MiniLM-L6-v2 was trained with; longer texts are cut by its own reference code too."""


def build_encoder(target: Path) -> bool:
    """Writes `model.onnx`, `tokenizer.json` and `card.json`; False where they are up to date already."""
    recipe = _recipe()
    card = target / "card.json"
    if card.exists() and json.loads(card.read_text()).get("recipe") == recipe:
        return False
    source = model_folder()
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        onnx.save(write_encoder(load_weights(source), BertShape(), ranges=activation_ranges()), exact)
        quantise(exact, target / "model.onnx")
    shutil.copyfile(source / "tokenizer.json", target / "tokenizer.json")
    # The card comes last: a build that was cut off has none, and starts again.
    card.write_text(json.dumps(_card(target, recipe), indent=2) + "\n")
    return True


def quantise(exact: Path, target: Path) -> None:
    """Turns the matrix products into int8 with a scale per channel; activations are scaled as they come."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415  slow to import

    logging.getLogger("root").setLevel(logging.ERROR)  # it advises a pre-processing that changes nothing here
    quantize_dynamic(exact, target, weight_type=QuantType.QInt8, per_channel=True)


def _card(target: Path, recipe: str) -> dict[str, object]:
    return {
        "model": "sentence-transformers/all-MiniLM-L6-v2",
        "licence": "Apache-2.0",
        "dimensions": BertShape().width,
        "max_tokens": MAX_TOKENS,
        "weights_sha256": WEIGHTS_SHA256,
        "model_sha256": _digest(target / "model.onnx"),
        "recipe": recipe,
    }


def _recipe() -> str:
    """Returns a hash of all that shapes the result: the weights and the code that turns them."""
    here = Path(__file__).parent
    parts = [(here / name).read_bytes() for name in ("encoder.py", "encoder_graph.py", RANGES_FILE.name)]
    return hashlib.sha256(b"".join([WEIGHTS_SHA256.encode(), *parts])).hexdigest()[:16]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
