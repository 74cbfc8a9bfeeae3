"""Fuse the candidates of both retrievers: fetch, rerank, order, and choose the passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from genai_core.domain.identifiers import ChunkId
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.domain.protocol.answers import FoundBy
from genai_core.domain.retrieval.expansion import AS_ASKED, Expansion
from genai_core.domain.retrieval.fusion import best_first, fuse_convex, fuse_zscores
from genai_core.domain.retrieval.passage_choice import AS_RANKED, PassageChoice
from genai_core.domain.retrieval.passages import Candidate, Passage, Retrieval
from genai_core.domain.retrieval.scopes import Scope
from genai_core.errors import InvalidInput, Misconfigured, Overloaded, Unavailable
from genai_core.ports.chunk_index import ChunkIndex
from genai_core.ports.embedder import Embedder
from genai_core.ports.reranker import Reranker
from genai_core.usecases.retrieval.narrow_scope import NarrowedScope, NarrowScope

WEIGHTS = {"lexical": 0.25, "dense": 0.25, "late_interaction": 0.5, "cross_encoder": 0.5}
"""The best single setting on every development set; see the benchmarks. A cross-encoder replaces late
interaction."""

MINIMA = {"lexical": 0.0, "dense": -1.0}

_Scores = dict[ChunkId, float]


@dataclass(frozen=True, slots=True)
class FusePassages:
    """The last step of retrieval.

    Attributes:
        reranker: None to keep the fused order.
        reranker_name: Name of its scores in `WEIGHTS`.
        narrow: Narrows the scope as the retrievers did; None if they did not.
    """

    chunks: ChunkIndex
    embedder: Embedder
    reranker: Reranker | None
    choose: PassageChoice = AS_RANKED
    reranker_name: str = "late_interaction"
    narrow: NarrowScope | None = None

    def __call__(  # noqa: PLR0917
        self,
        scope: Scope,
        text: str,
        dense: Sequence[Candidate] | None,
        lexical: Sequence[Candidate] | None,
        limit: int,
        degraded: Sequence[str] = (),
        expansion: Expansion = AS_ASKED,
    ) -> Retrieval:
        """Returns at most `limit` passages, best first.

        Args:
            dense, lexical: Hits of each retriever; None if it failed.
            degraded: Stages that failed before; those that fail here are added.
            expansion: Rephrasings that the retrievers also searched for.

        Raises:
            InvalidInput: `limit` is below 1.
            Overloaded: Both retrievers failed.
            Unavailable: The engine cannot be reached now.
        """
        if limit < 1:
            raise InvalidInput(f"the limit is {limit!r}", remedy="Ask for at least one passage.")
        if dense is None and lexical is None:
            raise Overloaded("both retrievers failed", remedy="Ask again in a moment.")
        scores = {"lexical": _scores(lexical), "dense": _scores(dense)}
        narrowed = self.narrow(scope, text, expansion.filters) if self.narrow else NarrowedScope(scope)
        pool = self._fetch(narrowed.scope, scores)
        scores = {
            name: {key: score for key, score in own.items() if key in pool} for name, own in scores.items()
        }
        ranks = {name: _ranks(list(own)) for name, own in scores.items()}
        missing = self._complete(narrowed.scope, text, pool, scores)
        if self.reranker_name in scores:
            ranks[self.reranker_name] = _ranks(best_first(scores[self.reranker_name]))
        fused = (
            fuse_zscores(scores, WEIGHTS, MINIMA)
            if self.reranker_name in scores
            else fuse_convex(scores, WEIGHTS, MINIMA)
        )
        ranked = [_passage(pool[key].chunk, fused[key], scores, ranks) for key in best_first(fused)]
        vectors = {key: stored.vector for key, stored in pool.items()}
        passages = self.choose(text, ranked, vectors, limit, partial(self._chunks, narrowed.scope))
        given_up = (f"filter {shown}" for shown in narrowed.relaxed)
        without = dict.fromkeys((*degraded, *expansion.degraded, *narrowed.degraded, *missing, *given_up))
        return Retrieval(passages, tuple(without), narrowed.filters, narrowed.relaxed)

    def _chunks(self, scope: Scope, ids: Sequence[ChunkId]) -> list[Chunk]:
        return [embedded.chunk for embedded in self.chunks.fetch(scope, ids)]

    def _has_tokens(self) -> bool:
        return self.embedder.profile.gives_token_vectors

    def _fetch(self, scope: Scope, scores: Mapping[str, _Scores]) -> dict[ChunkId, EmbeddedChunk]:
        chunk_ids = list(dict.fromkeys(key for own in scores.values() for key in own))
        return {stored.chunk.chunk_id: stored for stored in self.chunks.fetch(scope, chunk_ids)}

    def _complete(
        self,
        scope: Scope,
        text: str,
        pool: Mapping[ChunkId, EmbeddedChunk],
        scores: dict[str, _Scores],
    ) -> list[str]:
        """Adds every candidate's cosine and the reranker's score; returns the stages that failed."""
        if not pool or not text.strip():
            return []
        try:
            vector = self.embedder.embed([text], "query")[0]
            cosines = np.stack([embedded.vector for embedded in pool.values()]) @ vector
            scores["dense"] = dict(zip(pool, cosines.tolist(), strict=True))
            if self.reranker and self.reranker_name == "late_interaction" and not self._has_tokens():
                return ["late_interaction"]
            if self.reranker:
                reranked = self.reranker.score(scope.workspace_id, text, list(pool.values()))
                scores[self.reranker_name] = dict(zip(pool, reranked, strict=True))
        except (Unavailable, Misconfigured):
            return ["reranker"]
        return []


def _scores(candidates: Sequence[Candidate] | None) -> _Scores:
    return {candidate.chunk_id: candidate.score for candidate in candidates or ()}


def _ranks(ordered: Sequence[ChunkId]) -> dict[ChunkId, int]:
    return {chunk_id: rank for rank, chunk_id in enumerate(ordered, 1)}


def _passage(
    chunk: Chunk, fused: float, scores: Mapping[str, _Scores], ranks: Mapping[str, Mapping[ChunkId, int]]
) -> Passage:
    own = {name: by_chunk[chunk.chunk_id] for name, by_chunk in scores.items() if chunk.chunk_id in by_chunk}
    found_by = (
        FoundBy(stage=stage, rank=rank, of=len(by_chunk), score=round(own[stage], 4))
        for stage, by_chunk in ranks.items()
        if (rank := by_chunk.get(chunk.chunk_id)) is not None
    )
    return Passage(chunk, fused, {**own, "fused": fused}, found_by=tuple(found_by))
