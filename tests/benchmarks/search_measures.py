"""What the search benchmark asks of a client that is connected."""

from collections.abc import Callable, Sequence

import numpy as np

from tests.benchmarks.search_clients import Client, milliseconds
from tests.benchmarks.search_exact import lexical_scores, nearest, overlap
from tests.benchmarks.search_load import Loaded

_AT = 10


def timed(ask: Callable[[str], object], questions: Sequence[str], rounds: int = 3) -> str:
    """Returns the percentiles of each question's time, after a round that warms what is read."""
    milliseconds(ask, questions)
    spent = np.concatenate([milliseconds(ask, questions) for _ in range(rounds)])
    middle, slow = np.percentile(spent, [50, 95])
    return f"p50 {middle:.1f} ms, p95 {slow:.1f} ms"


def found_by_ours(client: Client, loaded: Loaded, questions: Sequence[str]) -> tuple[float, float]:
    """Returns recall@10 of dense and overlap@10 of lexical search, asked as deep as in use."""
    exact = nearest(loaded, client.encode(questions), _AT)
    hits = [client.dense(text)[:_AT] for text in questions]
    recall = [len(set(ours) & set(best)) / _AT for ours, best in zip(hits, exact, strict=True)]
    ids = {name: index for index, name in enumerate(loaded.chunk_ids)}
    weights = [client.analyser.weigh(text) for text in questions]
    rows = zip(lexical_scores(loaded, weights), questions, strict=True)
    shared = [overlap(scores, client.lexical(text), ids) for scores, text in rows]
    return float(np.mean(recall)), float(np.mean(shared))


def found_by_sample(client: Client, loaded: Loaded, questions: Sequence[str]) -> tuple[float, float]:
    """Returns recall@10 of the sample's dense search, and how often its keyword search finds nothing."""
    vectors = client.encode(questions)
    exact = nearest(loaded, vectors, _AT)
    hits = [[chunk for chunk, _ in client.sample.nearest(vector)][:_AT] for vector in vectors]
    recall = [len(set(ours) & set(best)) / _AT for ours, best in zip(hits, exact, strict=True)]
    silent = [not client.sample.with_all_words(text) for text in questions]
    return float(np.mean(recall)), float(np.mean(silent))
