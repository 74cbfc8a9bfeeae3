"""Score by BM25 over sums of postings: scores and statistics stay exact after any additions and removals.

An indexed chunk adds its postings with positive frequencies, and a removed chunk adds the same postings with
negative ones. The sum contains exactly the present chunks, so statistics are exact without counters that all
writers would have to share.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.75
MAX_FREQUENCY = 127
MAX_LENGTH = 65_535


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Postings as parallel columns.

    Attributes:
        terms: [n] uint64, `term_number` of each.
        chunks: [n] uint32, number of the chunk with the term.
        frequencies: [n] int8, occurrences, 1 to 127; negative if it cancels an earlier posting.
        lengths: [n] uint16, length of the chunk in stems.
    """

    terms: NDArray[np.uint64]
    chunks: NDArray[np.uint32]
    frequencies: NDArray[np.int8]
    lengths: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.terms)

    def take(self, positions: NDArray[np.intp] | NDArray[np.bool_] | slice) -> Postings:
        """Returns the postings at these positions."""
        return Postings(
            self.terms[positions],
            self.chunks[positions],
            self.frequencies[positions],
            self.lengths[positions],
        )

    def negative(self) -> Postings:
        """Returns postings that cancel these ones when added."""
        return Postings(self.terms, self.chunks, -self.frequencies, self.lengths)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Statistics of all chunks for BM25.

    Attributes:
        chunks: Number of chunks.
        length: Sum of their lengths in stems.
    """

    chunks: int
    length: int

    @property
    def mean_length(self) -> float:
        """Mean length of a chunk in stems; 1 without chunks, so that it is a valid divisor."""
        return max(self.length, 1) / max(self.chunks, 1)


def term_number(term: str) -> int:
    """Returns the number of a term in postings: 63 bits, so that it fits a signed column."""
    digest = hashlib.blake2b(term.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1


def postings_of(chunk: int, counts: Mapping[str, int], length: int) -> Postings:
    """Returns the postings of one chunk, sorted by term number."""
    numbers = np.fromiter((term_number(term) for term in counts), np.uint64, len(counts))
    order = np.argsort(numbers)
    frequencies = np.fromiter(counts.values(), np.int64, len(counts))
    return Postings(
        numbers[order],
        np.full(len(counts), chunk, np.uint32),
        np.minimum(frequencies, MAX_FREQUENCY).astype(np.int8)[order],
        np.full(len(counts), min(length, MAX_LENGTH), np.uint16),
    )


def joined(parts: list[Postings]) -> Postings:
    """Returns the concatenation of all postings, neither sorted nor summed."""
    return Postings(
        np.concatenate([part.terms for part in parts] or [np.empty(0, np.uint64)]),
        np.concatenate([part.chunks for part in parts] or [np.empty(0, np.uint32)]),
        np.concatenate([part.frequencies for part in parts] or [np.empty(0, np.int8)]),
        np.concatenate([part.lengths for part in parts] or [np.empty(0, np.uint16)]),
    )


def summed(postings: Postings) -> Postings:
    """Returns the postings summed and sorted by term and chunk, without those that cancel out."""
    sorted_ = postings.take(np.lexsort((postings.chunks, postings.terms)))
    if not (sorted_.frequencies < 0).any():
        return sorted_
    starts = _group_starts(sorted_)
    total = np.add.reduceat(sorted_.frequencies.astype(np.int16), starts)
    remaining = sorted_.take(starts[total != 0])
    frequencies = total[total != 0].astype(np.int8)
    return Postings(remaining.terms, remaining.chunks, frequencies, remaining.lengths)


def _group_starts(postings: Postings) -> NDArray[np.intp]:
    changes = (np.diff(postings.terms) != 0) | (np.diff(postings.chunks) != 0)
    return np.concatenate(([0], np.flatnonzero(changes) + 1))


def inverse_frequency(chunks_with_term: int, chunks: int) -> float:
    """Returns Lucene's IDF, above 0 for every term: ln(1 + (N - n + 0.5) / (n + 0.5))."""
    present = min(max(chunks_with_term, 0), chunks)
    return float(np.log1p((chunks - present + 0.5) / (present + 0.5)))


def saturation(
    frequencies: NDArray[np.int8], lengths: NDArray[np.uint16], mean_length: float
) -> NDArray[np.float32]:
    """Returns each posting's score without its IDF, 0 to 1: f / (f + k1 (1 - b + b l / mean))."""
    counts = frequencies.astype(np.float32)
    norm = np.float32(K1 * (1 - B)) + np.float32(K1 * B / mean_length) * lengths.astype(np.float32)
    return np.divide(counts, counts + norm, dtype=np.float32)
