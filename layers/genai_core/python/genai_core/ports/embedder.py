"""The embedder: texts to vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from genai_core.domain.ingestion.chunks import TokenVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Embedder(Protocol):
    """Turns texts into unit vectors. Calls are pure: the same text gives the same vector.

    Any order and length of texts is fine: adapters batch as suits them, a text's vector never depends on
    its neighbours, and the answer is in the order given. An empty list gives an empty result. Text past the
    encoder's limit is ignored.

    Raises:
        Unavailable: The model cannot be reached now (remote adapters only).
        Misconfigured: The model file is missing or is not the pinned one.
    """

    @property
    def dimensions(self) -> int:
        """Length d of a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns [n, d] float32, unit length, in the order of `texts`."""
        ...

    def embed_tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """Returns the sentence vectors [n, d] and, from the same pass, each text's token vectors."""
        ...
