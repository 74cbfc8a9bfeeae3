"""Reranks by late interaction: each word of the question is matched with its best word of the chunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.late_interaction import TokenBasis
from genai_core.domain.text.stop_words import STOP_WORDS
from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.errors import Misconfigured
from genai_core.ports.embedder import Embedder
from genai_core.ports.token_statistics import TokenStatistics


@dataclass(frozen=True, slots=True)
class RerankByTokens:
    """Implements Reranker with the encoder of the index; no second model.

    Attributes:
        embedder: An embedder that gives token vectors.
    """

    embedder: Embedder
    statistics: TokenStatistics

    def score(
        self, workspace_id: WorkspaceId, question: str, candidates: Sequence[EmbeddedChunk]
    ) -> list[float]:
        if not candidates:
            return []
        basis = self._basis()
        asked = content_tokens(question, self.embedder.embed_tokens([question], "query")[1][0])
        weights = self.statistics.token_frequencies(workspace_id).inverse(asked.keys)
        return basis.match(asked, weights, self._packed(basis, candidates)).tolist()

    def _basis(self) -> TokenBasis:
        profile = self.embedder.profile
        if profile.basis is None:
            raise Misconfigured(
                f"the encoder {profile.name!r} has no token vectors",
                remedy="Choose another reranker, or an encoder that gives them.",
            )
        return profile.basis

    def _packed(self, basis: TokenBasis, candidates: Sequence[EmbeddedChunk]) -> list[bytes]:
        """Returns each candidate's stored vectors; candidates without are encoded now, which is slow."""
        without = [candidate for candidate in candidates if not candidate.packed_tokens]
        encoded = self.embedder.embed_tokens([candidate.chunk.searchable_text for candidate in without])[1]
        fresh = {
            candidate.chunk.chunk_id: basis.pack(tokens)
            for candidate, tokens in zip(without, encoded, strict=True)
        }
        return [candidate.packed_tokens or fresh[candidate.chunk.chunk_id] for candidate in candidates]


def content_tokens(text: str, tokens: TokenVectors) -> TokenVectors:
    """Returns the tokens of content words; all tokens if there are none."""
    kept = [index for index, (start, end) in enumerate(tokens.offsets.tolist()) if _means(text, start, end)]
    return tokens.at(np.array(kept or range(len(tokens.keys)), np.intp))


def _means(text: str, start: int, end: int) -> bool:
    if not any(map(str.isalnum, text[start:end])):
        return False
    # A token may be part of a word; the whole word decides.
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end].casefold() not in STOP_WORDS
