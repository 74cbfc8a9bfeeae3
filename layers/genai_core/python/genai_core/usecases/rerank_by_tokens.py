"""Reranks by late interaction: each word of the question looks for its best match in the chunk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk, TokenVectors
from genai_core.domain.text.stop_words import STOP_WORDS
from genai_core.ports.embedder import Embedder
from genai_core.ports.piece_statistics import PieceStatistics

Match = Callable[[TokenVectors, NDArray[np.float32], Sequence[bytes]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class RerankByTokens:
    """Implements Reranker with the encoder that is there anyway; no second model.

    Attributes:
        match: Scores packed token vectors against a question's, whose tokens are weighted.
        pack: Token vectors to their storage form, for chunks that store none.
    """

    embedder: Embedder
    statistics: PieceStatistics
    match: Match
    pack: Callable[[TokenVectors], bytes]

    def score(
        self, workspace_id: WorkspaceId, question: str, candidates: Sequence[EmbeddedChunk]
    ) -> list[float]:
        if not candidates:
            return []
        asked = content_tokens(question, self.embedder.embed_tokens([question])[1][0])
        weights = self.statistics.piece_frequencies(workspace_id).inverse(asked.token_ids)
        return self.match(asked, weights, self._packed(candidates)).tolist()

    def _packed(self, candidates: Sequence[EmbeddedChunk]) -> list[bytes]:
        """Returns each candidate's stored vectors; those without are encoded now, which takes its time."""
        without = [found for found in candidates if not found.packed_tokens]
        encoded = self.embedder.embed_tokens([found.chunk.searchable_text for found in without])[1]
        fresh = {
            found.chunk.chunk_id: self.pack(tokens) for found, tokens in zip(without, encoded, strict=True)
        }
        return [found.packed_tokens or fresh[found.chunk.chunk_id] for found in candidates]


def content_tokens(text: str, tokens: TokenVectors) -> TokenVectors:
    """Returns the tokens of words that mean something; all of them where none does."""
    kept = [place for place, (start, end) in enumerate(tokens.offsets.tolist()) if _means(text, start, end)]
    places = np.array(kept or range(len(tokens.token_ids)), np.intp)
    return TokenVectors(tokens.token_ids[places], tokens.offsets[places], tokens.vectors[places])


def _means(text: str, start: int, end: int) -> bool:
    if not any(map(str.isalnum, text[start:end])):
        return False
    # A piece may be part of a word; the whole word decides.
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end].casefold() not in STOP_WORDS
