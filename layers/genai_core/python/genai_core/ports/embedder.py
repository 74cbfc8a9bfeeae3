"""The embedder: texts to vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from genai_core.domain.text.token_vectors import TokenVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from genai_core.domain.retrieval.encoder_profiles import EncoderProfile, TextKind


class Embedder(Protocol):
    """Turns texts into unit vectors. Calls may be repeated: the same text gives the same vector.

    Any order, number and length of texts is fine: adapters batch as suits them, a text's vector never
    depends on its neighbours, and the answer is in the order given. An empty list gives an empty result.
    Text past the encoder's window is ignored. Adapters put the profile's prefixes in front by themselves.

    Raises:
        Unavailable: The model cannot be reached now (remote adapters only).
        Misconfigured: The model is missing, refuses us, or is another than the profile says.
    """

    @property
    def profile(self) -> EncoderProfile:
        """The encoder as a value: its name, the length of its vectors, and what it can do."""
        ...

    def embed(self, texts: Sequence[str], kind: TextKind = "passage") -> NDArray[np.float32]:
        """Returns [n, d] float32, unit length, in the order of `texts`."""
        ...

    def embed_tokens(
        self, texts: Sequence[str], kind: TextKind = "passage"
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """Returns the sentence vectors [n, d] and, from the same pass, each text's token vectors.

        An encoder that gives no token vectors answers with the sentence vectors and n times no token.
        """
        ...
