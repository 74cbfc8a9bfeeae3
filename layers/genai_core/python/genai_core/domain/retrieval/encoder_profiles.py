"""What retrieval must know about the encoder that turned texts into vectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from genai_core.domain.identifiers import EncoderName
from genai_core.domain.retrieval.late_interaction import TokenBasis

TextKind = Literal["query", "passage"]
"""Role of a text: some encoders treat questions and passages differently."""


@dataclass(frozen=True, slots=True, eq=False)
class EncoderProfile:
    """One encoder. Vectors of different encoders cannot be compared, even if their lengths are equal.

    Attributes:
        name: Names the vector space; workspaces record it.
        dimensions: Length d of a vector.
        window: Maximum tokens of a text that are read; the rest is ignored.
        query_prefix, passage_prefix: Text that the encoder expects before a text of that kind.
        basis: The basis of its stored token vectors; None if it gives no token vectors.
    """

    name: EncoderName
    dimensions: int
    window: int
    query_prefix: str = ""
    passage_prefix: str = ""
    basis: TokenBasis | None = None

    @property
    def gives_token_vectors(self) -> bool:
        """Whether late interaction and word-level checks are possible."""
        return self.basis is not None

    def prefix(self, kind: TextKind) -> str:
        """Returns the prefix of a text of that kind."""
        return self.query_prefix if kind == "query" else self.passage_prefix
