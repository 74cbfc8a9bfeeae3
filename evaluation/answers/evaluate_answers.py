"""Measures whole answers, end to end: each model alone and the quorum, over the documents of the set.

`quorum evaluate answers FILE` prints token F1 against the gold answers, how well answerable questions are
separated from others, citation precision and recall against the gold sentences, whether anything unsupported
was served unmarked, and the time. It exits with 1 if a figure is below a given threshold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.answers.answer_figures import curves_of, figures_of
from evaluation.answers.question_sets import read_questions
from evaluation.answers.throwaway_workspace import throwaway_workspace
from evaluation.metrics.curves import draw_curves
from genai_core.errors import QuorumError

_ROW = "  {:12}{:>20}{:>16}{:>10}{:>18}{:>12}{:>11}{:>9}{:>9}"
_HEADINGS = (
    "answers of",
    "F1 (95 %)",
    "answerable AUROC",
    "balanced",
    "citations P / R",
    "unmarked",
    "p50 ms",
    "calls",
    "tokens",
)
_GATES = {"f1": "min_f1", "answerable_auroc": "min_auroc", "citation_precision": "min_citation_precision"}


def evaluate_answers(file: Path, *, models: Sequence[str] = (), limit: int | None = None) -> dict[str, Any]:
    """Returns the figures of the quorum, and below `by_model` those of each model alone.

    Args:
        models: Ids of the models to ask; all models if none is named.
        limit: Number of questions, spread over the file; all documents are used.

    Raises:
        NotFound, InvalidInput: The file is missing or not in the form of `qa/`, or a model is unknown.
        Misconfigured: The encoder or the local language model is not installed.
    """
    asked = read_questions(file, limit)
    with throwaway_workspace(asked.documents, models) as run:
        runs = []
        for number, question in enumerate(asked.questions, 1):
            runs.append(run(question.text))
            if sys.stderr.isatty() or number % 50 == 0:
                print(
                    f"\r  {number} of {len(asked.questions)} questions", end="", file=sys.stderr, flush=True
                )
        print(file=sys.stderr)
    names = sorted({name for question_run in runs for name in question_run.answers} - {"quorum"})
    figures = {name: figures_of(name, asked.questions, runs) for name in ("quorum", *names)}
    return {
        "set": asked.name,
        "n": len(asked.questions),
        **figures["quorum"],
        **curves_of("quorum", asked.questions, runs),
        "by_model": {name: figures[name] for name in names},
    }


def print_report(result: dict[str, Any]) -> None:
    """Prints the figures as a table."""
    print(f"{result['set']}: {result['n']:,} questions")
    print(_ROW.format(*_HEADINGS))
    for name, row in {"quorum": result, **result["by_model"]}.items():
        low, high = row["f1_95"]
        citations = f"{row['citation_precision']:.3f} / {row['citation_recall']:.3f}"
        print(
            _ROW.format(
                name,
                f"{row['f1']:.3f} ({low:.3f} to {high:.3f})",
                f"{row['answerable_auroc']:.3f}",
                f"{row['balanced_accuracy']:.3f}",
                citations,
                f"{row['unmarked_unsupported']:.3f}",
                f"{row['p50_ms']:.0f}",
                f"{row['calls']:.2f}",
                f"{row['tokens']:.0f}",
            )
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(prog="quorum evaluate answers", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--models", nargs="+", default=(), metavar="ID", help="models to ask; all by default")
    parser.add_argument("--limit", type=int, help="number of questions to ask, spread over the file")
    parser.add_argument("--json", type=Path, metavar="OUT", help="file for the figures")
    parser.add_argument(
        "--plot", type=Path, metavar="OUT", help="SVG file for the reliability and risk-coverage curves"
    )
    for name, option in _GATES.items():
        parser.add_argument(f"--{option.replace('_', '-')}", type=float, default=0.0, help=f"least {name}")
    chosen = parser.parse_args(arguments)
    try:
        result = evaluate_answers(chosen.file, models=chosen.models, limit=chosen.limit)
    except QuorumError as error:
        print(error, file=sys.stderr)
        return 2
    print_report(result)
    if chosen.json:
        chosen.json.write_text(json.dumps(result, indent=1) + "\n")
    if chosen.plot:
        chosen.plot.write_text(draw_curves(result["set"], result["reliability"], result["risk_coverage"]))
    missed = [name for name, option in _GATES.items() if result[name] < getattr(chosen, option)]
    for name in missed:
        print(f"{name} is {result[name]:.3f}, below {getattr(chosen, _GATES[name])}", file=sys.stderr)
    return 1 if missed or result["unmarked_unsupported"] > 0 else 0


if __name__ == "__main__":
    raise SystemExit(main())
