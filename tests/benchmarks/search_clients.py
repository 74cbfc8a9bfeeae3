"""One client that asks one question after another, and several at a time."""

import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from evaluation.peers.aws_sample import SampleMethod
from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.adapters.pgvector.chunk_index import PgChunkIndex
from genai_core.adapters.pgvector.connection import Database
from genai_core.adapters.pgvector.lexical_index import PgLexicalIndex
from genai_core.adapters.pgvector.vector_index import PgVectorIndex
from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.adapters.system.clock import SystemClock
from genai_core.domain.identifiers import UserId
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.scopes import Scope
from genai_core.usecases.retrieval.fuse_passages import FusePassages
from genai_core.usecases.retrieval.retrieve_passages import RetrievePassages
from genai_core.usecases.retrieval.search_dense import SearchDense
from genai_core.usecases.retrieval.search_lexical import SearchLexical
from genai_core.wrappers.cached_embedder import CachedEmbedder
from local_runtime.servers.throwaway_postgres import PostgresAddress
from tests.benchmarks.search_load import WORKSPACE

MODEL = Path(__file__).parents[2] / ".build/model"
SCOPE = Scope(WORKSPACE, UserId("benchmark"))
DEPTH, PASSAGES = 50, 8
CLIENTS, SECONDS = 8, 15

Ask = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Client:
    """The parts that search, on connections of their own."""

    database: Database
    retrieve: RetrievePassages
    sample: SampleMethod

    @property
    def analyser(self) -> LexicalAnalyser:
        index = self.retrieve.lexical.index
        assert isinstance(index, PgLexicalIndex)
        return index.analyser

    def encode(self, questions: Sequence[str]) -> np.ndarray:
        return np.concatenate([self.retrieve.dense.embedder.embed([text]) for text in questions])

    def dense(self, text: str) -> list[str]:
        return [candidate.chunk_id for candidate in self.retrieve.dense(SCOPE, text, DEPTH).candidates]

    def lexical(self, text: str) -> list[str]:
        return [candidate.chunk_id for candidate in self.retrieve.lexical(SCOPE, text, DEPTH).candidates]

    def ours(self, text: str) -> object:
        """Hybrid retrieval without a reranker."""
        return self.retrieve(SCOPE, text, DEPTH, PASSAGES)

    def theirs(self, text: str) -> object:
        """The AWS sample's retrieval without its reranker."""
        return self.sample(text, self.retrieve.dense.embedder.embed([text])[0])

    def theirs_connected(self, text: str) -> object:
        """The same on a connection that is kept."""
        kept = replace(self.sample, keeps_connection=True)
        return kept(text, self.retrieve.dense.embedder.embed([text])[0])


def connect(address: PostgresAddress) -> Client:
    database = Database(address.host, address.port, address.database, address.user)
    analyser, embedder = LexicalAnalyser(SnowballStemmer()), CachedEmbedder(OnnxEmbedder(MODEL))
    fuse = FusePassages(PgChunkIndex(database, analyser), embedder, reranker=None)
    dense = SearchDense(embedder, PgVectorIndex(database))
    lexical = SearchLexical(PgLexicalIndex(database, analyser))
    return Client(database, RetrievePassages(dense, lexical, fuse, SystemClock()), SampleMethod(database))


def milliseconds(ask: Ask, questions: Sequence[str]) -> np.ndarray:
    """Returns how long each question took, asked one after the other."""
    spent = []
    for text in questions:
        began = time.perf_counter()
        ask(text)
        spent.append(1000 * (time.perf_counter() - began))
    return np.array(spent)


def questions_a_second(address: PostgresAddress, method: str, questions: Sequence[str]) -> float:
    """Returns what `CLIENTS` processes are answered together."""
    context = multiprocessing.get_context("spawn")
    ready, counts = context.Barrier(CLIENTS), context.Queue()
    clients = [
        context.Process(target=_keep_asking, args=(address, method, list(questions), number, ready, counts))
        for number in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    total = sum(counts.get(timeout=10 * SECONDS + 120) for _ in clients)
    for client in clients:
        client.join()
    return total / SECONDS


def _keep_asking(address, method: str, questions: list[str], number: int, ready, counts) -> None:
    os.environ["OMP_NUM_THREADS"] = "1"
    client = connect(address)
    ask: Ask = getattr(client, method)
    ask(questions[number])
    ready.wait(120)
    done, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        ask(questions[(31 * number + done) % len(questions)])
        done += 1
    client.database.close()
    counts.put(done)
