"""Rows of the labelled dev sets as examples: each claim beside the nearest sentences of its evidence.

`python -m training.verifier.labelled_rows --grounding DIR --out FOLDER` writes one `SET.jsonl.gz` per set.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from math import log
from pathlib import Path
from typing import Any

from genai_core.domain.text.claims import split_sentences

LICENSED = ("begin_wow", "begin_docs", "q2_wow", "fm2", "scifact", "summedits")
"""Sets whose licence allows sharing the weights; the others are only measured."""
ALL = (*LICENSED, "wice", "qags_cnndm", "qags_xsum", "climate_fever", "climate_fever_pairs")
NEAREST, MOST_WORDS = 3, 130
LABELS = {"supported": 1.0, "unsupported": 0.0, "contradicted": 0.0}


def read_set(folder: Path, name: str) -> list[dict[str, Any]]:
    with gzip.open(folder / f"{name}.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def as_examples(rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Returns claim, passage, label and kind of every row with a two-class label."""
    weights = _weights(rows)
    return [
        {"claim": row["claim"], "passage": nearest(row, weights), "label": LABELS[row["label"]], "kind": name}
        for row in rows
        if row["label"] in LABELS
    ]


def nearest(row: dict[str, Any], weights: dict[str, float]) -> str:
    """Returns short evidence unchanged, else the nearest sentences with their neighbours, in order."""
    sentences = [" ".join(span.text.split()) for text in row["evidence"] for span in split_sentences(text)]
    title = str(row.get("title", ""))
    if sum(len(sentence.split()) for sentence in sentences) > MOST_WORDS:
        claim = set(_words(row["claim"]))
        scores = [sum(weights.get(word, 1) for word in claim & set(_words(each))) for each in sentences]
        sentences = _chosen(sentences, scores)
    return "\n".join([title, *sentences] if title else sentences)


def _chosen(sentences: list[str], scores: list[float]) -> list[str]:
    kept: set[int] = set()
    order = sorted(range(len(sentences)), key=lambda index: -scores[index])[:NEAREST]
    for index in [*order, *(near for each in order for near in (each - 1, each + 1))]:
        words = sum(len(sentences[each].split()) for each in kept)
        if 0 <= index < len(sentences) and words + len(sentences[index].split()) <= MOST_WORDS:
            kept.add(index)
    return [sentences[index] for index in sorted(kept)] or [sentences[order[0]]]


def _weights(rows: list[dict[str, Any]]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update({word for text in row["evidence"] for word in _words(text)})
    return {word: log(1 + len(rows) / count) for word, count in counts.items()}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--grounding", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name in ALL:
        examples = as_examples(read_set(chosen.grounding, name), name)
        with gzip.open(chosen.out / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(example) + "\n" for example in examples)
        print(f"{name}: {len(examples)} rows")


if __name__ == "__main__":
    main()
