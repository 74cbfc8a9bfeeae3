"""Port: turn texts into vectors."""

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

    Texts may have any order, number and length: adapters choose their batches, a text's vector never depends
    on other texts, and the result has the given order. An empty list gives an empty result. Text beyond the
    encoder's window is ignored. Adapters add the profile's prefixes.

    Raises:
        Unavailable: The model cannot be reached now (remote adapters only).
        Misconfigured: The model is missing, refuses access, or is not the one of the profile.
    """

    @property
    def profile(self) -> EncoderProfile:
        """The encoder's name, the length of its vectors, and its capabilities."""
        ...

    def embed(self, texts: Sequence[str], kind: TextKind = "passage") -> NDArray[np.float32]:
        """Returns [n, d] float32, unit length, in the order of `texts`."""
        ...

    def embed_tokens(
        self, texts: Sequence[str], kind: TextKind = "passage"
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """Returns the sentence vectors [n, d] and, from the same pass, each text's token vectors.

        An encoder without token vectors returns the sentence vectors and n empty token vectors.
        """
        ...
