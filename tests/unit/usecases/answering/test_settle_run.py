"""Slow models: what is shown while they write, and how long they are waited for."""

from __future__ import annotations

from typing import Any

import pytest

from genai_core.domain.protocol.outcomes import Mode, Outcome
from genai_core.usecases.answering.settle_run import GRACE_S, PROVISIONAL_AFTER_S
from tests.unit.usecases.answering.scenario import PASSAGES, RUN, Scenario, spec
from tests.unit.usecases.answering.test_modes import ask, fails, says, statuses

GOOD = "The Eiffel Tower was completed in 1889."
WRONG = "Napoleon personally ordered its demolition in 1912."


def answered_by(scenario: Scenario, name: str, text: str, members: int) -> None:
    scenario.says(name, text)
    scenario.answer_of(spec(name), members=members)


def test_of_two_models_the_slow_one_is_left_after_the_grace() -> None:
    scenario = Scenario()
    began = scenario.clock.seconds
    answered_by(scenario, "a", GOOD, 2)
    assert scenario.runs.state(RUN).is_over
    assert scenario.clock.seconds - began < GRACE_S + 0.2
    (shown,) = scenario.frames("provisional")
    assert shown["answer"] == scenario.streamed_text() == "The Eiffel Tower was completed in 1889 [1]."
    assert shown["outcome"] == "single"
    assert shown["waiting_for"] == ["other-0"]
    answer = scenario.reach(scenario.question, [spec("a"), spec("b")], PASSAGES, [])
    assert answer.provisional == "confirmed"
    assert answer.outcome is Outcome.SINGLE


def test_while_two_are_out_the_first_answer_is_shown_and_the_run_goes_on() -> None:
    scenario = Scenario()
    answered_by(scenario, "a", GOOD, 3)
    assert not scenario.runs.state(RUN).is_over
    (shown,) = scenario.frames("provisional")
    assert len(shown["waiting_for"]) == 2
    assert scenario.clock.seconds < PROVISIONAL_AFTER_S + 0.2


def test_an_answer_that_the_documents_do_not_support_is_never_provisional() -> None:
    scenario = Scenario()
    answered_by(scenario, "a", WRONG, 2)
    assert scenario.frames("provisional") == []
    assert not scenario.runs.state(RUN).is_over


@pytest.mark.parametrize("mode", ["compare", "cascade"])
def test_modes_that_need_every_model_wait_for_it(mode: Mode) -> None:
    scenario = Scenario(mode=mode)
    answered_by(scenario, "a", GOOD, 2)
    assert not scenario.runs.state(RUN).is_over


def test_a_synchronous_caller_is_shown_nothing_early_and_gets_the_answer_as_soon() -> None:
    scenario = Scenario(connection_id="")
    answered_by(scenario, "a", GOOD, 2)
    kinds = {frame.type for frame in scenario.runs.frames(RUN, after_seq=-1)}
    assert kinds == {"model", "token"}
    assert scenario.runs.state(RUN).is_over


def test_one_slow_model_is_not_waited_for() -> None:
    outcome = ask({"a": says(GOOD), "b": says(GOOD, 20)}, "quorum")
    assert statuses(outcome)["b"] == "cancelled"
    assert outcome.answer.outcome is Outcome.SINGLE
    assert outcome.wall_s < 10


def test_the_last_model_is_left_if_another_one_failed_meanwhile() -> None:
    outcome = ask({"a": says(GOOD), "b": fails(), "c": says(GOOD, 20)}, "quorum")
    assert statuses(outcome) == {"a": "answered", "b": "failed", "c": "cancelled"}
    assert outcome.wall_s < 10


def test_a_later_answer_confirms_the_provisional_one() -> None:
    outcome = ask({"a": says(GOOD), "b": says(GOOD, 0.8), "c": says(GOOD, 20)}, "quorum")
    kinds = [frame["type"] for _, frame in outcome.frames]
    assert kinds.index("provisional") < kinds.index("token")
    assert outcome.answer.outcome is Outcome.AGREED
    assert outcome.answer.provisional == "confirmed"


def test_a_later_answer_that_says_otherwise_disputes_it_visibly() -> None:
    models: dict[str, Any] = {"a": says(GOOD), "b": says("It was completed in 1925.", 0.8)}
    outcome = ask(models, "quorum")
    assert outcome.answer.outcome is Outcome.DISPUTED
    assert outcome.answer.provisional == "disputed"
    assert outcome.answer.disputed == ("b: It was completed in 1925.",)
    done = outcome.frames[-1][1]
    assert (done["type"], done["provisional"]) == ("done", "disputed")
