"""Search in a large workspace: `python -m tests.benchmarks.search --chunks 1000000`.

Writes so many chunks of recombined real text into the embedded PostgreSQL as ingestion does, builds the
vector index, and measures: time and bytes; hybrid retrieval without reranker, warm, one question at a time
and with eight clients; recall of dense search against comparing all vectors; overlap of the lexical retriever
with exact BM25; and the method of AWS's sample on the same rows. A million chunks take about half an hour
and 13 GB of disk on two cores, and 6 GB of memory.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from evaluation.retrieval.corpus_chunks import encoder_version
from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.adapters.pgvector.connection import Database
from genai_core.adapters.pgvector.segments import merge_due
from local_runtime.servers.throwaway_postgres import PostgresAddress, throwaway_postgres
from tests.benchmarks import search_load
from tests.benchmarks.search_clients import CLIENTS, MODEL, Client, connect, questions_a_second
from tests.benchmarks.search_corpus import NOISE, ROOT, fidelity, generate, read_questions, read_sources
from tests.benchmarks.search_measures import found_by_ours, found_by_sample, timed

SERVER = {
    "shared_buffers": "4GB",
    "maintenance_work_mem": "3GB",
    "max_parallel_maintenance_workers": "1",
    "effective_cache_size": "8GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "1h",
}
"""For a server whose only work this is; PostgreSQL's own defaults are for a machine with other work."""

_LIMITS_MS = {100_000: 25, 1_000_000: 60}
_TABLES = ("chunks", "chunk_vectors", "lexical_blocks", "lexical_segments")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--data", type=Path, default=None, help="keep the database here, and use it again")
    parser.add_argument("--without-sample", action="store_true", help="leave the AWS sample's method out")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="qs", dir="/tmp") as temporary:
        folder = asked.data or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        with throwaway_postgres(folder, **SERVER) as address:
            print(
                f"{asked.chunks:,} chunks, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True
            )
            client = connect(address)
            write(client, folder, asked.chunks)
            index(client.database, client, address, asked.chunks)
            measure(client, address, folder, limit_ms=_LIMITS_MS.get(asked.chunks))
            if not asked.without_sample:
                measure_sample(client, address, folder)
            client.database.close()


def write(client: Client, folder: Path, count: int) -> None:
    """Loads the corpus where the folder has none."""
    if not (folder / "loaded.json").is_file():
        embedder = OnnxEmbedder(MODEL)
        os.environ.setdefault("EMBEDDER_PATH", str(MODEL))
        sources = read_sources(embedder, ROOT / ".build/evaluation" / encoder_version(embedder))
        mean, low = fidelity(sources, embedder)
        print(f"made vectors, noise {NOISE}: cosine to the encoder's {mean:.2f}, a twentieth below {low:.2f}")
        analyser = client.analyser
        terms = [term for text in read_questions() for term in analyser.weigh(text)]
        search_load.load(client.database, analyser, generate(sources, count), terms, folder)
    print(f"written in {search_load.read_loaded(folder).seconds:,.0f} s")


def index(database: Database, client: Client, address: PostgresAddress, count: int) -> None:
    """Adds the segments up and builds the vector index, as writes do when they are due."""

    def merge() -> None:
        while database.write(lambda cursor: merge_due(cursor, search_load.WORKSPACE)):
            pass

    print(f"segments added up in {seconds(merge):,.0f} s more", flush=True)
    vectors = client.retrieve.dense.vectors
    took = seconds(lambda: vectors.ensure_vector_index(search_load.WORKSPACE))
    print(f"HNSW in {took:,.0f} s", flush=True)
    with psycopg.connect(host=address.host, port=address.port, user=address.user, autocommit=True) as admin:
        for table in _TABLES:
            admin.execute(f"VACUUM ANALYZE {table}")
    for name, size in search_load.bytes_by_table(database).items():
        print(f"  {name:<18}{size / 1e6:>10,.0f} MB{size / count:>10,.0f} bytes a chunk", flush=True)


def measure(client: Client, address: PostgresAddress, folder: Path, limit_ms: int | None) -> None:
    """Prints how fast and how right hybrid retrieval is."""
    questions = read_questions()
    limit = f", limit of p95 {limit_ms} ms" if limit_ms else ""
    print(f"hybrid, no reranker: {timed(client.ours, questions)}{limit}", flush=True)
    print(f"  dense retriever: {timed(client.dense, questions)}; lexical: {timed(client.lexical, questions)}")
    rate = questions_a_second(address, "ours", questions)
    print(f"  {CLIENTS} clients: {rate:.0f} questions a second", flush=True)
    recall, shared = found_by_ours(client, search_load.read_loaded(folder), questions)
    print(f"  dense recall@10 {recall:.3f}; lexical overlap@10 with exact BM25 {shared:.3f}", flush=True)


def measure_sample(client: Client, address: PostgresAddress, folder: Path) -> None:
    """Prints the same of the AWS sample's method, on the same rows."""
    questions = read_questions()
    took = seconds(lambda: client.sample.write_from(search_load.WORKSPACE))
    print(f"AWS sample's method (table and indexes in {took:,.0f} s): {timed(client.theirs, questions)}")
    print(f"  on a kept connection: {timed(client.theirs_connected, questions)}")
    print(f"  {CLIENTS} clients: {questions_a_second(address, 'theirs', questions):.0f} questions a second")
    recall, silent = found_by_sample(client, search_load.read_loaded(folder), questions)
    print(
        f"  dense recall@10 {recall:.3f}; its keyword search is empty for {100 * silent:.0f} % of questions"
    )


def seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


if __name__ == "__main__":
    main()
