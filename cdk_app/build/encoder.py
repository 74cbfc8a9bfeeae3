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

FILES = {"model": "model.onnx", "tokenizer": "tokenizer.json"}
"""What the card vouches for, by the name it has there."""


def build_encoder(target: Path) -> bool:
    """Writes `model.onnx`, `tokenizer.json` and `card.json`; False where they are whole and up to date."""
    recipe = _recipe()
    if _is_whole(target, recipe):
        return False
    source = model_folder()
    target.mkdir(parents=True, exist_ok=True)
    # Built beside the target and moved: whoever reads it now keeps a whole file.
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        folder = Path(name)
        onnx.save(
            write_encoder(load_weights(source), BertShape(), ranges=activation_ranges()),
            folder / "exact.onnx",
        )
        quantise(folder / "exact.onnx", folder / "model.onnx")
        shutil.copyfile(source / "tokenizer.json", folder / "tokenizer.json")
        (folder / "card.json").write_text(json.dumps(_card(folder, recipe), indent=2) + "\n")
        # The card comes last: a build that was cut off has an old one, and starts again.
        for file in (*FILES.values(), "card.json"):
            (folder / file).replace(target / file)
    return True


def _is_whole(target: Path, recipe: str) -> bool:
    """Says whether the files are those that this recipe's card names; if not, they are built again."""
    try:
        card = json.loads((target / "card.json").read_text())
        found = file_hashes(target)
    except (OSError, ValueError):
        return False
    return card.get("recipe") == recipe and all(card.get(name) == value for name, value in found.items())


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
        **file_hashes(target),
        "recipe": recipe,
    }


def file_hashes(folder: Path) -> dict[str, str]:
    """Returns what a card says of the files in `folder`: the SHA-256 of each."""
    return {f"{name}_sha256": _digest(folder / file) for name, file in FILES.items()}


def _recipe() -> str:
    """Returns a hash of all that shapes the result: the weights and the code that turns them."""
    here = Path(__file__).parent
    parts = [(here / name).read_bytes() for name in ("encoder.py", "encoder_graph.py", RANGES_FILE.name)]
    return hashlib.sha256(b"".join([WEIGHTS_SHA256.encode(), *parts])).hexdigest()[:16]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
