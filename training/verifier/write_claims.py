"""Let the teacher write claims about passages and judge them, for a given time.

`python -m training.verifier.write_claims --pack DIR --out FILE.jsonl.gz --seconds N [--sets DIR]`

Each line of the output is a claim, its passage, the intended label, and the teacher's judgement: the
logarithm of P(yes) / P(no) for "does the passage say that the claim is true". With `--sets` the teacher
judges the labelled sets first, which shows how reliable it is.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from training.verifier.labelled_rows import ALL
from training.verifier.teacher import Teacher
from training.verifier.teacher_prompts import (
    WISHES,
    Wish,
    judge_ending,
    judge_start,
    read_claims,
    wish_prompt,
)
from training.verifier.teacher_weights import load
from training.verifier.teacher_words import CompactWords
from training.verifier.token_sets import read_examples
from training.verifier.training_run import auroc

MOST_WORDS = 112
TEMPERATURE = 0.8
WISHES_PER_PASSAGE = 3
JUDGED_AT_ONCE = 64
MOST_PASSAGE_CHARS = 800
Task = tuple[int, Wish]


class Author:
    """The teacher with its words: writes claims, and judges pairs."""

    def __init__(self, folder: Path, device: str) -> None:
        self._teacher = Teacher(load(folder / "weights", device))
        kept = np.load(folder / "weights" / "kept_words.npy")
        self._words = CompactWords(Tokenizer.from_file(str(folder / "tokenizer.json")), kept)
        self._stop = self._words.encode("<|im_end|>")[0]
        self._yes, self._no = self._words.encode("Yes")[0], self._words.encode("No")[0]

    def write(self, passages: list[dict[str, Any]], tasks: list[Task]) -> list[list[str]]:
        """Returns the claims for each task (the index of its passage, the wish)."""
        prompts = [
            self._words.encode(wish_prompt(wish, passages[index]["passage"], passages[index]["sentence"]))
            for index, wish in tasks
        ]
        room = max(map(len, prompts)) + MOST_WORDS + 1
        room += -room % 64
        written = self._teacher.write(prompts, self._stop, MOST_WORDS, TEMPERATURE, room)
        claims: list[list[str]] = []
        for (_, wish), words in zip(tasks, written, strict=True):
            text = self._words.decode(words)
            if len(words) == MOST_WORDS and wish.lines:
                text = text.rpartition("\n")[0]  # the last line is incomplete
            claims.append(read_claims(wish, text))
        return claims

    def judge(self, pairs: list[tuple[str, list[str]]]) -> list[list[float]]:
        """Returns the judgements of the claims of each (passage, claims); higher means more likely true."""
        packs = [
            (
                self._words.encode(judge_start(passage)),
                [self._words.encode(judge_ending(claim)) for claim in claims],
            )
            for passage, claims in pairs
        ]
        order = sorted(
            range(len(packs)), key=lambda index: len(packs[index][0]) + sum(map(len, packs[index][1]))
        )
        scores: dict[int, list[float]] = {}
        for start in range(0, len(order), JUDGED_AT_ONCE):
            rows = order[start : start + JUDGED_AT_ONCE]
            scores |= dict(
                zip(rows, self._teacher.judge([packs[row] for row in rows], self._yes, self._no), strict=True)
            )
        return [scores[index] for index in range(len(packs))]


def judge_sets(author: Author, folder: Path) -> dict[str, float]:
    """Returns the teacher's AUROC on each labelled set, and writes its judgements beside it."""
    aurocs: dict[str, float] = {}
    for name in ALL:
        rows = list(read_examples(folder / f"{name}.jsonl.gz"))
        by_passage: dict[str, list[int]] = {}
        for index, row in enumerate(rows):
            by_passage.setdefault(row["passage"], []).append(index)
        scores = np.zeros(len(rows), np.float32)
        groups = [indices[i : i + 8] for indices in by_passage.values() for i in range(0, len(indices), 8)]
        judged = author.judge(
            [(rows[group[0]]["passage"], [rows[index]["claim"] for index in group]) for group in groups]
        )
        for group, values in zip(groups, judged, strict=True):
            scores[group] = values
        np.save(folder / f"{name}.teacher.npy", scores)
        aurocs[name] = auroc(scores, np.array([row["label"] for row in rows]) > 0.5)
    return aurocs


def run(author: Author, passages: list[dict[str, Any]], out: Path, seconds: float, prompts: int) -> int:
    """Writes and judges until the time is over; returns the number of claims."""
    rng = random.Random(5)
    start, count, at = time.monotonic(), 0, 0
    with gzip.open(out, "wt", 3, encoding="utf-8") as file:
        while time.monotonic() - start < seconds and at < len(passages):
            some = passages[at : at + prompts // WISHES_PER_PASSAGE]
            at += len(some)
            tasks = [(index, wish) for index in range(len(some)) for wish in _wishes(rng)]
            written = author.write(some, tasks)
            claims: list[list[tuple[str, str, bool]]] = [[] for _ in some]
            for (index, wish), texts in zip(tasks, written, strict=True):
                claims[index] += [(text, wish.kind, wish.is_true) for text in texts]
            for index, others in enumerate(claims):
                if strange := claims[index - 1]:
                    others.append((rng.choice(strange)[0], "of another passage", False))
            indices = [index for index in range(len(some)) if claims[index]]
            judged = author.judge([(some[p]["passage"], [claim[0] for claim in claims[p]]) for p in indices])
            for index, scores in zip(indices, judged, strict=True):
                for (text, kind, is_true), value in zip(claims[index], scores, strict=True):
                    row = {
                        "claim": text,
                        "passage": some[index]["passage"],
                        "meant": is_true,
                        "score": round(value, 3),
                        "kind": kind,
                    }
                    file.write(json.dumps(row) + "\n")
                    count += 1
            print(f"  {at} passages, {count} claims, {time.monotonic() - start:.0f} s", flush=True)
    return count


def _wishes(rng: random.Random) -> list[Wish]:
    """Returns three wishes, at least one for true claims and one for false ones."""
    true = [wish for wish in WISHES if wish.is_true]
    false = [wish for wish in WISHES if not wish.is_true]
    chosen = [rng.choice(true), rng.choice(false)]
    return [*chosen, rng.choice([wish for wish in WISHES if wish not in chosen])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--prompts", type=int, default=1023)
    parser.add_argument("--sets", type=Path)
    chosen = parser.parse_args()
    start = time.monotonic()
    author = Author(chosen.pack, "cuda" if torch.cuda.is_available() else "cpu")
    print(f"teacher loaded in {time.monotonic() - start:.0f} s", flush=True)
    if chosen.sets:
        aurocs = judge_sets(author, chosen.sets)
        print(
            f"teacher: mean {np.mean(list(aurocs.values())):.3f}",
            {k: round(v, 3) for k, v in aurocs.items()},
            flush=True,
        )
        print(f"{time.monotonic() - start:.0f} s", flush=True)
    passages = list(read_examples(chosen.pack / "windows.jsonl.gz"))
    passages = [row for row in passages if len(row["passage"]) < MOST_PASSAGE_CHARS]
    run(author, passages, chosen.out, chosen.seconds, chosen.prompts)


if __name__ == "__main__":
    main()
