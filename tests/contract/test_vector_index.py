from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from genai_core.adapters.pgvector.chunk_index import PgChunkIndex
from genai_core.adapters.pgvector.vector_index import PgVectorIndex
from genai_core.errors import InvalidInput
from tests.contract.search_engines import (
    ANALYSER,
    DIMENSIONS,
    chunks_of,
    document,
    everything,
    fill,
    random_vector,
    version,
)


def test_the_nearest_come_first_with_their_cosine(engine, workspace):
    texts = [f"text {number}" for number in range(30)]
    fill(engine, workspace, a=tuple(texts))
    question = random_vector(7)
    hits = engine.vectors.search_vector(everything(workspace), question, 10)
    truth = sorted(float(chunk.vector @ question) for chunk in chunks_of("a", *texts))[::-1]
    assert [hit.score for hit in hits] == pytest.approx(truth[:10], abs=2e-3)
    assert hits == sorted(hits, key=lambda hit: -hit.score)
    assert engine.vectors.search_vector(everything(workspace), question, 10) == hits


def test_a_vector_finds_itself(engine, workspace):
    fill(engine, workspace, a=("alpha", "beta"))
    hits = engine.vectors.search_vector(everything(workspace), chunks_of("a", "beta")[0].vector, 1)
    assert [(hit.chunk_id, round(hit.score, 2)) for hit in hits] == [("a-1-1", 1.0)]


def test_an_empty_workspace_has_no_neighbours(engine, workspace):
    assert engine.vectors.search_vector(everything(workspace), random_vector(1), 5) == []


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_is_refused(engine, workspace, limit):
    with pytest.raises(InvalidInput, match=repr(limit)):
        engine.vectors.search_vector(everything(workspace), random_vector(1), limit)


@pytest.mark.parametrize(
    "vector",
    [np.ones((2, DIMENSIONS), np.float32), np.array([], np.float32), np.full(DIMENSIONS, np.nan, np.float32)],
)
def test_an_invalid_vector_is_refused(engine, workspace, vector):
    with pytest.raises(InvalidInput):
        engine.vectors.search_vector(everything(workspace), vector, 3)


def test_a_vector_of_another_length_is_refused(engine, workspace):
    fill(engine, workspace, a="text")
    with pytest.raises(InvalidInput):
        engine.vectors.search_vector(everything(workspace), np.ones(DIMENSIONS + 1, np.float32), 3)


def test_a_limit_far_beyond_the_size_gives_all(engine, workspace):
    fill(engine, workspace, a=tuple(f"text {number}" for number in range(300)))
    assert len(engine.vectors.search_vector(everything(workspace), random_vector(1), 10_000)) == 300


def test_a_large_workspace_gets_its_own_index_and_keeps_its_recall(postgres_engine, workspace):
    vectors = PgVectorIndex(postgres_engine.vectors.database, exact_up_to=500)
    texts = [f"text {number}" for number in range(2000)]
    chunks = chunks_of("a", *texts)
    rng = np.random.default_rng(3)
    for chunk in chunks:
        chunk.vector[:] = rng.normal(size=DIMENSIONS)
        chunk.vector[:] /= np.linalg.norm(chunk.vector)
    postgres_engine.chunks.replace_document(workspace, document("a"), version(1), chunks)
    questions = [random_vector(seed) for seed in range(20)]
    exact = [
        {hit.chunk_id for hit in vectors.search_vector(everything(workspace), question, 10)}
        for question in questions
    ]
    assert vectors.ensure_vector_index(workspace)
    assert vectors.ensure_vector_index(workspace)
    with vectors.database._connect() as connection:
        name = connection.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename = 'chunk_vectors' AND indexdef LIKE %s",
            (f"%{workspace}%",),
        ).fetchall()
    assert len(name) == 1
    hits = [
        {hit.chunk_id for hit in vectors.search_vector(everything(workspace), question, 10)}
        for question in questions
    ]
    shared = sum(len(a & b) for a, b in zip(exact, hits, strict=True))
    assert shared >= 0.97 * 200


@pytest.mark.parametrize("engine", ["memory", "pgvector"], indirect=True)
def test_a_small_workspace_is_searched_exactly_without_an_index(engine, workspace):
    fill(engine, workspace, a="text")
    assert not engine.vectors.ensure_vector_index(workspace)


def test_a_workspace_that_grows_gets_its_index_by_itself_and_only_one(postgres_engine, workspace):
    database = postgres_engine.vectors.database
    vectors = PgVectorIndex(database, exact_up_to=60)
    chunks = PgChunkIndex(database, ANALYSER, vectors)

    def write(number):
        chunks.replace_document(
            workspace, document(f"d{number}"), version(1), chunks_of(f"d{number}", *["text"] * 8)
        )

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(40)))
    assert chunks.count(workspace) == 320
    rows = database.query(
        "SELECT indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
        " WHERE pg_get_expr(indpred, indrelid) LIKE %s",
        (f"%{workspace}%",),
    )
    assert rows == [(True,)]
