from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from genai_core.adapters.pgvector.blocks import PART_POSTINGS, cut, pack, unpack, unpack_own, unpack_term
from genai_core.adapters.pgvector.token_counts import count_tokens, pack_counts, sum_counts
from genai_core.domain.retrieval.bm25 import Postings, summed

# A chunk has one length, and each term once.
posting = st.builds(
    lambda term, chunk, count: (term, chunk, count, chunk % 65_536),
    st.integers(0, 2**63 - 1),
    st.integers(0, 2**32 - 1),
    st.integers(1, 127),
)
postings_lists = st.lists(posting, max_size=60, unique_by=lambda row: row[:2])


def postings_from(rows) -> Postings:
    columns = np.array(rows, np.uint64).reshape(-1, 4).T
    return summed(
        Postings(
            columns[0], columns[1].astype(np.uint32), columns[2].astype(np.int8), columns[3].astype(np.uint16)
        )
    )


def as_rows(postings: Postings):
    return list(
        zip(
            postings.terms.tolist(),
            postings.chunks.tolist(),
            postings.frequencies.tolist(),
            postings.lengths.tolist(),
            strict=True,
        )
    )


@given(postings_lists)
def test_packed_postings_come_back_as_they_were(rows):
    postings = postings_from(rows)
    assert as_rows(unpack(pack(postings))) == as_rows(postings)


@given(postings_lists.filter(bool))
def test_each_term_is_found_alone_and_an_absent_one_is_not(rows):
    postings = postings_from(rows)
    payload = pack(postings)
    for term in set(postings.terms.tolist()):
        unpacked = unpack_term(payload, term)
        assert unpacked is not None
        assert as_rows(unpacked) == [row for row in as_rows(postings) if row[0] == term]
    absent = max(postings.terms.tolist()) + 1
    assert unpack_term(payload, absent) is None


def test_blocks_hold_every_posting_once_and_frequent_terms_by_falling_impact():
    random = np.random.default_rng(4)
    rows = [(7, chunk, int(random.integers(1, 20)), int(random.integers(5, 90))) for chunk in range(3000)]
    rows += [(int(term), 5, 1, 9) for term in random.integers(8, 2**60, 2000)]
    postings = postings_from(rows)
    blocks = list(cut(postings, 50.0))
    assert sorted(row for block in blocks for row in as_rows(unpack(block.payload))) == sorted(
        as_rows(postings)
    )
    parts = [unpack(block.payload) for block in blocks if block.first_term == 7]
    assert [len(part) for part in parts] == [PART_POSTINGS, PART_POSTINGS, 3000 - 2 * PART_POSTINGS]
    assert {block.frequency for block in blocks if block.first_term == 7} == {3000}
    impacts = [
        f / (f + 1.2 * (0.25 + 0.75 * length / 50)) for part in parts for _, _, f, length in as_rows(part)
    ]
    assert all(left >= right - 1e-6 for left, right in pairwise(impacts))
    # Ranges of terms do not overlap, so that one look-up finds a term's block.
    edges = sorted((block.first_term, block.last_term) for block in blocks if block.part == 0)
    assert all(left[1] < right[0] for left, right in pairwise(edges))


def test_removals_lead_their_term_so_that_no_reader_misses_them():
    rows = [(7, chunk, 1 + chunk % 50, 10) for chunk in range(2000)]
    postings = postings_from(rows)
    postings.frequencies[1990:] *= -1
    first = unpack(next(iter(cut(postings, 10.0))).payload)
    assert (first.frequencies[:10] < 0).all()


@given(st.lists(st.lists(st.integers(0, 300), max_size=8), max_size=6))
def test_piece_counts_that_are_taken_away_leave_nothing(chunks):
    arrays = [np.array(chunk, np.int32) for chunk in chunks]
    added, removed = count_tokens(arrays, 1), count_tokens(arrays, -1)
    assert pack_counts([added, removed]) == b""
    counts = sum_counts([added])
    assert {index: int(n) for index, n in enumerate(counts) if n} == {
        piece: sum(piece in chunk for chunk in chunks) for chunk in chunks for piece in chunk
    }


@given(st.lists(st.integers(0, 2**63 - 1), max_size=50, unique=True), st.integers(1, 65_535))
def test_one_chunks_own_postings_are_read_without_repeating_what_they_share(terms, length):
    rows = [(term, 7, 1 + term % 127, length) for term in terms]
    own = postings_from(rows)
    chunk_ids, frequencies, found_length = unpack_own(pack(own))
    assert chunk_ids.tolist() == own.terms.tolist()
    assert frequencies.tolist() == own.frequencies.tolist()
    assert found_length == (length if terms else 0)
