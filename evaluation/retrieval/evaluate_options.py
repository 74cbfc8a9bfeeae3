"""Measure the gain and the cost of each option before and after ranking, on BEIR folders.

`python -m evaluation.retrieval.evaluate_options DIR...` ingests each folder once into a temporary
workspace and asks every question with each option by itself, through the retrieval that answers users.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from evaluation.metrics.ranking import mean_with_interval, score_ranking
from evaluation.retrieval.beir import TestSet, read_test_set
from evaluation.retrieval.evaluate_retrieval import CACHE, ingest
from genai_core.domain.identifiers import ChunkId, UserId, WorkspaceId
from genai_core.domain.retrieval.expansion import AS_ASKED, Expansion
from genai_core.domain.retrieval.scopes import Scope
from genai_core.errors import QuorumError
from genai_core.usecases.retrieval.retrieve_passages import RetrievePassages
from local_runtime.servers.throwaway_engine import throwaway_engine

DEPTH = 50
_ROW = "  {:34}{:>24}{:>14}{:>9}{:>9}"
_Change = Callable[[RetrievePassages], RetrievePassages]


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """One option on one set.

    Attributes:
        gains: nDCG@10 minus that without options, by question, 0 to 1.
    """

    ndcg: tuple[float, float, float]
    gains: tuple[float, float, float]
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Asked:
    """An ingested set with its questions.

    Attributes:
        variations: Variations by the question's text; without any, only the question is asked.
    """

    test_set: TestSet
    scope: Scope
    document_of: Mapping[ChunkId, str]
    variations: Mapping[str, Sequence[str]]

    def ask(self, retrieve: RetrievePassages, *, varied: bool = False) -> tuple[list[float], list[float]]:
        """Returns nDCG@10 and milliseconds for each question."""
        scores: list[float] = []
        spent: list[float] = []
        for identifier, text in self.test_set.questions.items():
            others = Expansion(tuple(self.variations.get(text, ()))) if varied else AS_ASKED
            began = time.perf_counter()
            retrieved = retrieve(self.scope, text, DEPTH, 2 * DEPTH, others)
            spent.append(1000 * (time.perf_counter() - began))
            ranking = dict.fromkeys(
                self.document_of[passage.chunk.chunk_id] for passage in retrieved.passages
            )
            scores.append(score_ranking(list(ranking), self.test_set.relevant[identifier])["ndcg@10"])
        return scores, spent


def measure_options(
    folder: Path, max_questions: int | None, variations: Mapping[str, Sequence[str]]
) -> dict[str, OptionFigures]:
    """Returns the figures of each option on one set, the retrieval without options first."""
    test_set = read_test_set(folder, max_questions)
    workspace_id = WorkspaceId(f"evaluation-{secrets.token_hex(6)}")
    with throwaway_engine("postgresql", workspace_id):
        from genai_core.wiring import engines, retrieval  # noqa: PLC0415  (reads the environment set above)

        document_of = ingest(test_set, CACHE, "postgresql", workspace_id)
        scope = Scope(workspace_id, UserId("evaluation"))
        asked = Asked(test_set, scope, document_of, variations)
        plain, changes = _without_options(retrieval.retrieval()), _changes()
        asked.ask(plain)
        before, spent = asked.ask(plain)
        measured = {"none": figures_of(before, before, spent)}
        for name, change in changes.items():
            scores, spent = asked.ask(change(plain))
            measured[name] = figures_of(scores, before, spent)
        if variations:
            scores, spent = asked.ask(plain, varied=True)
            measured["variations by a model"] = figures_of(scores, before, spent)
        engines.engine_parts().close()
    for built in (*vars(retrieval).values(), *vars(engines).values()):
        if hasattr(built, "cache_clear"):
            built.cache_clear()
    return measured


def _without_options(retrieve: RetrievePassages) -> RetrievePassages:
    choose = replace(retrieve.fuse.choose, join_neighbours=False, diversity=0.0, max_words=0)
    return replace(
        retrieve,
        dense=replace(retrieve.dense, narrow=None),
        lexical=replace(retrieve.lexical, narrow=None, feedback=None),
        fuse=replace(retrieve.fuse, narrow=None, choose=choose),
    )


def _changes() -> dict[str, _Change]:
    from genai_core.ports.term_search import TermSearch  # noqa: PLC0415
    from genai_core.usecases.retrieval.search_lexical import Feedback  # noqa: PLC0415
    from genai_core.wiring import engines, retrieval  # noqa: PLC0415

    index, narrow = engines.engine_parts().lexical, retrieval.narrow_scope()
    assert isinstance(index, TermSearch)  # noqa: S101  (for the type checker: PostgreSQL's is one)
    feedback = Feedback(index, engines.engine_parts().chunks, engines.analyser())

    def chosen(plain: RetrievePassages, **options: float) -> RetrievePassages:
        return replace(plain, fuse=replace(plain.fuse, choose=replace(plain.fuse.choose, **options)))

    return {
        "feedback": lambda plain: replace(plain, lexical=replace(plain.lexical, feedback=feedback)),
        "self-query by rules": lambda plain: replace(
            plain,
            dense=replace(plain.dense, narrow=narrow),
            lexical=replace(plain.lexical, narrow=narrow),
            fuse=replace(plain.fuse, narrow=narrow),
        ),
        "neighbours joined": lambda plain: chosen(plain, join_neighbours=True),
        "diversity 0.1": lambda plain: chosen(plain, diversity=0.1),
        "diversity 0.3": lambda plain: chosen(plain, diversity=0.3),
    }


def figures_of(scores: Sequence[float], before: Sequence[float], spent: Sequence[float]) -> OptionFigures:
    """Returns an option's figures from each question's score with it and without, and its time in ms."""
    gains = (np.asarray(scores) - np.asarray(before)).tolist()
    p50, p95 = np.percentile(spent, [50, 95])
    return OptionFigures(mean_with_interval(scores), mean_with_interval(gains), float(p50), float(p95))


def print_report(name: str, measured: Mapping[str, OptionFigures]) -> None:
    """Prints one set's figures as a table."""
    print(name)
    print(_ROW.format("option", "nDCG@10 (95 %)", "gain", "p50 ms", "p95 ms"))
    for option, figures in measured.items():
        ndcg, low, high = (100 * value for value in figures.ndcg)
        quality, gain = f"{ndcg:.1f} ({low:.1f} to {high:.1f})", f"{100 * figures.gains[0]:+.2f}"
        times = f"{figures.p50_ms:.1f}", f"{figures.p95_ms:.1f}"
        print(_ROW.format(option, quality, gain, *times), flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument(
        "--questions", type=int, default=None, help="number of questions of each set, from the first"
    )
    parser.add_argument(
        "--variations", type=Path, default=None, help='JSON: {"question": ["in other words", ...]}'
    )
    asked = parser.parse_args(arguments)
    try:
        variations = json.loads(asked.variations.read_text()) if asked.variations else {}
        for folder in asked.folders:
            print_report(folder.name, measure_options(folder, asked.questions, variations))
    except QuorumError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
