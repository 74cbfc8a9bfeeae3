"""Ask the sample's method every question of a set, on our chunks."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from evaluation.peers.aws_sample import SampleMethod, SampleRow
from evaluation.retrieval.beir import TestSet
from evaluation.retrieval.corpus_chunks import cut, sentence_vectors
from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.adapters.pgvector.connection import Database
from local_runtime.servers.throwaway_postgres import throwaway_postgres


def rank_by_sample(test_set: TestSet, model: Path, cache: Path) -> tuple[dict[str, list[str]], float]:
    """Returns the documents found for each question, best chunk first, and the 95th percentile in ms."""
    embedder = OnnxEmbedder(model)
    chunks = cut(test_set.documents)
    names = [name for name, parts in chunks.items() for _ in parts]
    whole = [chunk for parts in chunks.values() for chunk in parts]
    texts = [chunk.searchable_text for chunk in whole]
    vectors = sentence_vectors(chunks, embedder, cache)
    rows = [
        SampleRow(chunk.chunk_id, str(index), text, vector)
        for index, (chunk, text, vector) in enumerate(zip(whole, texts, vectors, strict=True))
    ]
    rankings: dict[str, list[str]] = {}
    spent: list[float] = []
    with throwaway_postgres() as address:
        database = Database(address.host, address.port, address.database, address.user)
        method = SampleMethod(database)
        method.write(rows)
        method("warm", embedder.embed(["warm"], "query")[0])
        for identifier, text in test_set.questions.items():
            began = time.perf_counter()
            ids = method(text, embedder.embed([text], "query")[0])
            spent.append(1000 * (time.perf_counter() - began))
            rankings[identifier] = list(dict.fromkeys(names[int(index)] for _, index in ids))
        database.close()
    return rankings, float(np.percentile(spent, 95))
