"""Compares retrieval with LangChain, LlamaIndex, Haystack and AWS's sample, one encoder for all.

Each BEIR folder is measured with ours, with each peer using its own splitter and using our chunks, and with
the sample's method on our chunks. A document scores as its best piece. It exits with 1 if ours is not far
enough ahead, and with 2 if it cannot measure. The peers' rankings are cached in `.build/evaluation/peers`,
because some take minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.metrics.ranking import mean_with_interval, score_ranking
from evaluation.peers.sample_rankings import rank_by_sample
from evaluation.retrieval.beir import TestSet, read_test_set
from evaluation.retrieval.corpus_chunks import digest_of
from genai_core.errors import Misconfigured, QuorumError
from local_runtime.servers.throwaway_engine import ROOT

CACHE = ROOT / ".build/evaluation"
PYTHON = ROOT / ".build/peers/bin/python"
MODEL = ROOT / ".build/model"
OURS = "Quorum"
SAMPLE = "AWS sample"
AHEAD = {"its own splitter": 3.0, "our chunks": 2.0}
"""Minimum lead of ours over the best peer, in points of mean nDCG@10."""

_STAGES = ("fused", "reranked")
_INSTALL = (
    "Install them: `.venv/bin/uv venv .build/peers && .venv/bin/uv pip install --link-mode copy"
    " --python .build/peers/bin/python -r requirements/peers.in`"
)


@dataclass(frozen=True, slots=True)
class System:
    """A measured system and its pieces of documents."""

    name: str
    given: str


@dataclass(frozen=True, slots=True)
class Result:
    """One system on one set: nDCG@10 from 0 to 1, and the 95th percentile of a question's time."""

    ndcg: float
    p95_ms: float


def compare(folder: Path, questions: int | None, python: Path) -> dict[System, Result]:
    """Returns every system's figures on one set.

    Raises:
        Misconfigured: The peers or the encoder are not installed.
        NotFound, InvalidInput: The set is incomplete or garbled.
    """
    test_set = read_test_set(folder, questions)
    results = {
        System(row["peer"], row["given"]): Result(_ndcg(row["rankings"], test_set), row["p95_ms"])
        for row in _peer_rankings(folder, test_set, questions, python)
    }
    os.environ["EMBEDDER_PATH"] = str(MODEL)
    rankings, p95_ms = rank_by_sample(test_set, MODEL, CACHE)
    results[System(SAMPLE, "our chunks")] = Result(_ndcg(rankings, test_set), p95_ms)
    results |= _ours(folder, questions)
    return results


def _ours(folder: Path, questions: int | None) -> dict[System, Result]:
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / "figures.json"
        command = [str(folder), "--json", str(out), "--stages", *_STAGES, *_asked(questions)]
        # It sets the settings of its process.
        run = subprocess.run(
            [sys.executable, "-m", "evaluation.retrieval.evaluate_retrieval", *command], check=False
        )
        if run.returncode or not out.is_file():
            raise Misconfigured(
                f"our retrieval ended with status {run.returncode}", remedy="See the output above."
            )
        stages = json.loads(out.read_text())["stages"]
    return {System(OURS, name): Result(stages[name]["ndcg@10"], stages[name]["p95_ms"]) for name in _STAGES}


def _peer_rankings(
    folder: Path, test_set: TestSet, questions: int | None, python: Path
) -> list[dict[str, Any]]:
    if not python.is_file():
        raise Misconfigured(f"the peers are not installed: {str(python)!r} is missing", remedy=_INSTALL)
    out = CACHE / "peers" / f"{test_set.name}-{digest_of(test_set)}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    command = ["-m", "evaluation.peers.peer_rankings", str(folder.resolve()), "--model", str(MODEL)]
    paths = [str(ROOT), str(ROOT / "layers/genai_core/python")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "HAYSTACK_TELEMETRY_ENABLED": "False"}
    run = subprocess.run(
        [str(python), *command, "--cache", str(CACHE), "--out", str(out), *_asked(questions)],
        env=environment,
        check=False,
    )
    if run.returncode:
        raise Misconfigured(f"the peers ended with status {run.returncode}", remedy=_INSTALL)
    return json.loads(out.read_text())


def _asked(questions: int | None) -> list[str]:
    return ["--questions", str(questions)] if questions else []


def _ndcg(rankings: Mapping[str, Sequence[str]], test_set: TestSet) -> float:
    scores = [
        score_ranking(rankings[name], test_set.relevant[name])["ndcg@10"] for name in test_set.questions
    ]
    return mean_with_interval(scores)[0]


def report(results: Mapping[str, Mapping[System, Result]]) -> bool:
    """Prints the table and returns whether ours is far enough ahead."""
    systems = list(next(iter(results.values())))
    print(f"{'nDCG@10 (p95 in ms)':<72}" + "".join(f"{name[:18]:>20}" for name in results) + f"{'mean':>8}")
    means: dict[System, float] = {}
    for system in systems:
        row = [figures[system] for figures in results.values()]
        means[system] = sum(100 * result.ndcg for result in row) / len(row)
        cells = "".join(f"{100 * result.ndcg:>10.1f} {f'({result.p95_ms:.0f})':>9}" for result in row)
        print(f"{f'{system.name}, {system.given}':<72}{cells}{means[system]:>8.1f}")
    return all([_is_ahead(means, given, points) for given, points in AHEAD.items()])


def _is_ahead(means: Mapping[System, float], given: str, points: float) -> bool:
    ours = means[System(OURS, "reranked")]
    best = max((mean, system.name) for system, mean in means.items() if system.given == given)
    print(
        f"{ours - best[0]:+.1f} points to the best with {given} ({best[1]}); at least {points:+.1f} is wanted"
    )
    return ours - best[0] >= points


def main(arguments: Iterable[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(prog="quorum evaluate peers", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="BEIR folders")
    parser.add_argument(
        "--questions", type=int, default=2000, help="number of examples of each set, from the first"
    )
    parser.add_argument(
        "--python", type=Path, default=PYTHON, help="Python interpreter with the peers installed"
    )
    asked = parser.parse_args(list(arguments) if arguments is not None else None)
    try:
        results = {
            folder.resolve().name: compare(folder, asked.questions, asked.python) for folder in asked.folders
        }
    except QuorumError as error:
        print(error, file=sys.stderr)
        return 2
    return 0 if report(results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
