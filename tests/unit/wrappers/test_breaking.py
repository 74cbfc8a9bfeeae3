"""Leaving a model alone that fails again and again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from genai_core.adapters.memory.breaker_state import MemoryBreakerState
from genai_core.domain.generation.breakers import Breaker
from genai_core.domain.generation.models import Finished
from genai_core.errors import Misconfigured, Overloaded, Throttled, TimedOut
from genai_core.wrappers.breaking import FAILURES, REST_S, WINDOW_S, BreakingLanguageModel
from tests.contract.clocks import SetClock
from tests.unit.wrappers.plays import ANSWER, REQUEST, PlayedModel, text_of


class Scenario:
    """One breaker over one played model."""

    def __init__(self, *plays: object) -> None:
        self.inner = PlayedModel(*plays)  # type: ignore[arg-type]
        self.clock = SetClock(datetime(2026, 1, 1, tzinfo=UTC))
        self.state = MemoryBreakerState()
        self.model = BreakingLanguageModel(self.inner, self.state, self.clock, "m")

    def ask(self) -> str:
        return text_of(list(self.model.stream(REQUEST)))

    def fail(self, times: int) -> None:
        for _ in range(times):
            with pytest.raises((Overloaded, TimedOut)):
                self.ask()


def test_a_model_that_answers_is_always_called() -> None:
    scenario = Scenario(ANSWER)
    assert [scenario.ask() for _ in range(3)] == ["Because of it."] * 3


def test_after_repeated_failures_nobody_calls_it_and_everyone_gets_the_reason() -> None:
    scenario = Scenario([Overloaded("down")])
    scenario.fail(FAILURES)
    with pytest.raises(Overloaded, match="rests") as caught:
        scenario.ask()
    assert scenario.inner.calls == FAILURES
    assert caught.value.retry_after_s == pytest.approx(REST_S)


def test_after_its_rest_one_trial_that_answers_opens_the_way_again() -> None:
    scenario = Scenario(*[[TimedOut("late")]] * FAILURES, ANSWER)
    scenario.fail(FAILURES)
    scenario.clock.pass_by(REST_S + 1)
    assert scenario.ask() == "Because of it."
    assert scenario.state.read("m") == Breaker()


def test_a_consumer_that_leaves_at_the_finish_has_closed_it_too() -> None:
    scenario = Scenario([Overloaded("down")], ANSWER)
    scenario.fail(1)
    stream = scenario.model.stream(REQUEST)
    while not isinstance(next(stream), Finished):
        pass
    stream.close()  # type: ignore[attr-defined]  # a generator
    assert scenario.state.read("m") == Breaker()


def test_after_its_rest_a_trial_that_fails_sends_it_to_rest_again() -> None:
    scenario = Scenario([Overloaded("down")])
    scenario.fail(FAILURES)
    scenario.clock.pass_by(REST_S + 1)
    scenario.fail(2)
    assert scenario.inner.calls == FAILURES + 1


def test_only_one_caller_tries() -> None:
    scenario = Scenario(*[[Overloaded("down")]] * FAILURES, ANSWER)
    scenario.fail(FAILURES)
    scenario.clock.pass_by(REST_S + 1)
    trial = scenario.model.stream(REQUEST)
    next(trial)
    with pytest.raises(Overloaded, match="rests"):
        scenario.ask()


def test_an_answer_in_between_starts_the_count_again() -> None:
    bad = [Overloaded("down")]
    scenario = Scenario(*[bad] * (FAILURES - 1), ANSWER, *[bad] * (FAILURES - 1), ANSWER)
    scenario.fail(FAILURES - 1)
    scenario.ask()
    scenario.fail(FAILURES - 1)
    assert scenario.ask() == "Because of it."


def test_failures_far_apart_do_not_add_up() -> None:
    scenario = Scenario(*[[Overloaded("down")]] * FAILURES, ANSWER)
    for _ in range(FAILURES):
        scenario.fail(1)
        scenario.clock.pass_by(WINDOW_S + 1)
    assert scenario.ask() == "Because of it."


@pytest.mark.parametrize("error", [Throttled("slow down"), Misconfigured("no key")])
def test_what_is_not_the_models_failure_does_not_count(error: Exception) -> None:
    scenario = Scenario([error])
    for _ in range(FAILURES + 2):
        with pytest.raises(type(error)):
            scenario.ask()
    assert scenario.inner.calls == FAILURES + 2


def test_without_its_state_it_steps_aside() -> None:
    class Unreachable(MemoryBreakerState):
        def read(self, name: str) -> Breaker:
            raise Overloaded("the table is down")

        def add_failure(self, name: str, *, now: float, window_s: float) -> Breaker:
            raise Overloaded("the table is down")

    inner = PlayedModel([Overloaded("down")], ANSWER)
    model = BreakingLanguageModel(inner, Unreachable(), SetClock(), "m")
    with pytest.raises(Overloaded, match=r"^down"):
        list(model.stream(REQUEST))
    assert text_of(list(model.stream(REQUEST))) == "Because of it."
