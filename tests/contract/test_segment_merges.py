"""Merging segments of the lexical index on a real PostgreSQL, a few postings at a time."""

from __future__ import annotations

import random

import pytest

from genai_core.adapters.pgvector.segments import FAN_OUT, MAX_POSTINGS, SegmentInfo, choose_merge, merge_due
from tests.contract.search_engines import chunks_of, document, everything, memory_engine, version
from tests.contract.test_lexical_index import WORDS, random_text, scores


@pytest.mark.parametrize("range_postings", [7, 400, 1_000_000])
def test_merging_in_ranges_of_any_size_changes_no_score(postgres_engine, workspace, range_postings):
    rng, memory = random.Random(8), memory_engine()
    database = postgres_engine.chunks.database
    for number in range(FAN_OUT - 1):
        texts = [random_text(rng) for _ in range(60)]
        for target in (postgres_engine, memory):
            target.chunks.replace_document(
                workspace, document(f"d{number}"), version(1), chunks_of(f"d{number}", *texts)
            )
    for target in (postgres_engine, memory):
        target.chunks.delete_document(workspace, document("d3"))
    while database.write(lambda cursor: merge_due(cursor, workspace, range_postings=range_postings)):
        pass
    ((segments, postings, removals),) = database.query(
        "SELECT count(*), sum(postings)::bigint, sum(removals)::bigint FROM lexical_segments"
        " WHERE workspace_id = %s",
        (workspace,),
    )
    assert (segments, removals) == (1, 0)
    assert postings > 1000
    for _ in range(20):
        question = " ".join(rng.sample(WORDS, 4))
        expected = memory.lexical.search_text(everything(workspace), question, 50)
        hits = postgres_engine.lexical.search_text(everything(workspace), question, 50)
        assert scores(hits) == pytest.approx(scores(expected), rel=1e-4)


def test_of_a_full_level_of_large_segments_as_many_are_merged_as_fit():
    segments = [SegmentInfo(number, 3, 80_000, 6_000_000, MAX_POSTINGS // 3, 0) for number in range(FAN_OUT)]
    assert [part.segment_id for part in choose_merge(segments)] == [0, 1, 2]


def test_segments_that_are_too_large_for_a_merge_stay_as_they_are():
    segments = [
        SegmentInfo(number, 4, 200_000, 15_000_000, MAX_POSTINGS - 1, 0) for number in range(2 * FAN_OUT)
    ]
    assert choose_merge(segments) == []
