"""Encoders as values: what retrieval has to know of the model that turned texts into vectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from genai_core.domain.identifiers import EncoderName
from genai_core.domain.retrieval.late_interaction import TokenBasis

TextKind = Literal["query", "passage"]
"""What a text is to its encoder: some encoders are trained to tell questions from what answers them."""


@dataclass(frozen=True, slots=True, eq=False)
class EncoderProfile:
    """One encoder. Vectors of two encoders cannot be compared, whatever their lengths.

    Attributes:
        name: Names the vector space; workspaces record it.
        dimensions: Length d of a vector.
        window: Tokens of a text that are read; what follows is ignored.
        query_prefix, passage_prefix: What the encoder wants in front of a text of that kind.
        basis: What its token vectors are stored on; None for an encoder that gives none.
    """

    name: EncoderName
    dimensions: int
    window: int
    query_prefix: str = ""
    passage_prefix: str = ""
    basis: TokenBasis | None = None

    @property
    def gives_token_vectors(self) -> bool:
        """Whether late interaction and checks word by word are possible."""
        return self.basis is not None

    def prefix(self, kind: TextKind) -> str:
        """Returns what stands in front of a text of that kind."""
        return self.query_prefix if kind == "query" else self.passage_prefix
