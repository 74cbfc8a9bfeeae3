"""An embedder without a model: words are hashed to directions, so that texts with shared words are near."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import EncoderName
from genai_core.domain.retrieval.encoder_profiles import EncoderProfile, TextKind
from genai_core.domain.retrieval.late_interaction import TokenBasis
from genai_core.domain.retrieval.packed_tokens import AXES, KEYS
from genai_core.domain.text.token_vectors import TokenVectors

_RARITY = 0.95


def plain_basis(dimensions: int) -> TokenBasis:
    """Returns a basis for vectors whose axes are equivalent: the first 96 axes, with even levels."""
    return TokenBasis(
        axes=np.eye(dimensions, AXES, dtype=np.float32),
        spread=np.full(AXES, dimensions**-0.5, np.float32),
        levels=np.linspace(-2.4, 2.4, 16, dtype=np.float32),
        dropped=np.empty(0, np.int32),
    )


def hashing_profile(name: str = "hashing", dimensions: int = 384, window: int = 256) -> EncoderProfile:
    """Returns the profile of a hashing encoder that gives token vectors."""
    return EncoderProfile(EncoderName(name), dimensions, window, basis=plain_basis(dimensions))


class HashingEmbedder:
    """An Embedder whose tokens are words and whose sentence vector is their mean, without semantics.

    Args:
        profile: The profile to imitate. Prefixes are added to texts, as by any adapter, and vectors of
            profiles with different names are unrelated.
    """

    def __init__(self, profile: EncoderProfile | None = None) -> None:
        self.profile = profile or hashing_profile()

    def embed(self, texts: Sequence[str], kind: TextKind = "passage") -> NDArray[np.float32]:
        return self._encode(texts, kind)[0]

    def embed_tokens(
        self, texts: Sequence[str], kind: TextKind = "passage"
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        vectors, tokens = self._encode(texts, kind)
        if not self.profile.gives_token_vectors:
            tokens = [own.at(np.empty(0, np.intp)) for own in tokens]
        return vectors, tokens

    def _encode(self, texts: Sequence[str], kind: TextKind) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        prefix = self.profile.prefix(kind)
        tokens = [self._tokens(text) for text in texts]
        vectors = np.zeros((len(texts), self.profile.dimensions), np.float32)
        for index, own in enumerate(tokens):
            # A text without words needs a direction too, always the same one.
            total = own.vectors.sum(axis=0) if len(own.vectors) else self._direction("")
            total = total + self._direction(prefix) if prefix else total
            vectors[index] = total / np.linalg.norm(total)
        return vectors, tokens

    def _tokens(self, text: str) -> TokenVectors:
        words = list(re.finditer(r"\w+", text))[: self.profile.window]
        forms = [word.group().casefold() for word in words]
        rows = [self._direction(form) for form in forms]
        return TokenVectors(
            keys=np.array([_digest(form) % KEYS for form in forms], np.int32),
            offsets=np.array([word.span() for word in words], np.int32).reshape(-1, 2),
            vectors=np.array(rows, np.float32).reshape(-1, self.profile.dimensions),
            rarity=np.full(len(forms), _RARITY, np.float32),
        )

    def _direction(self, word: str) -> NDArray[np.float32]:
        seed = _digest(f"{self.profile.name} {word}")
        vector = np.random.default_rng(seed).standard_normal(self.profile.dimensions).astype(np.float32)
        return vector / np.float32(np.linalg.norm(vector))


def _digest(word: str) -> int:
    return int.from_bytes(hashlib.sha256(word.encode("utf-8", "replace")).digest()[:8], "big")
