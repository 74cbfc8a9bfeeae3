"""What every breaker state does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from genai_core.adapters.dynamodb.breaker_state import DynamoBreakerState
from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.memory.breaker_state import MemoryBreakerState
from genai_core.domain.generation.breakers import Breaker
from genai_core.ports.breaker_state import BreakerState

NOW = 1_800_000_000.5


@pytest.fixture(params=["memory", "dynamodb"])
def state(request: pytest.FixtureRequest) -> BreakerState:
    if request.param == "memory":
        return MemoryBreakerState()
    aws = request.getfixturevalue("aws")
    return DynamoBreakerState(DynamoTable(aws.client("dynamodb"), aws.create_table("runs")))


def test_an_unknown_breaker_is_closed(state: BreakerState) -> None:
    assert state.read("m") == Breaker()


def test_failures_in_a_row_are_counted_per_name(state: BreakerState) -> None:
    counted = [state.add_failure("m", now=NOW + second, window_s=60).failures for second in range(3)]
    assert counted == [1, 2, 3]
    assert state.read("m").failures == 3
    assert state.read("other").failures == 0


def test_a_failure_long_after_the_last_counts_from_one(state: BreakerState) -> None:
    state.add_failure("m", now=NOW, window_s=60)
    assert state.add_failure("m", now=NOW + 61, window_s=60).failures == 1


def test_concurrent_failures_are_all_counted(state: BreakerState) -> None:
    state.add_failure("m", now=NOW, window_s=60)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: state.add_failure("m", now=NOW, window_s=60), range(15)))
    assert state.read("m").failures == 16


def test_only_one_of_many_may_try(state: BreakerState) -> None:
    assert state.rest("m", until=NOW + 30, seen=Breaker())
    seen = state.read("m")
    assert seen.rests_until == NOW + 30
    with ThreadPoolExecutor(8) as threads:
        claims = list(threads.map(lambda _: state.rest("m", until=NOW + 90, seen=seen), range(8)))
    assert claims.count(True) == 1
    assert state.read("m").rests_until == NOW + 90


def test_opening_keeps_the_failures(state: BreakerState) -> None:
    seen = state.add_failure("m", now=NOW, window_s=60)
    state.rest("m", until=NOW + 30, seen=seen)
    assert state.read("m") == Breaker(1, NOW + 30)


def test_a_closed_breaker_forgets(state: BreakerState) -> None:
    state.add_failure("m", now=NOW, window_s=60)
    state.close("m")
    state.close("m")
    assert state.read("m") == Breaker()
