"""The teacher's claims as examples: its intention and its judgement, combined to one label between 0 and 1.

`python -m training.verifier.teacher_labels --claims A.jsonl.gz --sets DIR --out B.jsonl.gz`
"""

from __future__ import annotations

import argparse
import gzip
import json
from math import exp
from pathlib import Path

import numpy as np

from training.verifier.labelled_rows import LICENSED
from training.verifier.token_sets import read_examples

MEANT = 1.2
"""Weight of the intention, in logits."""
SLOPE = 0.9


def middle(folder: Path) -> float:
    """Returns the judgement that best separates true rows from false ones, over all licensed sets."""
    parts: list[tuple[np.ndarray, np.ndarray]] = []
    for name in LICENSED:
        path = folder / f"{name}.teacher.npy"
        labels = np.array([row["label"] > 0.5 for row in read_examples(folder / f"{name}.jsonl.gz")])
        parts.append((np.load(path), labels))
    candidates = np.arange(-4, 6, 0.25)
    gains = [np.mean([(s[t] >= c).mean() + (s[~t] < c).mean() for s, t in parts]) for c in candidates]
    return float(candidates[int(np.argmax(gains))])


def label(score: float, *, meant: bool, centre: float) -> float:
    return 1 / (1 + exp(-(SLOPE * (score - centre) + (MEANT if meant else -MEANT))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    centre = middle(chosen.sets)
    counts: dict[str, list[float]] = {}
    with gzip.open(chosen.out, "wt", 3, encoding="utf-8") as file:
        for row in read_examples(chosen.claims):
            value = label(row["score"], meant=row["meant"], centre=centre)
            counts.setdefault(row["kind"], []).append(value)
            rows = {
                "claim": row["claim"],
                "passage": row["passage"],
                "label": round(value, 3),
                "kind": row["kind"],
            }
            file.write(json.dumps(rows) + "\n")
    print(f"middle {centre}", {kind: (len(v), round(float(np.mean(v)), 2)) for kind, v in counts.items()})


if __name__ == "__main__":
    main()
