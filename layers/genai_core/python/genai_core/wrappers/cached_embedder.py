"""Cache the vectors of single texts: search, fusion and reranker all need those of the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from genai_core.domain.recently_used import RecentlyUsed
from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.ports.embedder import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from genai_core.domain.retrieval.encoder_profiles import EncoderProfile, TextKind

    _Encoded = tuple[NDArray[np.float32], list[TokenVectors]]

_CACHED_TEXTS = 64


@dataclass(frozen=True, slots=True)
class CachedEmbedder:
    """An Embedder that caches another's results for lists of one text."""

    inner: Embedder
    _cache: RecentlyUsed[tuple[str, str], Any] = field(
        default_factory=lambda: RecentlyUsed[tuple[str, str], Any](_CACHED_TEXTS), repr=False
    )

    @property
    def profile(self) -> EncoderProfile:
        return self.inner.profile

    def embed(self, texts: Sequence[str], kind: TextKind = "passage") -> NDArray[np.float32]:
        return self._one(texts[0], kind)[0] if len(texts) == 1 else self.inner.embed(texts, kind)

    def embed_tokens(self, texts: Sequence[str], kind: TextKind = "passage") -> _Encoded:
        return self._one(texts[0], kind) if len(texts) == 1 else self.inner.embed_tokens(texts, kind)

    def _one(self, text: str, kind: TextKind) -> _Encoded:
        key = str(kind), text
        results = self._cache.known([key])
        if key not in results:
            results = {key: self.inner.embed_tokens([text], kind)}
            self._cache.keep(results)
        return results[key]
