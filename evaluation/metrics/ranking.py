"""Ranking metrics and their confidence intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from evaluation.metrics.figures import bootstrap

METRICS = ("ndcg@10", "recall@10", "recall@100", "mrr@10")
_RESAMPLES, _SEED = 2000, 17


def score_ranking(ranking: Sequence[str], relevant: Mapping[str, int]) -> dict[str, float]:
    """Returns each metric of one ranking of distinct documents, best first; all from 0 to 1."""
    gains = [relevant.get(document, 0) for document in ranking[:10]]
    ideal = sorted(relevant.values(), reverse=True)[:10]
    first = next((rank for rank, gain in enumerate(gains) if gain), None)
    return {
        "ndcg@10": _discounted(gains) / _discounted(ideal),
        "recall@10": _recall(ranking[:10], relevant),
        "recall@100": _recall(ranking[:100], relevant),
        "mrr@10": 0.0 if first is None else 1 / (first + 1),
    }


def mean_with_interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Returns the mean and its 95 % bootstrap interval over questions; the same in every run."""
    sample = np.asarray(values, np.float64)
    low, high = bootstrap(
        lambda rows: float(sample[rows].mean()), range(len(sample)), rounds=_RESAMPLES, seed=_SEED
    )
    return float(sample.mean()), low, high


def _recall(ranking: Sequence[str], relevant: Mapping[str, int]) -> float:
    return len(set(ranking) & set(relevant)) / len(relevant)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / np.log2(rank + 2) for rank, gain in enumerate(gains))
