"""Computes the basis for storing token vectors, once per encoder; the result is committed.

`python -m tools.build.token_basis ENCODER` writes `encoders/ENCODER/token_basis.npz`.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from genai_core.domain.retrieval.packed_tokens import AXES
from genai_core.domain.text.stop_words import STOP_WORDS
from tools.build.calibration_texts import calibration_texts
from tools.build.encoder import BASIS_FILE, write_model
from tools.build.encoder_recipes import EncoderRecipe, recipe_named

TEXTS = 1200
LEVELS = 16


def main(recipe: EncoderRecipe) -> None:
    """Encodes the texts and writes the basis."""
    texts = calibration_texts(TEXTS)
    vectors = _token_vectors(recipe, texts)
    axes = principal_axes(vectors)
    np.savez_compressed(
        recipe.learnt / BASIS_FILE,
        axes=axes.astype(np.float16),
        spread=(vectors @ axes).std(axis=0),
        levels=normal_levels(LEVELS),
        dropped=_dropped_keys(recipe),
    )
    print(f"{BASIS_FILE}: {AXES} axes from {len(vectors)} tokens of {len(texts)} texts")


def principal_axes(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Returns [d, 96], the directions in which [n, d] vectors vary most, most first."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    return np.ascontiguousarray(directions[:, ::-1][:, :AXES]).astype(np.float32)


def normal_levels(count: int) -> NDArray[np.float32]:
    """Returns the levels that a standard normal is rounded to with the least squared error."""
    sample = np.sort(np.random.default_rng(0).standard_normal(200_000))
    levels = np.quantile(sample, (np.arange(count) + 0.5) / count)
    for _ in range(100):
        parts = np.split(sample, np.searchsorted(sample, (levels[1:] + levels[:-1]) / 2))
        levels = np.array([part.mean() for part in parts])
    return levels.astype(np.float32)


def _token_vectors(recipe: EncoderRecipe, texts: list[str]) -> NDArray[np.float32]:
    """Returns [n, d] the vectors of all tokens that are text."""
    tokenizer = Tokenizer.from_file(str(recipe.tokenizer()))
    tokenizer.no_padding()
    tokenizer.enable_truncation(recipe.max_tokens)
    vectors: list[NDArray[np.float32]] = []
    with tempfile.TemporaryDirectory() as name:
        write_model(recipe, Path(name))
        session: Any = onnxruntime.InferenceSession(str(Path(name) / "model.onnx"))
        for text in texts:
            encoding = tokenizer.encode(recipe.passage_prefix + text)
            ids = np.array([encoding.ids], np.int64)
            inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
            ((rows,),) = session.run(["token_vectors"], inputs)
            is_text = [start >= len(recipe.passage_prefix) for start, _ in encoding.offsets]
            vectors.append(rows[np.array(is_text) & (np.array(encoding.special_tokens_mask) == 0)])
    return np.concatenate(vectors)


def _dropped_keys(recipe: EncoderRecipe) -> NDArray[np.int32]:
    """Returns the keys of stop words and punctuation.

    SentencePiece marks where a word begins, WordPiece where it goes on: what is left is a whole word.
    """
    vocabulary = Tokenizer.from_file(str(recipe.tokenizer())).get_vocab()
    marks = any(piece.startswith("▁") for piece in vocabulary)
    words = {f"▁{word}" for word in STOP_WORDS} if marks else STOP_WORDS
    empty = (
        index
        for piece, index in vocabulary.items()
        if piece.casefold() in words or not re.search(r"\w", piece)
    )
    return np.array(sorted(index for index in empty if index < recipe.own_keys), np.int32)


if __name__ == "__main__":
    main(recipe_named(sys.argv[1]))
