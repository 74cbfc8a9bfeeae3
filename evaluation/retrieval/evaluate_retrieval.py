"""Measures retrieval on a BEIR folder: through the real chunker, index, retrievers, fusion and reranker.

It ingests the folder into a temporary workspace, asks every question, and prints nDCG@10, recall and MRR with
bootstrap intervals for each stage, and its latency. It exits with 1 if the nDCG@10 of the last stage is below
`--min-ndcg`, and with 2 if it cannot measure.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from evaluation.metrics.ranking import METRICS
from evaluation.retrieval.beir import TestSet, read_test_set
from evaluation.retrieval.corpus_chunks import cut, encode, encoder_version, write_each
from evaluation.retrieval.stages import STAGES, StageFigures, StageName, Stages
from genai_core.domain.identifiers import ChunkId, DocumentId, UserId, WorkspaceId
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import Engine, SearchBackend
from genai_core.errors import InvalidInput, NotFound, QuorumError
from genai_core.settings import settings
from local_runtime.servers.throwaway_engine import ROOT, throwaway_engine
from local_runtime.servers.throwaway_opensearch import write_many

CACHE = ROOT / ".build/evaluation"
_ROW = "  {:10}{:>24}{:>11}{:>12}{:>8}{:>9}{:>9}"


@dataclass(frozen=True, slots=True)
class RetrievalFigures:
    """Figures of one set, its stages in order."""

    name: str
    documents: int
    chunks: int
    questions: int
    stages: dict[StageName, StageFigures]

    def as_json(self) -> dict[str, Any]:
        """Returns the means and percentiles as JSON."""
        return {
            "set": self.name,
            "docs": self.documents,
            "chunks": self.chunks,
            "queries": self.questions,
            "stages": {
                name: {
                    **{metric: round(stage.metrics[metric][0], 4) for metric in METRICS},
                    "p50_ms": round(stage.p50_ms, 2),
                    "p95_ms": round(stage.p95_ms, 2),
                }
                for name, stage in self.stages.items()
            },
        }


def evaluate_retrieval(
    folder: Path,
    *,
    max_questions: int | None = None,
    depth: int = 50,
    stages: Sequence[StageName] = STAGES,
    cache: Path = CACHE,
    engine: Engine = "postgresql",
) -> RetrievalFigures:
    """Returns the figures of one set; only once per process, because it sets the process's settings.

    Args:
        max_questions: Number of questions, from the first; all if None.
        depth: Candidates of each retriever.
        cache: Folder for encoded chunks between runs.
        engine: The search engine, of which a temporary server runs.

    Raises:
        NotFound, InvalidInput: A file of the set is missing or garbled.
        Misconfigured: The encoder is not built, or the engine is not installed.
    """
    test_set = read_test_set(folder, max_questions)
    for note in test_set.notes:
        print(f"  note: {note}", file=sys.stderr)
    workspace_id = WorkspaceId(f"evaluation-{secrets.token_hex(6)}")
    with throwaway_engine(engine, workspace_id):
        from genai_core.wiring import retrieval  # noqa: PLC0415  (reads the environment set above)

        document_of = ingest(test_set, cache, engine, workspace_id)
        scope = Scope(workspace_id, UserId("evaluation"))
        asked = Stages(
            retrieval.retrieval(SearchBackend(engine)),
            scope,
            document_of,
            depth,
            settings().retrieval.passages,
        )
        measured: dict[StageName, StageFigures] = {}
        for name in stages:
            measured[name] = asked.measure(name, test_set)
    sizes = len(test_set.documents), len(document_of), len(test_set.questions)
    return RetrievalFigures(test_set.name, *sizes, measured)


def ingest(test_set: TestSet, cache: Path, engine: Engine, workspace_id: WorkspaceId) -> dict[ChunkId, str]:
    """Writes the whole set and returns the document of each chunk."""
    from genai_core.wiring import embedding, engines  # noqa: PLC0415

    chunks = cut(test_set.documents)
    everything = [chunk for parts in chunks.values() for chunk in parts]
    folder, progress = cache / encoder_version(embedding.embedder()), _progress("encoded", len(everything))
    encoded = encode(everything, embedding.embedder(), folder, progress)
    report = _progress("documents indexed", len(chunks))
    versions = (
        (parts[0].document_id if parts else DocumentId("none"), [next(encoded) for _ in parts])
        for parts in chunks.values()
    )
    write = write_many if engine == "opensearch" else write_each
    for number in write(engines.engine_parts(engine).chunks, workspace_id, versions):
        report(number)
    engines.engine_parts(engine).vectors.ensure_vector_index(workspace_id)
    return {chunk.chunk_id: name for name, parts in chunks.items() for chunk in parts}


def _progress(task: str, total: int) -> Callable[[int], None]:
    began = time.monotonic()
    shown = began

    def report(done: int) -> None:
        nonlocal shown
        if time.monotonic() - shown > 10:
            shown = time.monotonic()
            print(f"  {done:,} of {total:,} {task}, {shown - began:.0f} s", file=sys.stderr, flush=True)

    return report


def print_report(figures: RetrievalFigures) -> None:
    """Prints one set's figures as a table."""
    print(
        f"{figures.name}: {figures.documents:,} documents, {figures.chunks:,} chunks,"
        f" {figures.questions:,} questions"
    )
    print(_ROW.format("stage", "nDCG@10 (95 %)", "recall@10", "recall@100", "MRR@10", "p50 ms", "p95 ms"))
    for name, stage in figures.stages.items():
        shares = [f"{100 * stage.metrics[metric][0]:.1f}" for metric in METRICS]
        _, low, high = stage.metrics["ndcg@10"]
        quality = f"{shares[0]} ({100 * low:.1f} to {100 * high:.1f})"
        print(_ROW.format(name, quality, *shares[1:], f"{stage.p50_ms:.1f}", f"{stage.p95_ms:.1f}"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        if asked.json and not asked.json.resolve().parent.is_dir():
            raise NotFound(f"the folder of {str(asked.json)!r} does not exist", remedy="Create it first.")
        figures = evaluate_retrieval(
            asked.folder,
            max_questions=asked.questions,
            depth=asked.depth,
            stages=_stages(asked.stages),
            engine="postgresql" if asked.engine == "pgvector" else asked.engine,
        )
    except QuorumError as error:
        print(error, file=sys.stderr)
        return 2
    print_report(figures)
    if asked.json:
        asked.json.write_text(json.dumps(figures.as_json(), indent=1) + "\n")
    last, reached = list(figures.stages.items())[-1]
    ndcg = 100 * reached.metrics["ndcg@10"][0]
    if ndcg < asked.min_ndcg:
        print(f"nDCG@10 of {last} is {ndcg:.1f}, below {asked.min_ndcg:g}", file=sys.stderr)
        return 1
    return 0


def _stages(names: Sequence[str]) -> list[StageName]:
    wanted = [part for name in names for part in name.split(",") if part]
    for name in wanted:
        if name not in STAGES:
            raise InvalidInput(f"there is no stage {name!r}", remedy=f"Name some of {', '.join(STAGES)}.")
    return [name for name in STAGES if name in wanted]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="quorum evaluate retrieval", description=__doc__)
    parser.add_argument(
        "folder", type=Path, help="folder with corpus.jsonl[.gz], queries.jsonl and qrels.tsv"
    )
    parser.add_argument("--engine", choices=["pgvector", *get_args(Engine)], default="postgresql")
    parser.add_argument(
        "--stages", "--legs", nargs="+", default=STAGES, help=f"stages to measure: {', '.join(STAGES)}"
    )
    parser.add_argument("--questions", type=_count, default=None, help="number of questions, from the first")
    parser.add_argument("--depth", type=_count, default=50, help="candidates of each retriever")
    parser.add_argument("--min-ndcg", type=float, default=0.0, help="exit with 1 below this, 0 to 100")
    parser.add_argument("--json", type=Path, default=None, help="file for the figures")
    return parser


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a count: give a whole number from 1")
    return int(text)


if __name__ == "__main__":
    raise SystemExit(main())
