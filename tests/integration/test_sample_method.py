"""The method of AWS's sample on a real PostgreSQL, so that what it is compared by is what it does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evaluation.peers.aws_sample import SampleMethod, SampleRow
from evaluation.peers.sample_rankings import rank_by_sample
from evaluation.retrieval.beir import read_test_set
from genai_core.adapters.pgvector.connection import Database
from local_runtime.servers.throwaway_postgres import throwaway_postgres

ROOT = Path(__file__).parents[2]


def test_its_lists_stand_one_behind_the_other_and_every_word_must_be_there() -> None:
    random = np.random.default_rng(4)
    vectors = random.standard_normal((200, 384)).astype(np.float32)
    texts = ["volumes are encrypted", "a volume is encrypted twice", "a volume", *["filler"] * 197]
    rows = [
        SampleRow(f"c{index}", f"d{index // 2}", text, vector)
        for index, (text, vector) in enumerate(zip(texts, vectors, strict=True))
    ]
    with throwaway_postgres() as address:
        database = Database(address.host, address.port, address.database, address.user)
        method = SampleMethod(database)
        method.write(rows)
        near = method.nearest(vectors[150])
        assert near[0] == ("c150", "d75")
        assert {chunk for chunk, _ in method.with_all_words("encrypted volume")} == {"c0", "c1"}
        assert method.with_all_words("encrypted walrus volume") == []
        passages = method("encrypted volume", vectors[150])
        assert passages[: len(near)] == near
        assert {"c0", "c1"} <= {chunk for chunk, _ in passages}
        database.close()


def test_it_ranks_the_documents_of_a_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBEDDER_PATH", str(ROOT / ".build/model"))
    test_set = read_test_set(ROOT / "tests/data/retrieval/gardens")
    rankings, p95_ms = rank_by_sample(test_set, ROOT / ".build/model", tmp_path)
    assert set(rankings) == set(test_set.questions)
    assert all(
        set(ranking) <= {document.identifier for document in test_set.documents}
        for ranking in rankings.values()
    )
    assert p95_ms > 0
