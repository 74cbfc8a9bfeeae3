"""Examples as word pieces in flat arrays: small to send, and quick to batch.

`python -m training.verifier.token_sets --tokenizer FILE --examples A.jsonl.gz --out A.npz`
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

MAX_CLAIM, MAX_PAIR = 80, 256
"""Maximum pieces of a claim, and of a pair with its three special tokens; the rest is cut off."""


@dataclass(frozen=True, slots=True)
class TokenSet:
    """Claims and passages as pieces, and the pairs of them.

    Attributes:
        claims, passages: Flat [pieces] with [n + 1] starts. pairs: [m, 2], a claim and a passage.
        labels: [m], 0 to 1. kinds: [m], indices in `names`.
    """

    claims: tuple[NDArray[np.uint16], NDArray[np.int64]]
    passages: tuple[NDArray[np.uint16], NDArray[np.int64]]
    pairs: NDArray[np.int32]
    labels: NDArray[np.float32]
    kinds: NDArray[np.uint16]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.pairs)

    def lengths(self) -> NDArray[np.int64]:
        """Returns [m], pieces of each pair with its special tokens."""
        claim = np.minimum(np.diff(self.claims[1])[self.pairs[:, 0]], MAX_CLAIM)
        return np.minimum(claim + np.diff(self.passages[1])[self.pairs[:, 1]] + 3, MAX_PAIR)

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path,
            claims=self.claims[0],
            claim_starts=self.claims[1].astype(np.int32),
            passages=self.passages[0],
            passage_starts=self.passages[1].astype(np.int32),
            pairs=self.pairs,
            labels=self.labels.astype(np.float16),
            kinds=self.kinds,
            names=np.array(self.names),
        )


def load_tokens(path: Path) -> TokenSet:
    with np.load(path) as file:
        return TokenSet(
            (file["claims"], file["claim_starts"].astype(np.int64)),
            (file["passages"], file["passage_starts"].astype(np.int64)),
            file["pairs"],
            file["labels"].astype(np.float32),
            file["kinds"],
            tuple(file["names"].tolist()),
        )


def to_tokens(rows: Iterable[dict[str, Any]], tokenizer: Tokenizer) -> TokenSet:
    """Returns rows of claim, passage, label and kind as pieces; equal texts are stored once."""
    claims: dict[str, int] = {}
    passages: dict[str, int] = {}
    names: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    labels: list[float] = []
    kinds: list[int] = []
    for row in rows:
        pairs.append(
            (claims.setdefault(row["claim"], len(claims)), passages.setdefault(row["passage"], len(passages)))
        )
        labels.append(row["label"])
        kinds.append(names.setdefault(row["kind"], len(names)))
    return TokenSet(
        _pieces(list(claims), tokenizer),
        _pieces(list(passages), tokenizer),
        np.array(pairs, np.int32).reshape(-1, 2),
        np.array(labels, np.float32),
        np.array(kinds, np.uint16),
        tuple(names),
    )


def read_examples(path: Path) -> Iterable[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _pieces(texts: Sequence[str], tokenizer: Tokenizer) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PAIR)
    flat: list[NDArray[np.uint16]] = []
    sizes: list[int] = []
    for start in range(0, len(texts), 5000):
        for encoding in tokenizer.encode_batch(texts[start : start + 5000], add_special_tokens=False):
            flat.append(np.array(encoding.ids, np.uint16))
            sizes.append(len(encoding.ids))
    return np.concatenate(flat) if flat else np.zeros(0, np.uint16), np.concatenate(
        [[0], np.cumsum(sizes)]
    ).astype(np.int64)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--examples", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    rows = (row for path in chosen.examples for row in read_examples(path))
    tokens = to_tokens(rows, Tokenizer.from_file(str(chosen.tokenizer)))
    tokens.save(chosen.out)
    print(f"{len(tokens)} pairs, {len(tokens.claims[1]) - 1} claims, {len(tokens.passages[1]) - 1} passages")


if __name__ == "__main__":
    main()
