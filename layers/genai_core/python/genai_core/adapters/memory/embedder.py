"""An embedder without a model: words hashed to directions, so that texts sharing words are near."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.ingestion.chunks import TokenVectors

DIMENSIONS = 384
MAX_TOKENS = 256
_VOCABULARY = 30_000


class HashingEmbedder:
    """An Embedder whose tokens are words and whose sentence vector is their mean; knows no meaning."""

    @property
    def dimensions(self) -> int:
        return DIMENSIONS

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed_tokens(texts)[0]

    def embed_tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        tokens = [_tokens(text) for text in texts]
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for place, found in enumerate(tokens):
            # A text without words still needs a direction, and always the same one.
            total = found.vectors.sum(axis=0) if len(found.vectors) else _direction("")
            vectors[place] = total / np.linalg.norm(total)
        return vectors, tokens


def _tokens(text: str) -> TokenVectors:
    words = list(re.finditer(r"\w+", text))[:MAX_TOKENS]
    keys = [word.group().casefold() for word in words]
    return TokenVectors(
        token_ids=np.array([_digest(key) % _VOCABULARY for key in keys], np.int32),
        offsets=np.array([word.span() for word in words], np.int32).reshape(-1, 2),
        vectors=np.stack([_direction(key) for key in keys])
        if keys
        else np.zeros((0, DIMENSIONS), np.float32),
    )


def _direction(word: str) -> NDArray[np.float32]:
    vector = np.random.default_rng(_digest(word)).standard_normal(DIMENSIONS).astype(np.float32)
    return vector / np.float32(np.linalg.norm(vector))


def _digest(word: str) -> int:
    return int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
