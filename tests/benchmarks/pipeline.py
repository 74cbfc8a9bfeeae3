"""One question in one process, models left out: `python -m tests.benchmarks.pipeline`.

Real encoder, real PostgreSQL: retrieval with both retrievers and late interaction, then the comparison of two
answers with each other and with the passages.
"""

import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from evaluation.retrieval.beir import CorpusDocument
from evaluation.retrieval.corpus_chunks import cut
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import (
    ContentHash,
    DocumentId,
    ModelId,
    RunId,
    SessionId,
    UserId,
    WorkspaceId,
)
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.scopes import Scope
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.usecases.ingestion.embed_chunks import embed_passages
from local_runtime.servers.throwaway_postgres import throwaway_postgres

ROOT = Path(__file__).parents[2]
WORKSPACE = WorkspaceId("benchmark")
ROUNDS = 10


def main() -> None:
    """Prints the median and the 95th percentile of each part over the samples' questions."""
    questions = [row["question"] for row in json.loads((ROOT / "samples/questions.json").read_text())]
    with throwaway_postgres() as address:
        os.environ |= {
            "DATABASE_HOST": address.host,
            "DATABASE_PORT": str(address.port),
            "DATABASE_NAME": address.database,
            "DATABASE_USER": address.user,
            "DATABASE_AUTH": "trust",
            "EMBEDDER_PATH": str(ROOT / ".build/model"),
        }
        from genai_core.wiring import embedding, engines, retrieval  # noqa: PLC0415 - reads what was just set

        ingest(embedding.embedder(), engines.engine_parts().chunks)
        search, check = retrieval.retrieval(), CheckAnswers(embedding.answer_embedder())
        spent: dict[str, list[float]] = {"retrieve": [], "check": []}
        for question in questions * ROUNDS:
            retrieved = timed(
                spent["retrieve"], search, Scope(WORKSPACE, UserId("benchmark")), question, 50, 8
            )
            answers = [answer(name, retrieved.passages[index].chunk.text) for index, name in enumerate("ab")]
            timed(spent["check"], check, asked(question), answers, retrieved.passages)
        engines.engine_parts().close()
    spent["both"] = [sum(pair) for pair in zip(*spent.values(), strict=True)]
    for name, values in spent.items():
        worst = statistics.quantiles(values, n=20)[-1]
        print(f"{name:<9} median {statistics.median(values):6.1f} ms   95 % {worst:6.1f} ms")


def ingest(embedder, chunk_index) -> None:
    """Writes the text samples as ingestion does."""
    files = [*(ROOT / "samples").glob("*.md"), *(ROOT / "samples").glob("*.txt")]
    documents = [CorpusDocument(file.stem, file.stem, file.read_text()) for file in files]
    for name, chunks in cut(documents).items():
        embedded = embed_passages(embedder, chunks)
        chunk_index.replace_document(WORKSPACE, DocumentId(name), ContentHash("1"), embedded)


def answer(name: str, text: str) -> ModelAnswer:
    """An answer of two sentences out of a passage."""
    return ModelAnswer(ModelId(name), name, ModelStatus.ANSWERED, ". ".join(text.split(". ")[:2]))


def asked(text: str) -> Question:
    ids = RunId("run"), "request", WORKSPACE, SessionId("session"), UserId("user")
    return Question(*ids, text, standalone=text)


def timed(spent: list[float], work: Callable, *arguments):
    start = time.perf_counter()
    result = work(*arguments)
    spent.append((time.perf_counter() - start) * 1000)
    return result


if __name__ == "__main__":
    main()
