"""What every response cache does."""

from __future__ import annotations

import pytest

from genai_core.adapters.dynamodb.response_cache import LONGEST_TEXT_BYTES, DynamoResponseCache
from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.memory.response_cache import MemoryResponseCache
from genai_core.domain.generation.response_keys import CachedResponse
from genai_core.domain.identifiers import WorkspaceId
from genai_core.ports.response_cache import ResponseCache

NOW = 1_800_000_000.0
ONE, OTHER = WorkspaceId("one"), WorkspaceId("other")
SAID = CachedResponse("Größe: 3 m² — 是的。")


@pytest.fixture(params=["memory", "dynamodb"])
def cache(request: pytest.FixtureRequest) -> ResponseCache:
    if request.param == "memory":
        return MemoryResponseCache()
    aws = request.getfixturevalue("aws")
    return DynamoResponseCache(DynamoTable(aws.client("dynamodb"), aws.create_table("runs")))


def test_what_is_kept_comes_back_whole(cache: ResponseCache) -> None:
    assert cache.read(ONE, "key", now=NOW) is None
    cache.write(ONE, "key", SAID, until=NOW + 60)
    assert cache.read(ONE, "key", now=NOW) == SAID


def test_another_workspace_never_sees_it(cache: ResponseCache) -> None:
    cache.write(ONE, "key", SAID, until=NOW + 60)
    assert cache.read(OTHER, "key", now=NOW) is None


def test_what_has_expired_is_not_given_though_it_may_still_lie_there(cache: ResponseCache) -> None:
    cache.write(ONE, "key", SAID, until=NOW + 60)
    assert cache.read(ONE, "key", now=NOW + 59) == SAID
    assert cache.read(ONE, "key", now=NOW + 60) is None


def test_a_later_write_takes_the_place_of_an_earlier_one(cache: ResponseCache) -> None:
    cache.write(ONE, "key", SAID, until=NOW + 60)
    cache.write(ONE, "key", CachedResponse("new"), until=NOW + 120)
    assert cache.read(ONE, "key", now=NOW + 90) == CachedResponse("new")


def test_a_text_too_long_for_an_item_is_not_kept_and_does_no_harm(cache: ResponseCache) -> None:
    long = CachedResponse("x" * (LONGEST_TEXT_BYTES + 1))
    cache.write(ONE, "long", long, until=NOW + 60)
    assert cache.read(ONE, "long", now=NOW) in (None, long)
