"""Remembers single texts: a question is encoded once, though search, fusion and reranker all need it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from genai_core.domain.ingestion.chunks import TokenVectors
from genai_core.ports.embedder import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Encoded = tuple[NDArray[np.float32], list[TokenVectors]]

_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class RememberingEmbedder:
    """An Embedder over another; lists of one text are answered from memory where they were asked before."""

    inner: Embedder
    _known: OrderedDict[str, Any] = field(default_factory=OrderedDict[str, "Any"], repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def dimensions(self) -> int:
        return self.inner.dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._one(texts[0])[0] if len(texts) == 1 else self.inner.embed(texts)

    def embed_tokens(self, texts: Sequence[str]) -> _Encoded:
        return self._one(texts[0]) if len(texts) == 1 else self.inner.embed_tokens(texts)

    def _one(self, text: str) -> _Encoded:
        with self._lock:
            if text in self._known:
                self._known.move_to_end(text)
                return self._known[text]
        encoded = self.inner.embed_tokens([text])
        with self._lock:
            self._known[text] = encoded
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return encoded
