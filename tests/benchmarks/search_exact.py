"""What searching without any index finds: BM25 by bm25s over the same tokens, cosines over all vectors."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from genai_core.domain.retrieval.bm25 import K1, B
from tests.benchmarks.search_load import Loaded

_BLOCK_ROWS = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class _Documents(Sequence):
    """Each chunk as a list of tokens: its hits of one kind of term, filled up to its length in stems.

    Only terms of the questions matter for their scores, and every kind is normed by the same length.
    """

    hits: np.ndarray
    starts: np.ndarray
    lengths: np.ndarray

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, chunk: int) -> list[int]:
        rows = self.hits[self.starts[chunk] : self.starts[chunk + 1]]
        tokens = np.repeat(rows[:, 1] + 1, rows[:, 2]).tolist()
        return tokens + [0] * (int(self.lengths[chunk]) - len(tokens))

    def __iter__(self) -> Iterator[list[int]]:
        return (self[chunk] for chunk in range(len(self)))


def lexical_scores(loaded: Loaded, questions: Sequence[Mapping[str, float]]) -> np.ndarray:
    """Returns [questions, chunks] float32: exact BM25, pairs and identifiers with their weight.

    bm25s weighs all terms alike, so it is asked for one term at a time.
    """
    import bm25s  # noqa: PLC0415 - heavy

    scores = np.zeros((len(questions), len(loaded.lengths)), np.float32)
    indices = {term: index for index, term in enumerate(loaded.terms)}
    kinds = np.array([_kind(term) for term in loaded.terms])
    for kind in range(3):
        hits = loaded.hits[kinds[loaded.hits[:, 1]] == kind]
        starts = np.searchsorted(hits[:, 0], np.arange(len(loaded.lengths) + 1))
        index = bm25s.BM25(k1=K1, b=B, method="lucene")
        vocabulary = {str(index): index for index in range(len(loaded.terms) + 1)}
        documents = cast("list[list[int]]", _Documents(hits, starts, loaded.lengths))
        index.scores = index.build_index_from_ids(list(vocabulary.values()), documents, show_progress=False)
        for number, weights in enumerate(questions):
            for term, weight in weights.items():
                if _kind(term) == kind:
                    scores[number] += weight * index.get_scores_from_ids([indices[term] + 1])
    return scores


def _kind(term: str) -> int:
    """Stems, pairs of stems, identifiers: each is counted apart, so that none lengthens a chunk."""
    return 2 if term.startswith("=") else int(" " in term)


def nearest(loaded: Loaded, vectors: np.ndarray, count: int) -> list[list[str]]:
    """Returns the ids of the nearest chunks of each vector, best first."""
    best_scores = np.full((len(vectors), count), -np.inf, np.float32)
    indices = np.zeros((len(vectors), count), np.int64)
    for start in range(0, len(loaded.vectors), _BLOCK_ROWS):
        block = np.asarray(loaded.vectors[start : start + _BLOCK_ROWS], np.float32)
        block /= np.linalg.norm(block, axis=1, keepdims=True)
        scores = np.hstack([best_scores, vectors @ block.T])
        rows = np.arange(start, start + len(block))
        candidates = np.hstack([indices, np.broadcast_to(rows, (len(vectors), len(rows)))])
        best = np.argsort(-scores, axis=1, kind="stable")[:, :count]
        best_scores, indices = (np.take_along_axis(array, best, axis=1) for array in (scores, candidates))
    return [[loaded.chunk_ids[index] for index in row] for row in indices]


def overlap(scores: np.ndarray, ranking: Sequence[str], ids: Mapping[str, int], count: int = 10) -> float:
    """Returns how many of the `count` found are among the exact best; equal scores are equally good."""
    present = int((scores > 0).sum())
    wanted = min(count, present)
    if not wanted:
        return 1.0
    edge = np.partition(scores, len(scores) - wanted)[len(scores) - wanted] * (1 - 1e-5)
    return sum(scores[ids[name]] >= edge for name in ranking[:count]) / wanted
