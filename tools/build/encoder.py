"""Builds an encoder: verified weights to an int8 ONNX graph, beside its tokeniser, basis and card."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
from pathlib import Path

import onnx

from tools.build import cards
from tools.build.activation_ranges import RANGES_FILE, activation_ranges
from tools.build.encoder_graph import write_encoder
from tools.build.encoder_recipes import MINILM, EncoderRecipe

BASIS_FILE = "token_basis.npz"
FILES = ("model.onnx", "tokenizer.json", BASIS_FILE)
"""What the card vouches for."""


def build_encoder(target: Path, recipe: EncoderRecipe = MINILM) -> bool:
    """Writes `model.onnx`, `tokenizer.json`, `token_basis.npz` and `card.json`.

    Returns False if they are whole and up to date.
    """
    if is_whole(target, recipe):
        return False
    target.mkdir(parents=True, exist_ok=True)
    # Built beside the target and moved: whoever reads it now keeps a whole file.
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        folder = Path(name)
        write_model(recipe, folder)
        shutil.copyfile(recipe.tokenizer(), folder / "tokenizer.json")
        shutil.copyfile(recipe.learnt / BASIS_FILE, folder / BASIS_FILE)
        (folder / "card.json").write_text(json.dumps(card(folder, recipe), indent=2) + "\n")
        # The card comes last: a build that was cut off has an old one, and starts again.
        for file in (*FILES, "card.json"):
            (folder / file).replace(target / file)
    return True


def is_whole(target: Path, recipe: EncoderRecipe) -> bool:
    """Returns whether the files are whole, and of this recipe."""
    return cards.is_whole(target, FILES, _version(recipe))


def write_model(recipe: EncoderRecipe, folder: Path) -> None:
    """Writes the int8 graph `model.onnx`, with `exact.onnx` beside it."""
    exact = write_encoder(recipe.weights(), recipe.shape, ranges=activation_ranges(recipe))
    onnx.save(exact, folder / "exact.onnx")
    quantise(folder / "exact.onnx", folder / "model.onnx")


def quantise(exact: Path, target: Path) -> None:
    """Converts the matrix products to int8 with a scale per channel; activations are scaled at run time."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415  slow to import

    logging.getLogger("root").setLevel(logging.ERROR)  # it advises a pre-processing that changes nothing here
    quantize_dynamic(exact, target, weight_type=QuantType.QInt8, per_channel=True)


def card(folder: Path, recipe: EncoderRecipe) -> dict[str, object]:
    """Returns what `card.json` says of the files in `folder`."""
    return {
        "name": recipe.name,
        "model": recipe.model,
        "licence": recipe.licence,
        "dimensions": recipe.shape.width,
        "max_tokens": recipe.max_tokens,
        "query_prefix": recipe.query_prefix,
        "passage_prefix": recipe.passage_prefix,
        "vocabulary": recipe.vocabulary,
        "first_word": recipe.first_word,
        "weights_sha256": recipe.weights_sha256,
        **cards.file_hashes(folder, FILES),
        "recipe": _version(recipe),
    }


def _version(recipe: EncoderRecipe) -> str:
    """Returns a hash of all that shapes the result: the weights and the code that turns them."""
    here = Path(__file__).parent
    code = [here / name for name in ("encoder.py", "encoder_graph.py", "encoder_recipes.py")]
    learnt = [recipe.learnt / name for name in (RANGES_FILE, BASIS_FILE)]
    parts = [file.read_bytes() for file in (*code, *learnt)]
    return hashlib.sha256(b"".join([recipe.weights_sha256.encode(), *parts])).hexdigest()[:16]
