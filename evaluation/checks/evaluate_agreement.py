"""`quorum evaluate agreement FILE`: the product's own comparison on answers with human verdicts.

Each row is a question with several systems' answers, each labelled right or wrong by people. Support is an
answer's agreement with the others; passages are not used, and labels only for counting. The last figures use
weights of models that are learnt from judged answers to other questions, as a workspace learns them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.checks.ballots import RIGHT_LABELS, Ballot, ballot_texts, ballots
from evaluation.checks.encoding import encode_all
from evaluation.checks.judged_ballots import cross_weighted, learnt_weights, with_weights
from evaluation.checks.labelled_sets import read_rows, set_name
from evaluation.checks.voting import best_single, cascade, early_exit, vote, winner
from evaluation.metrics.curves import draw_curves
from evaluation.metrics.figures import (
    Flags,
    Floats,
    auprc,
    auroc,
    bootstrap,
    calibration_error,
    fit_isotonic,
    reliability,
    risk_coverage,
)
from genai_core.domain.learning.promises import error_bounds, threshold_of
from genai_core.errors import InvalidInput, QuorumError

MAX_ERROR = 0.05
SPLITS = 100


def measure(name: str, cast: Sequence[Ballot]) -> dict[str, Any]:
    """Returns the figures of one set."""
    scores = np.concatenate([ballot.scores for ballot in cast])
    right = np.concatenate([ballot.right for ballot in cast])
    owners = np.repeat(np.arange(len(cast)), [len(ballot.right) for ballot in cast])
    groups = owners.tolist()
    votes = np.array([vote(ballot) for ballot in cast])
    single, accuracy_by_model = best_single(cast)
    probabilities = cross_fitted(scores, right, owners)
    return {
        "set": name,
        "n": len(cast),
        "auroc": round(auroc(scores, right), 4),
        "auprc": round(auprc(scores, right), 4),
        "vote_accuracy": round(float(votes.mean()), 4),
        "best_single_accuracy": round(accuracy_by_model[single], 4),
        "quorum": {str(size): early_exit(cast, size) for size in (2, 3)},
        "cascade": cascade(cast, single),
        "ece": round(calibration_error(probabilities, right), 4),
        "intervals": {
            "auroc": bootstrap(lambda i: auroc(scores[i], right[i]), groups, rounds=200),
            "vote_accuracy": bootstrap(lambda i: float(votes[i].mean()), list(range(len(votes)))),
        },
        "single_accuracy": accuracy_by_model,
        "reliability": reliability(probabilities, right),
        "risk_coverage": _vote_risk(cast, votes),
        "promise": _promise(cast),
        "judged": _judged(cast),
    }


def _judged(cast: Sequence[Ballot]) -> dict[str, Any]:
    """Returns the figures with weights from judged answers to other questions."""
    weighted = cross_weighted(cast)
    scores = np.concatenate([ballot.scores for ballot in weighted])
    right = np.concatenate([ballot.right for ballot in weighted])
    groups = np.repeat(np.arange(len(cast)), [len(ballot.right) for ballot in cast]).tolist()
    votes = np.array([vote(ballot) for ballot in weighted])
    return {
        "auroc": round(auroc(scores, right), 4),
        "vote_accuracy": round(float(votes.mean()), 4),
        "weights": learnt_weights(cast),
        "intervals": {
            "auroc": bootstrap(lambda i: auroc(scores[i], right[i]), groups, rounds=200),
            "vote_accuracy": bootstrap(lambda i: float(votes[i].mean()), list(range(len(votes)))),
        },
        "promise": _promise(cast, is_judged=True),
    }


def cross_fitted(scores: Floats, right: Flags, owners: Any, *, folds: int = 5) -> Floats:
    """Returns probabilities from isotonic tables that were fitted without the question."""
    probabilities = np.zeros(len(scores))
    for fold in range(folds):
        held = owners % folds == fold
        probabilities[held] = fit_isotonic(scores[~held], right[~held])(scores[held])
    return probabilities


def evaluate(path: Path, *, words_alone: bool = False) -> dict[str, Any]:
    """Returns the figures of one file.

    Raises:
        InvalidInput: No row has several labelled answers.
        Misconfigured: The encoder is not built.
    """
    name = set_name(path)
    rows = [
        row
        for row in read_rows(path, needs=("_id", "question", "answers"))
        if sum("label" in answer for answer in row["answers"]) > 1
    ]
    if not rows:
        raise InvalidInput(
            f"{str(path)!r} has no question with several labelled answers",
            remedy=f"Label two or more answers per question; right ones are {', '.join(RIGHT_LABELS)}.",
        )
    vectors = encode_all(f"agreement-{name}", ballot_texts(rows), words_alone=words_alone)
    return measure(name, ballots(rows, vectors)) | {"embedder": bool(vectors)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures of one file."""
    parser = argparse.ArgumentParser(prog="quorum evaluate agreement", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", type=Path, metavar="OUT", help="file for the figures")
    parser.add_argument(
        "--plot", type=Path, metavar="OUT.svg", help="file for the reliability and risk-coverage curves"
    )
    parser.add_argument("--words", action="store_true", help="compare words alone, without the encoder")
    chosen = parser.parse_args(arguments)
    try:
        figures = evaluate(chosen.file, words_alone=chosen.words)
    except QuorumError as error:
        print(error, file=sys.stderr)
        return 2
    _print(figures)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1) + "\n")
    if chosen.plot:
        chosen.plot.write_text(draw_curves(figures["set"], figures["reliability"], figures["risk_coverage"]))
    return 0


def _vote_risk(cast: Sequence[Ballot], votes: Flags) -> list[tuple[float, float]]:
    sureness = np.array([float(ballot.scores.max()) for ballot in cast])
    curve = risk_coverage(sureness, votes)
    step = max(1, len(curve) // 50)
    return curve[step - 1 :: step]


def _promise(cast: Sequence[Ballot], *, is_judged: bool = False) -> dict[str, float]:
    """Returns how a promise whose threshold comes from half of the questions holds on the other half.

    Args:
        is_judged: Also take the models' weights from the first half.
    """
    random = np.random.default_rng(17)
    kept, coverage = 0, 0.0
    for _ in range(SPLITS):
        order = random.permutation(len(cast))
        judged, later = ([cast[index] for index in half] for half in np.array_split(order, 2))
        learnt = learnt_weights(judged) if is_judged else {}
        sureness, right = _served([with_weights(ballot, learnt) for ballot in judged])
        bar = threshold_of(error_bounds(sureness.tolist(), right.tolist()), MAX_ERROR)
        sureness, right = _served([with_weights(ballot, learnt) for ballot in later])
        served = sureness >= (np.inf if bar is None else bar)
        kept += bool((served & ~right).mean() <= MAX_ERROR)
        coverage += float(served.mean()) / SPLITS
    return {"max_error": MAX_ERROR, "splits": SPLITS, "kept": kept, "coverage": round(coverage, 4)}


def _served(cast: Sequence[Ballot]) -> tuple[Floats, Flags]:
    """Returns the support of each served answer, and whether it is right."""
    best = [winner(ballot, range(len(ballot.models))) for ballot in cast]
    scores = np.array([ballot.scores[index] for ballot, index in zip(cast, best, strict=True)])
    right = np.array([ballot.right[index] for ballot, index in zip(cast, best, strict=True)], dtype=bool)
    return scores, right


def _print(figures: dict[str, Any]) -> None:
    print(f"{figures['set']}: {figures['n']} questions")
    print(f"  support for correctness: AUROC {figures['auroc']:.3f} {_interval(figures, 'auroc')}", end="")
    print(f", AUPRC {figures['auprc']:.3f}")
    print(f"  vote {figures['vote_accuracy']:.3f} {_interval(figures, 'vote_accuracy')}", end="")
    print(f", best single {figures['best_single_accuracy']:.3f}")
    for name, accuracy in sorted(figures["single_accuracy"].items(), key=lambda item: -item[1]):
        print(f"    {name:22s} {accuracy:.3f}")
    for size, result in figures["quorum"].items():
        print(f"  quorum of {size}: accuracy {result['accuracy']:.3f} with {result['calls']:.2f} calls")
    cascade = figures["cascade"]
    print(f"  cascade: accuracy {cascade['accuracy']:.3f}, strong on {cascade['strong_share']:.1%}")
    print(f"  calibration error {figures['ece']:.3f} (isotonic, cross-fitted)")
    curve = figures["risk_coverage"]
    shown = (f"{c:.0%}: {r:.3f}" for c, r in curve[len(curve) // 10 - 1 :: max(1, len(curve) // 10)])
    print(f"  risk at coverage: {', '.join(shown)}")
    _print_promise(figures["promise"])
    judged = figures["judged"]
    print("  with weights from judged answers to other questions:")
    print(f"    support for correctness: AUROC {judged['auroc']:.3f} {_interval(judged, 'auroc')}")
    print(f"    vote {judged['vote_accuracy']:.3f} {_interval(judged, 'vote_accuracy')}")
    print(f"    weights {', '.join(f'{name} {value:.2f}' for name, value in judged['weights'].items())}")
    _print_promise(judged["promise"])


def _print_promise(promise: dict[str, float]) -> None:
    print(
        f"  promise of at most {promise['max_error']:.0%} wrong: kept in {promise['kept']} of "
        f"{promise['splits']} splits, {promise['coverage']:.1%} of the questions answered"
    )


def _interval(figures: dict[str, Any], name: str) -> str:
    low, high = figures["intervals"][name]
    return f"[{low:.3f}, {high:.3f}]"


if __name__ == "__main__":
    raise SystemExit(main())
