"""Learns the basis that token vectors are stored on; run once per encoder, the result is committed.

`python -m cdk_app.build.token_basis` writes `domain/retrieval/token_basis.npz`.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from cdk_app.build.__main__ import BUILD
from cdk_app.build.calibration_texts import calibration_texts
from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.domain.retrieval.late_interaction import AXES
from genai_core.domain.text.stop_words import STOP_WORDS

TARGET = Path(__file__).parents[2] / "layers/genai_core/python/genai_core/domain/retrieval/token_basis.npz"
TEXTS = 1200
LEVELS = 16


def main() -> None:
    """Encodes the texts and writes the basis."""
    texts = calibration_texts(TEXTS)
    _, tokens = OnnxEmbedder(BUILD / "model").embed_tokens(texts)
    vectors = np.concatenate([text.vectors for text in tokens])
    axes = principal_axes(vectors)
    np.savez_compressed(
        TARGET,
        axes=axes.astype(np.float16),
        spread=(vectors @ axes).std(axis=0),
        levels=normal_levels(LEVELS),
        dropped=_dropped_pieces(),
    )
    print(f"{TARGET.name}: {AXES} axes from {len(vectors)} tokens of {len(texts)} texts")


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


def _dropped_pieces() -> NDArray[np.int32]:
    vocabulary = Tokenizer.from_file(str(BUILD / "model/tokenizer.json")).get_vocab()
    empty = (
        index for piece, index in vocabulary.items() if piece in STOP_WORDS or not re.search(r"\w", piece)
    )
    return np.array(sorted(empty), np.int32)


if __name__ == "__main__":
    main()
