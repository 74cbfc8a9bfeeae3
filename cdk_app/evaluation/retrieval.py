"""Measures retrieval on a BEIR folder: through the real chunker, index, legs, fusion and reranker.

`python -m cdk_app.evaluation.retrieval DIR` prints nDCG@10, recall and MRR with bootstrap intervals for
each stage, and its latency; it exits with 1 where the last stage's nDCG@10 is below `--min-ndcg`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from cdk_app.evaluation.beir import TestSet, read_test_set
from cdk_app.evaluation.corpus_chunks import cut, encode, encoder_version, write_each
from cdk_app.evaluation.opensearch import throwaway_opensearch, write_many
from cdk_app.evaluation.postgres import throwaway_postgres
from cdk_app.evaluation.ranking_metrics import METRICS, mean_with_interval, score_ranking
from genai_core.domain.fusion import best_first, fuse_convex
from genai_core.domain.identifiers import ChunkId, DocumentId, UserId, WorkspaceId
from genai_core.domain.late_interaction import pack
from genai_core.domain.passages import Candidate
from genai_core.domain.scopes import Scope
from genai_core.domain.workspaces import Engine
from genai_core.errors import QuorumError
from genai_core.usecases.fuse_passages import MINIMA, WEIGHTS
from genai_core.usecases.retrieve_passages import RetrievePassages, TimedRetrieval

STAGES = ("lexical", "dense", "fused", "reranked")
_SIZES = {"docs": "documents", "chunks": "chunks", "queries": "questions"}
_ROW = "  {:10}{:>24}{:>11}{:>12}{:>8}{:>9}{:>9}"
_WORKSPACE = WorkspaceId("evaluation")
_SCOPE = Scope(_WORKSPACE, UserId("evaluation"))
_LEG_DEPTH = 300
"""Chunks asked of a single leg, so that it has 100 documents to show."""


@dataclass(slots=True)
class _Stage:
    """Figures of one stage, one entry for each question."""

    scores: list[dict[str, float]] = field(default_factory=list[dict[str, float]])
    milliseconds: list[float] = field(default_factory=list[float])


def evaluate_retrieval(
    folder: Path,
    *,
    max_questions: int | None = None,
    depth: int = 50,
    legs: Sequence[str] = STAGES,
    cache: Path = Path(".build/evaluation"),
    engine: Engine = "postgresql",
) -> dict[str, Any]:
    """Returns the figures of one set; once per process, whose settings it decides.

    Args:
        max_questions: Only the first so many questions; all where None.
        depth: Candidates of each leg.
        legs: Stages to report.
        cache: Where encoded chunks are kept between runs.
        engine: What searches: a throw-away server of it runs meanwhile.

    Raises:
        NotFound: A file of the set is missing.
        Misconfigured: The encoder is not built.
    """
    test_set = read_test_set(folder, max_questions)
    with _throwaway(engine):
        from genai_core.wiring import retrieval  # noqa: PLC0415  (reads the environment set above)

        chunk_of = _ingest(test_set, cache, engine)
        stages = _ask(test_set, retrieval.retrieval(engine), chunk_of, depth)
    return {
        "set": test_set.name,
        "docs": len(test_set.documents),
        "chunks": len(chunk_of),
        "queries": len(test_set.questions),
        "stages": {name: _summary(stages[name]) for name in STAGES if name in legs},
    }


@contextmanager
def _throwaway(engine: Engine) -> Generator[None]:
    """Runs a throw-away server of the engine, and says in the environment where it is."""
    os.environ.setdefault("EMBEDDER_PATH", ".build/model")
    from genai_core.wiring import retrieval  # noqa: PLC0415

    if engine == "opensearch":
        with throwaway_opensearch() as url:
            os.environ.update({"OPENSEARCH_URL": url, "OPENSEARCH_AUTH": "none"})
            yield
            retrieval.search_server().close()
        return
    with throwaway_postgres() as address:
        where = {"host": address.host, "port": str(address.port), "user": address.user, "auth": "trust"}
        os.environ.update({f"DATABASE_{name.upper()}": value for name, value in where.items()})
        os.environ["DATABASE_NAME"] = address.database
        yield
        retrieval.database().close()


def _ingest(test_set: TestSet, cache: Path, engine: Engine) -> dict[ChunkId, str]:
    """Writes the whole set and returns which document each chunk is of."""
    from genai_core.wiring import embedding, retrieval  # noqa: PLC0415

    chunks = cut(test_set.documents)
    everything = [chunk for parts in chunks.values() for chunk in parts]
    folder, progress = cache / encoder_version(), _progress("encoded", len(everything))
    encoded = encode(everything, embedding.embedder(), pack, folder, progress)
    report = _progress("documents indexed", len(chunks))
    versions = ((DocumentId(name), [next(encoded) for _ in parts]) for name, parts in chunks.items())
    write = write_many if engine == "opensearch" else write_each
    for number in write(retrieval.chunk_index(engine), _WORKSPACE, versions):
        report(number)
    retrieval.vector_index(engine).ensure_vector_index(_WORKSPACE)
    return {chunk.chunk_id: str(chunk.document_id) for chunk in everything}


def _ask(
    test_set: TestSet, retrieve: RetrievePassages, document_of: Mapping[ChunkId, str], depth: int
) -> dict[str, _Stage]:
    stages = {name: _Stage() for name in STAGES}
    for identifier, text in test_set.questions.items():
        found = retrieve(_SCOPE, text, depth, 2 * depth)
        rankings: dict[str, Iterable[ChunkId]] = {
            "lexical": _ids(retrieve.lexical(_SCOPE, text, _LEG_DEPTH).candidates),
            "dense": _ids(retrieve.dense(_SCOPE, text, _LEG_DEPTH).candidates),
            "fused": _without_reranker(found),
            "reranked": [passage.chunk.chunk_id for passage in found.passages],
        }
        spent = found.timings_ms
        took = {
            "lexical": spent["lexical"],
            "dense": spent["dense"],
            "fused": spent["lexical"] + spent["dense"],
            "reranked": spent["retrieve"],
        }
        for name, stage in stages.items():
            documents = list(dict.fromkeys(document_of[chunk] for chunk in rankings[name]))
            stage.scores.append(score_ranking(documents, test_set.relevant[identifier]))
            stage.milliseconds.append(took[name])
    return stages


def _ids(candidates: Sequence[Candidate]) -> list[ChunkId]:
    return [candidate.chunk_id for candidate in candidates]


def _without_reranker(found: TimedRetrieval) -> list[ChunkId]:
    """Returns the order the same candidates have when the reranker is down."""
    legs = {
        leg: {part.chunk.chunk_id: part.scores[leg] for part in found.passages if leg in part.scores}
        for leg in MINIMA
    }
    return best_first(fuse_convex(legs, WEIGHTS, MINIMA))


def _summary(stage: _Stage) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for metric in METRICS:
        mean, low, high = mean_with_interval([scores[metric] for scores in stage.scores])
        figures[metric] = round(mean, 4)
        figures[f"{metric}_interval"] = [round(low, 4), round(high, 4)]
    for percent in (50, 95):
        figures[f"p{percent}_ms"] = round(float(np.percentile(stage.milliseconds, percent)), 2)
    return figures


def _progress(what: str, total: int) -> Any:
    began = time.monotonic()
    shown = began

    def report(done: int) -> None:
        nonlocal shown
        if time.monotonic() - shown > 10 or done == total:
            shown = time.monotonic()
            print(f"  {done:,} of {total:,} {what}, {shown - began:.0f} s", file=sys.stderr, flush=True)

    return report


def print_report(result: Mapping[str, Any]) -> None:
    """Prints one set's figures as a table."""
    sizes = (f"{result[key]:,} {name}" for key, name in _SIZES.items())
    print(f"{result['set']}: {', '.join(sizes)}")
    print(_ROW.format("stage", "nDCG@10 (95 %)", "recall@10", "recall@100", "MRR@10", "p50 ms", "p95 ms"))
    for name, stage in result["stages"].items():
        low, high = (100 * bound for bound in stage["ndcg@10_interval"])
        shares = [f"{100 * stage[metric]:.1f}" for metric in METRICS]
        times = [f"{stage['p50_ms']:.1f}", f"{stage['p95_ms']:.1f}"]
        print(_ROW.format(name, f"{shares[0]} ({low:.1f} to {high:.1f})", *shares[1:], *times))


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--questions", type=int, default=None, help="only the first so many")
    parser.add_argument("--depth", type=int, default=50, help="candidates of each leg")
    parser.add_argument("--engine", choices=["postgresql", "opensearch"], default="postgresql")
    parser.add_argument("--legs", nargs="+", choices=STAGES, default=STAGES, help="stages to report")
    parser.add_argument("--min-ndcg", type=float, default=0.0, help="exit with 1 below this, 0 to 100")
    parser.add_argument("--json", type=Path, default=None)
    asked = parser.parse_args(arguments)
    try:
        result = evaluate_retrieval(
            asked.folder,
            max_questions=asked.questions,
            depth=asked.depth,
            legs=asked.legs,
            engine=asked.engine,
        )
    except QuorumError as error:
        print(error, file=sys.stderr)
        return 2
    print_report(result)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1) + "\n")
    last = list(result["stages"].values())[-1]
    return 0 if 100 * last["ndcg@10"] >= asked.min_ndcg else 1


if __name__ == "__main__":
    raise SystemExit(main())
