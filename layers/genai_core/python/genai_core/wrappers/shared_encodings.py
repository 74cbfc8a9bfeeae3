"""Encode the sentences of passages once, for the extractive model and for the check of its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.recently_used import RecentlyUsed
from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.ports.embedder import Embedder

if TYPE_CHECKING:
    from genai_core.domain.retrieval.encoder_profiles import EncoderProfile, TextKind

_Encoded = tuple[NDArray[np.float32], TokenVectors]

REMEMBERED_TEXTS = 512
"""About 20 MB. A warm function checks the same passages again with each answer that arrives."""


@dataclass(frozen=True, slots=True)
class SharedEncodings:
    """An Embedder that remembers the last token vectors, text by text.

    A call that begins while another one encodes waits for it, so that the same text is not encoded twice.
    """

    inner: Embedder
    _remembered: RecentlyUsed[tuple[str, str], _Encoded] = field(
        default_factory=lambda: RecentlyUsed[tuple[str, str], _Encoded](REMEMBERED_TEXTS), repr=False
    )
    _encoding: Lock = field(default_factory=Lock, repr=False)

    @property
    def profile(self) -> EncoderProfile:
        return self.inner.profile

    def embed(self, texts: Sequence[str], kind: TextKind = "passage") -> NDArray[np.float32]:
        return self.inner.embed(texts, kind)

    def embed_tokens(
        self, texts: Sequence[str], kind: TextKind = "passage"
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        if not texts:
            return self.inner.embed_tokens(texts, kind)
        keys = [(str(kind), text) for text in texts]
        with self._encoding:
            known = self._remembered.known(keys)
            missing = list(dict.fromkeys(key for key in keys if key not in known))
            if missing:
                vectors, tokens = self.inner.embed_tokens([text for _, text in missing], kind)
                known.update(zip(missing, zip(vectors, tokens, strict=True), strict=True))
            self._remembered.keep(known)
        return np.stack([known[key][0] for key in keys]), [known[key][1] for key in keys]
