"""What only OpenSearch has to prove: scores like PostgreSQL's, and writes that stand in for transactions."""

from __future__ import annotations

import random
import socket
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from genai_core.adapters.opensearch.chunk_index import DocumentChunks, OpenSearchChunkIndex
from genai_core.adapters.opensearch.client import OpenSearch
from genai_core.adapters.opensearch.layout import alias_of, index_behind
from genai_core.adapters.opensearch.leases import INDEX, Leases
from genai_core.adapters.opensearch.records import as_document
from genai_core.domain.identifiers import ChunkId
from genai_core.errors import Misconfigured, Overloaded, Unavailable
from tests.contract.search_engines import (
    ANALYSER,
    DIMENSIONS,
    Engine,
    chunks_of,
    document,
    everything,
    fill,
    memory_engine,
    opensearch_engine_on,
    random_vector,
    version,
)

WORDS = [
    f"{left}{right}" for left in ("bam", "cor", "dil", "fen") for right in ("ta", "ri", "mo", "zu", "ke")
]


def random_text(rng, longest):
    words = [WORDS[int(len(WORDS) * rng.random() ** 2)] for _ in range(rng.randint(1, longest))]
    return " ".join([*words, *(["x-17"] if rng.random() < 0.2 else [])])


def both_filled(engine, workspace, longest):
    rng, memory = random.Random(3), memory_engine()
    texts = {f"d{number}": tuple(random_text(rng, longest) for _ in range(3)) for number in range(60)}
    fill(memory, workspace, **texts)
    documents = [
        DocumentChunks(document(name), version(1), chunks_of(name, *parts)) for name, parts in texts.items()
    ]
    engine.chunks.replace_documents(workspace, documents)
    return rng, memory


def scores(engine, workspace, question):
    hits = engine.lexical.search_text(everything(workspace), question, 300)
    return {hit.chunk_id: hit.score for hit in hits}


def test_scores_are_those_of_the_other_engines_while_lengths_fit_lucenes_byte(opensearch_engine, workspace):
    rng, memory = both_filled(opensearch_engine, workspace, longest=36)
    for _ in range(20):
        question = " ".join([*rng.sample(WORDS, 4), "x-17"])
        expected = scores(memory, workspace, question)
        assert scores(opensearch_engine, workspace, question) == pytest.approx(expected, rel=1e-4)


def test_scores_of_longer_chunks_differ_by_what_the_byte_rounds_away(opensearch_engine, workspace):
    rng, memory = both_filled(opensearch_engine, workspace, longest=150)
    for _ in range(20):
        question = " ".join(rng.sample(WORDS, 4))
        expected = scores(memory, workspace, question)
        assert scores(opensearch_engine, workspace, question) == pytest.approx(expected, rel=0.06)


def test_rebuilding_an_index_makes_statistics_exact_while_readers_see_everything(
    opensearch_engine, workspace
):
    _, memory = both_filled(opensearch_engine, workspace, longest=36)
    for target in (opensearch_engine, memory):
        for number in range(0, 60, 2):
            chunks = chunks_of(f"d{number}", "bamta corri", number=2)
            target.chunks.replace_document(workspace, document(f"d{number}"), version(2), chunks)
    before = index_behind(opensearch_engine.chunks.server, alias_of(workspace))
    count, seen = memory.chunks.count(workspace), set()
    with ThreadPoolExecutor(1) as threads:
        building = threads.submit(opensearch_engine.chunks.rebuild, workspace)
        while not building.done():
            seen.add(len(opensearch_engine.lexical.search_text(everything(workspace), " ".join(WORDS), 300)))
        assert building.result() == count
    assert seen <= {count}
    assert index_behind(opensearch_engine.chunks.server, alias_of(workspace)) != before
    expected = scores(memory, workspace, "bamta fenke")
    assert scores(opensearch_engine, workspace, "bamta fenke") == pytest.approx(expected, rel=1e-4)
    chunk = ChunkId("d0-2-0")
    (hit,) = opensearch_engine.chunks.fetch(everything(workspace), [chunk])
    (same,) = memory.chunks.fetch(everything(workspace), [chunk])
    assert (hit.chunk, hit.packed_tokens) == (same.chunk, same.packed_tokens)


def leave_behind(engine, workspace, number, written):
    """Does what a writer does that dies after writing some chunks of a version, shown to nobody."""
    server, alias = engine.chunks.server, alias_of(workspace)
    chunks = chunks_of("a", "heron", "heron", "heron", number=number)
    Leases(server, lambda *_: None)._create_index()
    intent = {document("a"): [embedded.chunk.chunk_id for embedded in chunks]}
    record = {"owner": "dead", "expires_at": 1.0, "intent": intent}
    server.ask("PUT", f"/{INDEX}/_create/{alias}", record)
    operations = [
        (
            {"index": {"_id": embedded.chunk.chunk_id}},
            as_document(embedded, version(number), ANALYSER),
        )
        for embedded in chunks[:written]
    ]
    server.bulk(alias, operations, lambda: None)


@pytest.mark.parametrize(
    ("written", "expected"), [(0, ["a-1-0"]), (2, ["a-1-0"]), (3, ["a-2-0", "a-2-1", "a-2-2"])]
)
def test_what_a_lost_writer_began_is_undone_or_finished_by_the_next(
    opensearch_engine, workspace, written, expected
):
    fill(opensearch_engine, workspace, a="walrus", b="otter")
    leave_behind(opensearch_engine, workspace, 2, written)
    assert opensearch_engine.chunks.count(workspace) == 2
    fill(opensearch_engine, workspace, c="egret")
    hits = opensearch_engine.lexical.search_text(everything(workspace), "walrus heron", 10)
    assert sorted(hit.chunk_id for hit in hits) == expected
    assert opensearch_engine.chunks.count(workspace) == len(expected) + 2


def test_a_version_that_cannot_be_written_leaves_the_old_one_and_no_lease(opensearch_engine, workspace):
    fill(opensearch_engine, workspace, a=("walrus", "otter"))
    good, bad = chunks_of("a", "heron", "egret", number=2)
    bad.vector.resize(3, refcheck=False)
    with pytest.raises(Exception, match="dimension"):
        opensearch_engine.chunks.replace_document(workspace, document("a"), version(2), [good, bad])
    fill(opensearch_engine, workspace, b="stork")
    hits = opensearch_engine.lexical.search_text(everything(workspace), "walrus otter heron egret", 10)
    assert sorted(hit.chunk_id for hit in hits) == ["a-1-0", "a-1-1"]


def test_a_writer_that_is_too_slow_notices_that_its_lease_is_another_s(opensearch_engine, workspace):
    leases = Leases(opensearch_engine.chunks.server, lambda *_: None)
    alias = alias_of(workspace)
    with leases.held(alias, {document("a"): ()}):
        lease = leases._read(alias)
        assert lease is not None
        leases._rewrite(lease)
        with pytest.raises(Overloaded, match="lost"):
            leases._rewrite(lease)


def test_large_documents_are_written_in_several_requests(opensearch_engine, workspace):
    texts = [f"chunk {number} " + "word " * 2000 for number in range(700)]
    chunks = chunks_of("a", *texts)
    opensearch_engine.chunks.replace_document(workspace, document("a"), version(1), chunks)
    assert opensearch_engine.chunks.count(workspace) == 700
    hits = opensearch_engine.chunks.fetch(
        everything(workspace), [embedded.chunk.chunk_id for embedded in chunks]
    )
    assert [embedded.chunk.text for embedded in hits] == texts


def test_an_engine_that_is_down_is_unavailable(workspace):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        engine = opensearch_engine_on(OpenSearch(f"http://127.0.0.1:{probe.getsockname()[1]}"))
        for call in (
            lambda: engine.lexical.search_text(everything(workspace), "walrus", 1),
            lambda: fill(engine, workspace, a="walrus"),
        ):
            with pytest.raises(Unavailable):
                call()


def test_a_server_that_is_not_opensearch_is_named(opensearch, workspace):
    engine: Engine = opensearch_engine_on(OpenSearch(f"{opensearch}/nonsense"))
    assert isinstance(engine.chunks, OpenSearchChunkIndex)
    with pytest.raises((Misconfigured, Exception), match="OpenSearch"):
        engine.chunks.count(workspace)


def test_graphs_find_the_true_neighbours(opensearch_engine, workspace):
    memory, rng = memory_engine(), np.random.default_rng(3)
    chunks = chunks_of("a", *(f"text {number}" for number in range(2000)))
    for chunk in chunks:
        chunk.vector[:] = rng.normal(size=DIMENSIONS)
        chunk.vector[:] /= np.linalg.norm(chunk.vector)
    for target in (opensearch_engine, memory):
        target.chunks.replace_document(workspace, document("a"), version(1), chunks)
    shared = 0
    for seed in range(20):
        hits, truth = (
            target.vectors.search_vector(everything(workspace), random_vector(seed), 10)
            for target in (opensearch_engine, memory)
        )
        shared += len({hit.chunk_id for hit in hits} & {hit.chunk_id for hit in truth})
    assert shared >= 0.97 * 200
