"""`quorum evaluate groundedness FILE`: the product's own check on claims with human labels.

A claim of several sentences has the mean score of its sentences and the worst of their verdicts: it counts as
supported only if every sentence does. AUROC, F1 and balanced accuracy compare supported with unsupported and
contradicted; `partial` is left out of them and counted in the table by label. F1 is that of the verdict that
users see, at the shipped threshold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.checks.encoding import encode_all, local_verifier
from evaluation.checks.judge_option import add_judge_option, judge_at
from evaluation.checks.labelled_sets import Row, read_rows, sample_rows, set_name
from evaluation.metrics.figures import auroc, balanced_accuracy, bootstrap, f1
from genai_core.domain.grounding.evidence import build_evidence, evidence_texts
from genai_core.domain.grounding.support import Support, check_claims
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.text.claims import split_sentences
from genai_core.domain.text.encoded_texts import Vectors, encode_text
from genai_core.errors import QuorumError
from genai_core.ports.claim_verifier import ClaimVerifier

_WORST_LAST = (
    Verdict.SUPPORTED,
    Verdict.PARTLY,
    Verdict.UNCHECKED,
    Verdict.UNSUPPORTED,
    Verdict.CONTRADICTED,
)


_TWO_CLASS = ("auroc", "f1", "balanced_accuracy", "true_supported", "false_supported")


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One labelled claim with the check of each of its sentences."""

    row: Row
    supports: tuple[Support, ...]

    @property
    def score(self) -> float:
        return float(np.mean([support.score for support in self.supports])) if self.supports else 0.0

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of its sentences; a claim without words is unsupported."""
        verdicts = [support.verdict for support in self.supports]
        return max(verdicts, key=_WORST_LAST.index, default=Verdict.UNSUPPORTED)


def check_rows(
    rows: Sequence[Row], vectors: Vectors, verifier: ClaimVerifier | None = None
) -> list[CheckedRow]:
    """Returns every row checked, with the verifier that ships unless another one is given."""
    verifier = verifier or local_verifier()
    return [CheckedRow(row, _check(row, vectors, verifier)) for row in rows]


def row_texts(rows: Sequence[Row]) -> list[str]:
    """Returns all sentences whose vectors the check needs."""
    texts: list[str] = []
    for row in rows:
        texts.extend(span.text for span in split_sentences(row["claim"]))
        texts.extend(evidence_texts(row["evidence"]))
    return texts


def measure(name: str, checked: Sequence[CheckedRow]) -> dict[str, Any]:
    """Returns the figures of one set; `partial` rows are left out of the two-class ones."""
    scored = [item for item in checked if item.row["label"] != "partial"]
    scores = np.array([item.score for item in scored])
    positive = np.array([item.row["label"] == "supported" for item in scored])
    predicted = np.array([item.verdict is Verdict.SUPPORTED for item in scored])
    groups = [item.row.get("group", item.row["_id"]) for item in scored]
    return {
        "set": name,
        "n": len(checked),
        "auroc": round(auroc(scores, positive), 4),
        "f1": round(f1(predicted, positive), 4),
        "balanced_accuracy": round(balanced_accuracy(predicted, positive), 4),
        "auroc_95": [round(v, 3) for v in bootstrap(lambda i: auroc(scores[i], positive[i]), groups)],
        "true_supported": round(float(predicted[positive].mean()), 4),
        "false_supported": round(float(predicted[~positive].mean()), 4),
        "by_label": _by_label(checked),
    }


def evaluate(
    path: Path,
    *,
    words_alone: bool = False,
    most_rows: int | None = None,
    judge: ClaimVerifier | None = None,
) -> dict[str, Any]:
    """Returns the figures of one file.

    Args:
        most_rows: Number of rows to draw at random, always the same ones; None for all.
        judge: Reads claims in place of the verifier that ships.

    Raises:
        Misconfigured: The encoder is not built. Unavailable: The judge does not answer.
    """
    name = set_name(path)
    rows = sample_rows(read_rows(path, needs=("_id", "claim", "evidence", "label")), most_rows)
    vectors = encode_all(f"grounding-{name}", row_texts(rows), words_alone=words_alone)
    return measure(name, check_rows(rows, vectors, judge)) | {"embedder": bool(vectors)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures of the files named, and the mean of several."""
    parser = argparse.ArgumentParser(prog="quorum evaluate groundedness", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", type=Path, metavar="OUT", help="file for the figures")
    parser.add_argument("--words", action="store_true", help="compare words alone, without the encoder")
    parser.add_argument("--rows", type=int, metavar="N", help="only N rows of each file, drawn at random")
    add_judge_option(parser)
    chosen = parser.parse_args(arguments)
    try:
        judge = judge_at(chosen.judge)
        figures = []
        for path in chosen.files:
            figures.append(evaluate(path, words_alone=chosen.words, most_rows=chosen.rows, judge=judge))
            _print(figures[-1])
    except QuorumError as error:
        print(error, file=sys.stderr)
        return 2
    if len(figures) > 1:
        print(f"mean of {len(figures)} sets: {_means(figures)}")
    if chosen.json:
        chosen.json.write_text(json.dumps(figures[0] if len(figures) == 1 else figures, indent=1) + "\n")
    return 0


def _check(row: Row, vectors: Vectors, verifier: ClaimVerifier | None) -> tuple[Support, ...]:
    verify = verifier.verify if verifier else None
    evidence = build_evidence(
        row["evidence"], vectors, headings=[str(row.get("title", ""))] * len(row["evidence"])
    )
    sentences = [encode_text(span.text, vectors) for span in split_sentences(row["claim"])]
    return check_claims([sentence for sentence in sentences if not sentence.is_empty], evidence, verify)


def _by_label(checked: Sequence[CheckedRow]) -> dict[str, dict[str, float]]:
    """Returns for each label its count, mean score, and the share given each verdict."""
    table: dict[str, dict[str, float]] = {}
    for label in sorted({item.row["label"] for item in checked}):
        of_label = [item for item in checked if item.row["label"] == label]
        called = Counter(item.verdict.value for item in of_label)
        table[label] = {
            "n": len(of_label),
            "mean_score": round(float(np.mean([item.score for item in of_label])), 3),
            **{f"called_{v.value}": round(called[v.value] / len(of_label), 3) for v in _WORST_LAST},
        }
    return table


def _means(figures: Sequence[dict[str, Any]]) -> str:
    means = {key: np.nanmean([result[key] for result in figures]) for key in _TWO_CLASS}
    return ", ".join(f"{key.replace('_', ' ')} {mean:.3f}" for key, mean in means.items())


def _print(result: dict[str, Any]) -> None:
    low, high = result["auroc_95"]
    without = "" if result["embedder"] else ", without an embedder"
    print(f"{result['set']}: {result['n']} claims{without}")
    print(f"  AUROC {result['auroc']:.3f} [{low:.3f}, {high:.3f}]", end="")
    print(f", F1 {result['f1']:.3f}, balanced accuracy {result['balanced_accuracy']:.3f}", flush=True)
    for label, cell in result["by_label"].items():
        shares = ", ".join(f"{v.value} {cell[f'called_{v.value}']:.0%}" for v in _WORST_LAST)
        print(f"    {label:13s} {cell['n']:5d}  score {cell['mean_score']:.2f}  called {shares}")


if __name__ == "__main__":
    raise SystemExit(main())
