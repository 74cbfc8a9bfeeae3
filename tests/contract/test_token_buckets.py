"""What every adapter of the token buckets does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.dynamodb.token_buckets import DynamoTokenBuckets
from genai_core.adapters.memory.token_buckets import MemoryTokenBuckets
from genai_core.ports.token_buckets import TokenBuckets

NOW = 1_800_000_000.5


@pytest.fixture(params=["memory", "dynamodb"])
def buckets(request: pytest.FixtureRequest) -> TokenBuckets:
    if request.param == "memory":
        return MemoryTokenBuckets()
    aws = request.getfixturevalue("aws")
    return DynamoTokenBuckets(DynamoTable(aws.client("dynamodb"), aws.create_table("runs")))


def test_a_minutes_allowance_may_be_taken_at_once_and_no_more(buckets: TokenBuckets) -> None:
    assert [buckets.take("m", 20.0, now=NOW) for _ in range(3)] == [0.0, 0.0, 0.0]
    assert buckets.take("m", 20.0, now=NOW) == pytest.approx(20.0, abs=0.01)


def test_what_was_taken_comes_back_with_time(buckets: TokenBuckets) -> None:
    buckets.take("m", 60.0, now=NOW)
    assert buckets.take("m", 10.0, now=NOW + 4) == pytest.approx(6.0, abs=0.01)
    assert buckets.take("m", 10.0, now=NOW + 10.001) == 0.0
    assert buckets.take("m", 60.0, now=NOW + 500) == 0.0


def test_a_refusal_takes_nothing(buckets: TokenBuckets) -> None:
    buckets.take("m", 50.0, now=NOW)
    for _ in range(5):
        assert buckets.take("m", 20.0, now=NOW) == pytest.approx(10.0, abs=0.01)
    assert buckets.take("m", 10.0, now=NOW) == 0.0


def test_what_is_given_back_may_be_taken_again(buckets: TokenBuckets) -> None:
    buckets.give_back("unknown", 5.0)
    buckets.take("m", 60.0, now=NOW)
    buckets.give_back("m", 30.0)
    assert buckets.take("m", 30.0, now=NOW) == 0.0
    assert buckets.take("m", 1.0, now=NOW) > 0.0


def test_allowances_do_not_mix(buckets: TokenBuckets) -> None:
    buckets.take("m", 60.0, now=NOW)
    assert buckets.take("other", 60.0, now=NOW) == 0.0


def test_many_at_once_never_get_more_than_there_is(buckets: TokenBuckets) -> None:
    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(lambda _: buckets.take("m", 6.0, now=NOW), range(24)))
    assert waits.count(0.0) == 10


def test_all_who_come_at_once_get_theirs_if_there_is_enough(buckets: TokenBuckets) -> None:
    with ThreadPoolExecutor(8) as threads:
        for round_ in range(8):
            waits = threads.map(lambda _, name=f"m{round_}": buckets.take(name, 6.0, now=NOW), range(8))
            assert list(waits) == [0.0] * 8
