"""Repeating calls that failed before they said anything."""

from __future__ import annotations

import pytest

from genai_core.domain.generation.models import TextDelta
from genai_core.errors import InvalidInput, Misconfigured, Overloaded, Refused, Throttled, TimedOut
from genai_core.wrappers.retrying import FIRST_WAIT_S, RetryingLanguageModel
from tests.contract.clocks import SetClock
from tests.unit.wrappers.plays import ANSWER, REQUEST, PlayedModel, text_of


def retrying(model: PlayedModel, clock: SetClock, jitter: float = 1.0) -> RetryingLanguageModel:
    return RetryingLanguageModel(model, clock, jitter=lambda: jitter)


def test_a_call_that_fails_at_first_is_repeated_until_it_answers() -> None:
    model, clock = PlayedModel([Overloaded("full")], [Throttled("slow down")], ANSWER), SetClock()
    assert text_of(list(retrying(model, clock).stream(REQUEST))) == "Because of it."
    assert model.calls == 3
    assert clock.monotonic() == pytest.approx(FIRST_WAIT_S * 3)


def test_jitter_shortens_the_wait() -> None:
    model, clock = PlayedModel([Overloaded("full")], ANSWER), SetClock()
    list(retrying(model, clock, jitter=0.25).stream(REQUEST))
    assert clock.monotonic() == pytest.approx(FIRST_WAIT_S / 4)


def test_the_wait_a_provider_asks_for_is_kept() -> None:
    model, clock = PlayedModel([Throttled("slow down", retry_after_s=5.0)], ANSWER), SetClock()
    list(retrying(model, clock).stream(REQUEST))
    assert clock.monotonic() == pytest.approx(5.0)


def test_a_wait_that_is_not_worth_it_is_reported_at_once() -> None:
    model, clock = PlayedModel([Throttled("come back tomorrow", retry_after_s=3600.0)], ANSWER), SetClock()
    with pytest.raises(Throttled) as caught:
        list(retrying(model, clock).stream(REQUEST))
    assert caught.value.retry_after_s == 3600.0
    assert clock.monotonic() == 0.0


def test_after_the_last_attempt_its_error_is_raised() -> None:
    model, clock = PlayedModel([Overloaded("full")]), SetClock()
    with pytest.raises(Overloaded):
        list(retrying(model, clock).stream(REQUEST))
    assert model.calls == 3


def test_nothing_is_repeated_once_text_has_come() -> None:
    model, clock = PlayedModel([TextDelta("Beca"), Overloaded("broke off")], ANSWER), SetClock()
    seen: list[object] = []
    with pytest.raises(Overloaded):
        seen.extend(retrying(model, clock).stream(REQUEST))
    assert model.calls == 1


@pytest.mark.parametrize("error", [InvalidInput("x"), Misconfigured("x"), Refused("x"), TimedOut("x")])
def test_what_cannot_succeed_in_time_is_not_repeated(error: Exception) -> None:
    model, clock = PlayedModel([error], ANSWER), SetClock()
    with pytest.raises(type(error)):
        list(retrying(model, clock).stream(REQUEST))
    assert model.calls == 1


def test_closing_the_stream_closes_the_call() -> None:
    model, clock = PlayedModel(ANSWER), SetClock()
    stream = retrying(model, clock).stream(REQUEST)
    next(stream)
    stream.close()  # type: ignore[attr-defined]  # a generator
    assert model.closed == 1
