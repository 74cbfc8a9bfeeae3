"""Stores without transactions: whole versions, and token counts that follow the writes."""

from __future__ import annotations

import numpy as np
import pytest

from genai_core.domain.identifiers import DocumentId, WorkspaceId
from genai_core.errors import InvalidInput, Misconfigured, NotFound, Overloaded, QuorumError, Throttled
from quorum_stores.failures import failure_of
from quorum_stores.versions import TokenCounts, write_whole

DOCUMENT, WORKSPACE = DocumentId("d"), WorkspaceId("w")


def test_a_version_is_written_again_until_it_is_whole() -> None:
    attempts = iter([False, True, True])
    write_whole(DOCUMENT, lambda: next(attempts))
    assert list(attempts) == [True]


def test_a_document_that_others_keep_overwriting_is_overloaded() -> None:
    with pytest.raises(Overloaded, match="'d' is being written by other processes"):
        write_whole(DOCUMENT, lambda: False)


def test_tokens_are_counted_again_only_after_a_write() -> None:
    generations: list[str | None] = [None, "a", "a", "b"]
    reads: list[WorkspaceId] = []

    def read(workspace_id: WorkspaceId) -> list[np.ndarray]:
        reads.append(workspace_id)
        return [np.array([1, 2], np.int32)] * len(reads)

    counts = TokenCounts(lambda _: generations.pop(0), read)
    assert [counts.token_frequencies(WORKSPACE).chunks for _ in range(4)] == [0, 1, 1, 2]
    assert reads == [WORKSPACE, WORKSPACE]


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, InvalidInput), (403, Misconfigured), (404, NotFound), (429, Throttled), (500, Overloaded)],
)
def test_each_status_of_a_store_has_its_error(status: int, error: type[QuorumError]) -> None:
    failure = failure_of("Chroma at 'http://localhost:8000'", status, b"why \xff")
    assert type(failure) is error
    assert (
        failure.message == f"Chroma at 'http://localhost:8000' says {status}: why \N{REPLACEMENT CHARACTER}"
    )
