"""Encode postings as bytes, and split a segment into the blocks that a question reads.

A payload is little-endian: the numbers of postings, distinct terms and chunk entries; the terms; the number
of postings of each term (omitted if each has one); chunks, lengths (one entry if all postings belong to one
chunk) and frequencies.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.retrieval.bm25 import Postings, saturation

Number = TypeVar("Number", np.uint64, np.uint32, np.uint16, np.int8)

_HEADER = struct.Struct("<III")
_TERM, _COUNT, _CHUNK, _LENGTH = np.dtype("<u8"), np.dtype("<u4"), np.dtype("<u4"), np.dtype("<u2")
# A question reads one such block for each of its terms and segments, even if the term is not in it.
_SHARED_POSTINGS = 128
_OWN_BLOCKS_FROM = 256
PART_POSTINGS = 1024


@dataclass(frozen=True, slots=True)
class Block:
    """One row of `lexical_blocks`; see the schema for its columns."""

    first_term: int
    part: int
    last_term: int
    frequency: int
    payload: bytes


def pack(postings: Postings) -> bytes:
    """Returns the bytes of postings that are sorted by term."""
    starts = _term_starts(postings.terms)
    counts = np.diff(np.append(starts, len(postings))).astype("<u4")
    one_chunk = bool(len(postings)) and bool((postings.chunks == postings.chunks[0]).all())
    entries = slice(0, 1) if one_chunk else slice(None)
    return b"".join(
        (
            _HEADER.pack(len(postings), len(starts), len(postings.chunks[entries])),
            postings.terms[starts].astype("<u8").tobytes(),
            b"" if len(starts) == len(postings) else counts.tobytes(),
            postings.chunks[entries].astype("<u4").tobytes(),
            postings.lengths[entries].astype("<u2").tobytes(),
            postings.frequencies.astype("i1").tobytes(),
        )
    )


def unpack(payload: bytes) -> Postings:
    """Returns the postings of a payload, as read-only views if no value has to be repeated."""
    total, distinct, entries = _HEADER.unpack_from(payload)
    reader = _Reader(payload, _HEADER.size)
    terms = reader.take(np.uint64, distinct)
    if distinct != total:
        terms = np.repeat(terms, reader.take(np.uint32, distinct))
    chunks, lengths = reader.take(np.uint32, entries), reader.take(np.uint16, entries)
    if entries != total:
        chunks, lengths = np.repeat(chunks, total), np.repeat(lengths, total)
    return Postings(terms, chunks, reader.take(np.int8, total), lengths)


def term_bytes(term: int) -> bytes:
    """Returns the bytes of a term in a payload: a payload without them has no posting of the term."""
    return term.to_bytes(_TERM.itemsize, "little")


def unpack_own(payload: bytes) -> tuple[NDArray[np.uint64], NDArray[np.int8], int]:
    """Returns the terms, frequencies and length in a payload with the postings of one chunk."""
    total, _, entries = _HEADER.unpack_from(payload)
    after = _HEADER.size + 8 * total
    terms = np.frombuffer(payload, _TERM, total, _HEADER.size)
    frequencies = np.frombuffer(payload, np.int8, total, after + 6 * entries)
    return terms, frequencies, int.from_bytes(payload[after + 4 : after + 6], "little") if entries else 0


def unpack_term(payload: bytes, term: int) -> Postings | None:
    """Returns the postings of one term in a payload; None if there are none."""
    total, distinct, entries = _HEADER.unpack_from(payload)
    terms = np.frombuffer(payload, _TERM, distinct, _HEADER.size)
    index = int(np.searchsorted(terms, np.uint64(term)))
    if index == distinct or int(terms[index]) != term:
        return None
    first, count, offset = index, 1, _HEADER.size + 8 * distinct
    if distinct != total:
        counts = np.frombuffer(payload, _COUNT, distinct, offset)
        first, count, offset = int(counts[:index].sum()), int(counts[index]), offset + 4 * distinct
    if entries != total:
        return unpack(payload).take(slice(first, first + count))
    lengths = offset + 4 * entries
    frequencies = lengths + 2 * entries
    return Postings(
        np.full(count, term, np.uint64),
        np.frombuffer(payload, _CHUNK, count, offset + 4 * first),
        np.frombuffer(payload, np.int8, count, frequencies + first),
        np.frombuffer(payload, _LENGTH, count, lengths + 2 * first),
    )


def cut(postings: Postings, mean_length: float) -> Iterator[Block]:
    """Yields the blocks of a segment; its postings must be sorted by term and chunk."""
    starts = _term_starts(postings.terms)
    if not len(starts):
        return
    sizes = np.diff(np.append(starts, len(postings)))
    bounds = np.append(starts, len(postings))
    for first, last in _groups(starts, sizes):
        piece = postings.take(slice(int(bounds[first]), int(bounds[last])))
        if last - first == 1 and sizes[first] > _OWN_BLOCKS_FROM:
            yield from _parts(piece, mean_length)
        else:
            yield Block(int(piece.terms[0]), 0, int(piece.terms[-1]), 0, pack(piece))


def _groups(starts: NDArray[np.intp], sizes: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Yields ranges of terms: each frequent term alone, rare ones together up to a block's size."""
    frequent = sizes > _OWN_BLOCKS_FROM
    run = np.cumsum(frequent | np.append(False, frequent[:-1]))
    run_start = starts[np.searchsorted(run, run, side="left")]
    within = (starts - run_start) // _SHARED_POSTINGS
    changes = (np.diff(run) != 0) | (np.diff(within) != 0)
    edges = np.concatenate(([0], np.flatnonzero(changes) + 1, [len(starts)]))
    yield from zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)


def _parts(piece: Postings, mean_length: float) -> Iterator[Block]:
    term = int(piece.terms[0])
    impact = saturation(np.maximum(piece.frequencies, 1), piece.lengths, mean_length)
    # Removals come first: a reader that stops early must not miss the removal of one of its hits.
    impact[piece.frequencies < 0] = 2.0
    ordered = piece.take(np.argsort(-impact, kind="stable"))
    frequency = int(np.sign(piece.frequencies).sum(dtype=np.int64))
    for part, start in enumerate(range(0, len(ordered), PART_POSTINGS)):
        yield Block(term, part, term, frequency, pack(ordered.take(slice(start, start + PART_POSTINGS))))


def _term_starts(terms: NDArray[np.uint64]) -> NDArray[np.intp]:
    if not len(terms):
        return np.empty(0, np.intp)
    return np.concatenate(([0], np.flatnonzero(np.diff(terms)) + 1))


@dataclass(slots=True)
class _Reader:
    """Reads the columns of a payload in order."""

    payload: bytes
    offset: int

    def take(self, kind: type[Number], count: int) -> NDArray[Number]:
        column = np.frombuffer(self.payload, np.dtype(kind).newbyteorder("<"), count, self.offset)
        self.offset += column.nbytes
        return column
