"""Deadlines, cancelling and throttled stores: the run ends in time, and says what happened."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from genai_core.adapters.memory.run_store import MemoryRunStore
from genai_core.domain.chat.run_identity import new_run_id
from genai_core.domain.chat.run_state import RunState
from genai_core.domain.generation.models import ModelAnswer, ModelEvent, ModelRequest, ModelStatus, TextDelta
from genai_core.domain.protocol.outcomes import Outcome
from genai_core.domain.questions import MAX_QUEUED_S
from genai_core.errors import Throttled
from genai_core.usecases.answering.publish_frames import FramePublisher
from tests.unit.usecases.answering.scenario import ANNA, PASSAGES, RUN, Scenario, spec

GOOD = "The Eiffel Tower was completed in 1889."


class Silent:
    """Yields nothing until it is released; only then does it notice that it was closed."""

    def __init__(self) -> None:
        self.released, self.closed = Event(), Event()

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        try:
            self.released.wait(10)
            yield TextDelta("Too late.")
        finally:
            self.closed.set()


def asked_at_once(scenario: Scenario, name: str, **changes: Any) -> ModelAnswer:
    return scenario.answer_of(spec(name, **changes))


def test_a_silent_model_is_left_as_soon_as_the_run_is_decided() -> None:
    scenario, silent = Scenario(), Silent()
    scenario.models["m"] = silent  # type: ignore[assignment]
    scenario.runs.decide(RUN, by="others")
    scenario.runs.state = _later(scenario.runs.state, after=2)  # type: ignore[method-assign]
    started = time.monotonic()
    answer = asked_at_once(scenario, "m")
    assert (answer.status, answer.text) == (ModelStatus.CANCELLED, "")
    assert time.monotonic() - started < 3
    silent.released.set()
    assert silent.closed.wait(3), "its stream is closed once it says something"


def _later(state: Any, *, after: int) -> Any:
    calls = iter(range(10_000))
    return lambda run_id: state(run_id) if next(calls) >= after else RunState()


def test_the_answer_is_due_whatever_a_models_own_limit() -> None:
    scenario = Scenario()
    scenario.ask = replace(scenario.ask, deadline_s=3.0)
    model = scenario.says("m", *["word "] * 100, pace_s=0.5)
    answer = asked_at_once(scenario, "m", total_timeout_s=60.0)
    assert (answer.status, answer.reason) == (ModelStatus.TIMED_OUT, "the answer was due")
    assert 2500 <= answer.latency_ms <= 4000
    assert model.closed


def test_the_queue_before_the_work_does_not_count_against_a_streamed_answer() -> None:
    scenario = Scenario([spec("m")])
    scenario.question = replace(scenario.question, run_id=new_run_id(scenario.clock.now()), request_id="r2")
    scenario.runs.create(scenario.question)
    scenario.ask = replace(scenario.ask, deadline_s=10.0, waited_deadline_s=4.0)
    scenario.clock.sleep(70.0)
    prepared = scenario.prepare(scenario.question.run_id).question
    assert prepared.queued_s == pytest.approx(70.0)
    scenario.says("m", GOOD)
    scenario.question = prepared
    assert asked_at_once(scenario, "m").status is ModelStatus.ANSWERED
    scenario.question = replace(prepared, connection_id="")
    assert asked_at_once(scenario, "m").status is ModelStatus.TIMED_OUT


def test_the_wait_for_a_free_function_does_not_count_up_to_its_own_limit() -> None:
    scenario = Scenario([spec("m")])
    scenario.question = replace(scenario.question, run_id=new_run_id(scenario.clock.now()), request_id="r2")
    scenario.runs.create(scenario.question)
    scenario.ask = replace(scenario.ask, deadline_s=10.0)
    scenario.says("m", GOOD)
    called_at = scenario.clock.now()
    scenario.clock.sleep(MAX_QUEUED_S)
    began = scenario.question
    scenario.question = began.after_queue(called_at, scenario.clock.now())
    assert scenario.question.queued_s == pytest.approx(MAX_QUEUED_S)
    assert asked_at_once(scenario, "m").status is ModelStatus.ANSWERED
    scenario.clock.sleep(15.0)
    scenario.question = began.after_queue(called_at, scenario.clock.now())
    assert asked_at_once(scenario, "m").status is ModelStatus.TIMED_OUT
    assert began.after_queue(None, scenario.clock.now()) is began


def test_the_time_before_the_models_counts_too_and_a_caller_who_waits_gets_less() -> None:
    scenario = Scenario()
    scenario.question = replace(scenario.question, run_id=new_run_id(scenario.clock.now()), request_id="r2")
    scenario.runs.create(scenario.question)
    scenario.ask = replace(scenario.ask, deadline_s=10.0, waited_deadline_s=4.0)
    scenario.clock.sleep(5.0)
    late = scenario.says("m", GOOD)
    assert asked_at_once(scenario, "m").status is ModelStatus.ANSWERED
    scenario.question = replace(scenario.question, connection_id="")
    answer = asked_at_once(scenario, "m")
    assert (answer.status, answer.reason) == (ModelStatus.TIMED_OUT, "the answer was due")
    assert len(late.requests) == 1, "a model that cannot be in time is not asked"


def test_at_the_deadline_the_best_so_far_is_the_answer_with_its_honest_level() -> None:
    scenario = Scenario()
    scenario.ask = replace(scenario.ask, deadline_s=2.0)
    scenario.says("fast", GOOD)
    scenario.says("slow", *["word "] * 100, pace_s=0.5)
    answers = [asked_at_once(scenario, name) for name in ("fast", "slow")]
    models = [spec("fast"), spec("slow")]
    verified = scenario.reach(scenario.question, models, PASSAGES, answers)
    assert (verified.outcome, verified.chosen_model) == (Outcome.SINGLE, "fast")
    assert (verified.agreement.value, verified.agreement.count) == (None, 1)
    assert [model.status.value for model in verified.models] == ["answered", "timed_out"]


def test_nothing_is_streamed_of_a_run_that_was_cancelled_before_its_answer() -> None:
    scenario = Scenario()
    scenario.says("a", GOOD)
    answers = [asked_at_once(scenario, "a")]
    scenario.runs.cancel(RUN)
    verified = scenario.reach(scenario.question, [spec("a"), spec("b")], PASSAGES, answers)
    assert scenario.frames("token") == []
    assert (verified.text, verified.sentences, verified.citations) == (
        "The question was cancelled before there was an answer.",
        (),
        (),
    )
    assert verified.outcome is Outcome.CANCELLED
    scenario.record(scenario.question, verified)
    assert len(scenario.frames("done")) == 1
    assert scenario.ledger.lines(ANNA, since="2026-01-01"), "what it cost is charged all the same"


def test_after_the_last_frame_no_other_comes() -> None:
    scenario = Scenario()
    scenario.says("a", GOOD)
    answers = [asked_at_once(scenario, "a")]
    verified = scenario.reach(scenario.question, [spec("a")], PASSAGES, answers)
    for _ in range(2):
        scenario.record(scenario.question, verified)
    frames = scenario.runs.frames(RUN, after_seq=-1)
    assert [frame.type for frame in frames].index("done") == len(frames) - 1


class ThrottledRunStore(MemoryRunStore):
    """Refuses some of its calls, as a table does that is used too much."""

    def __init__(self, *names: str, times: int = 10_000) -> None:
        super().__init__()
        for name in names:
            setattr(self, name, self._refusing(getattr(self, name), times))

    def _refusing(self, method: Any, times: int) -> Any:
        left = iter(range(times))

        def call(*arguments: Any, **options: Any) -> Any:
            if next(left, None) is not None:
                raise Throttled("table 'runs' says ThrottlingException")
            return method(*arguments, **options)

        return call


def throttled_scenario(*names: str, **options: Any) -> Scenario:
    scenario = Scenario()
    runs = ThrottledRunStore(*names, **options)
    runs.create(scenario.question)
    scenario.runs = runs
    scenario.ask = replace(scenario.ask, runs=runs)
    scenario.reach = replace(scenario.reach, runs=runs)
    scenario.publisher = FramePublisher(runs, scenario.sink, scenario.question)
    return scenario


@pytest.mark.parametrize(
    "names",
    [("append_frame",), ("state",), ("add_answer",), ("decide",), ("append_frame", "state", "decide")],
)
def test_a_store_that_is_throttled_never_fails_a_model(names: tuple[str, ...]) -> None:
    scenario = throttled_scenario(*names)
    scenario.says("a", *GOOD.split(" "))
    scenario.says("b", GOOD)
    for name in ("a", "b"):
        assert asked_at_once(scenario, name).status is ModelStatus.ANSWERED


def test_a_store_that_is_throttled_for_a_moment_loses_nothing() -> None:
    scenario = throttled_scenario("add_answer", times=2)
    scenario.says("a", GOOD)
    asked_at_once(scenario, "a")
    assert len(scenario.frames("model")) == 1
    scenario.says("b", GOOD)
    asked_at_once(scenario, "b")
    assert "1889" in scenario.streamed_text()
