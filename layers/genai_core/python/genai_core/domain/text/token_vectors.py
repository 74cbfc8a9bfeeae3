"""Vectors of a text's word pieces, from an encoder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """Contextual vectors of one text's word pieces, special tokens left out.

    Attributes:
        keys: [t] int32, 0 to 65,535, equal for equal word pieces; only the encoder knows their meaning.
        offsets: [t, 2] int32, start and end character of each piece in the text.
        vectors: [t, d] float32, unit length.
        rarity: [t] float32, 0 for the most common word of the encoder's language to 1 for the rarest.
    """

    keys: NDArray[np.int32]
    offsets: NDArray[np.int32]
    vectors: NDArray[np.float32]
    rarity: NDArray[np.float32]

    @classmethod
    def none(cls, dimensions: int) -> TokenVectors:
        """Returns no tokens, the result of an encoder without token vectors."""
        import numpy as np  # noqa: PLC0415  functions that only extract and chunk have none

        return cls(
            np.empty(0, np.int32),
            np.empty((0, 2), np.int32),
            np.empty((0, dimensions), np.float32),
            np.empty(0, np.float32),
        )

    def at(self, indices: NDArray[np.intp]) -> TokenVectors:
        """Returns the tokens at these indices."""
        return TokenVectors(
            self.keys[indices], self.offsets[indices], self.vectors[indices], self.rarity[indices]
        )
