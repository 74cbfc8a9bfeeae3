"""Runs each stage of retrieval by itself, and measures its ranking and its time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from evaluation.metrics.ranking import METRICS, mean_with_interval, score_ranking
from evaluation.retrieval.beir import TestSet
from genai_core.domain.identifiers import ChunkId
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope
from genai_core.usecases.retrieval.retrieve_passages import RetrievePassages, TimedRetrieval

StageName = Literal["lexical", "dense", "fused", "reranked"]
STAGES: tuple[StageName, ...] = ("lexical", "dense", "fused", "reranked")
_RETRIEVER_DEPTH = 300
"""Chunks per single retriever, so that it has 100 documents."""

_Rank = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class StageFigures:
    """Figures of one stage.

    Attributes:
        metrics: Mean over all questions and its 95 % bootstrap interval, by name; all from 0 to 1.
    """

    metrics: dict[str, tuple[float, float, float]]
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Stages:
    """Asks every question of a set, stage by stage.

    Attributes:
        document_of: The corpus document of each chunk.
        depth: Candidates of each retriever.
        passages: Number that models get in use; rankings are as deep as recall@100 needs.
    """

    retrieve: RetrievePassages
    scope: Scope
    document_of: Mapping[ChunkId, str]
    depth: int
    passages: int

    def measure(self, name: StageName, test_set: TestSet) -> StageFigures:
        """Returns the figures of one stage; a document ranks as its best chunk."""
        rank, timed = self._ranking(name)
        timed(next(iter(test_set.questions.values())))
        # Separate from the deeper rankings, which would leave the caches colder than in use.
        spent = [_milliseconds(timed, text) for text in test_set.questions.values()]
        scores = [
            score_ranking(list(dict.fromkeys(rank(text))), test_set.relevant[identifier])
            for identifier, text in test_set.questions.items()
        ]
        metrics = {name: mean_with_interval([row[name] for row in scores]) for name in METRICS}
        p50, p95 = np.percentile(spent, [50, 95])
        return StageFigures(metrics, float(p50), float(p95))

    def _ranking(self, name: StageName) -> tuple[_Rank, _Rank]:
        """Returns a function that ranks the documents, and one to time, as deep as in use."""
        if name in ("lexical", "dense"):
            retriever = self.retrieve.lexical if name == "lexical" else self.retrieve.dense
            return (
                lambda text: self._of_retriever(retriever(self.scope, text, _RETRIEVER_DEPTH).candidates),
                lambda text: self._of_retriever(retriever(self.scope, text, self.depth).candidates),
            )
        whole = self.retrieve
        if name == "fused":
            whole = replace(whole, fuse=replace(whole.fuse, reranker=None))
        return (
            lambda text: self._of_passages(whole(self.scope, text, self.depth, 2 * self.depth)),
            lambda text: self._of_passages(whole(self.scope, text, self.depth, self.passages)),
        )

    def _of_retriever(self, candidates: Sequence[Candidate]) -> list[str]:
        return [self.document_of[candidate.chunk_id] for candidate in candidates]

    def _of_passages(self, retrieved: TimedRetrieval) -> list[str]:
        return [self.document_of[passage.chunk.chunk_id] for passage in retrieved.passages]


def _milliseconds(rank: _Rank, text: str) -> float:
    began = time.perf_counter()
    rank(text)
    return 1000 * (time.perf_counter() - began)
