"""A judge is asked about undecided pairs only, once; what cannot be read leaves the scores as they are."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.consensus.judging import UNDECIDED, judged, read_judgement, undecided_pairs
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.outcomes import Outcome
from genai_core.errors import Overloaded
from genai_core.usecases.answering.stream_answer import stream_answer
from tests.unit.usecases.answering.further_calls import said, with_judge
from tests.unit.usecases.answering.scenario import PASSAGES, RUN, Scenario, spec

YEAR = "The Eiffel Tower was completed in 1889."
ONE = "It is repainted with tonnes of paint every seven years."
OTHER = "Gustave Eiffel designed the tower, and it is repainted with paint."


def reach(scenario: Scenario, *answers: ModelAnswer) -> VerifiedAnswer:
    models = [spec(answer.model_id) for answer in answers]
    return scenario.reach(scenario.question, models, PASSAGES, answers)


def undecided(scenario: Scenario) -> list[ModelAnswer]:
    """Returns two answers whose support lies in the undecided band."""
    pair = [said("a", ONE), said("b", OTHER)]
    comparison, _ = scenario.reach.check(scenario.question, pair, PASSAGES)
    assert undecided_pairs(comparison) == ((0, 1),)
    return pair


@pytest.mark.parametrize(("verdict", "agreeing"), [("true", 2), ("false", 1)])
def test_the_judge_moves_an_undecided_pair_to_one_side(verdict: str, agreeing: int) -> None:
    scenario = Scenario(text="Tell me about it.")
    judge = with_judge(scenario, f'Certainly: {{"1": {verdict}}}')
    answer = reach(scenario, *undecided(scenario))
    assert answer.agreement.count == agreeing
    assert answer.outcome is (Outcome.AGREED if agreeing == 2 else Outcome.DISPUTED)
    assert [call.model_id for call in answer.further] == ["judge as judge"]
    (request,) = judge.requests
    assert ONE in request.messages[-1].text
    assert "Pair 1: answers 1 and 2" in request.messages[-1].text


@pytest.mark.parametrize("reply", ["", "yes", "[true]", '{"1": "yes"}', '{"2": true}', '{"1": tru'])
def test_a_reply_that_is_not_a_verdict_changes_nothing(reply: str) -> None:
    plain, scenario = Scenario(text="Tell me about it."), Scenario(text="Tell me about it.")
    with_judge(scenario, reply)
    before, after = reach(plain, *undecided(plain)), reach(scenario, *undecided(scenario))
    assert (after.text, after.agreement, after.outcome) == (before.text, before.agreement, before.outcome)
    assert after.further[0].reason


@pytest.mark.parametrize("script", [{"error": Overloaded("down")}, {"pace_s": 9.0}])
def test_a_judge_that_fails_or_is_late_changes_nothing(script: dict[str, Any]) -> None:
    plain, scenario = Scenario(text="Tell me about it."), Scenario(text="Tell me about it.")
    with_judge(scenario, '{"1": true}', **script)
    assert reach(scenario, *undecided(scenario)).agreement == reach(plain, *undecided(plain)).agreement


def test_decided_pairs_and_contradictions_are_never_put_to_a_judge() -> None:
    scenario = Scenario()
    judge = with_judge(scenario, '{"1": true}')
    reach(scenario, said("a", YEAR), said("b", YEAR), said("c", "The Eiffel Tower was completed in 1925."))
    assert judge.requests == []


@pytest.mark.parametrize("mode", ["single", "compare"])
def test_where_nothing_is_put_to_the_vote_nobody_judges(mode: Any) -> None:
    scenario = Scenario(text="Tell me about it.", mode=mode)
    judge = with_judge(scenario, '{"1": true}')
    answer = reach(scenario, *undecided(scenario))
    assert (judge.requests, answer.further) == ([], ())


def test_an_answer_that_is_out_already_is_not_judged() -> None:
    scenario = Scenario(text="Tell me about it.")
    judge = with_judge(scenario, '{"1": true}')
    plain = Scenario(text="Tell me about it.")
    text = reach(plain, *undecided(plain)).text
    stream_answer(
        scenario.publisher,
        text[:9],
        compared=[ModelId("a"), ModelId("b")],
        at=scenario.clock.now().isoformat(),
    )
    assert reach(scenario, *undecided(scenario)).text == text == scenario.streamed_text()
    assert judge.requests == []


def test_a_repeated_step_heeds_the_same_verdict_without_asking_again() -> None:
    scenario = Scenario(text="Tell me about it.")
    judge = with_judge(scenario, '{"1": true}')
    pair = undecided(scenario)
    assert reach(scenario, *pair).text == reach(scenario, *pair).text
    assert len(judge.requests) == 1
    assert [answer.status for answer in scenario.runs.answers(RUN)] == [ModelStatus.ANSWERED]


def test_answers_beyond_the_judges_context_are_left_undecided() -> None:
    scenario = Scenario(text="Tell me about it.")
    judge = with_judge(scenario, '{"1": true}', context_tokens=300)
    assert [call.status for call in reach(scenario, *undecided(scenario)).further] == [ModelStatus.FAILED]
    assert judge.requests == []


def test_a_judged_pair_lies_just_beyond_the_band() -> None:
    scenario = Scenario(text="Tell me about it.")
    comparison, _ = scenario.reach.check(scenario.question, undecided(scenario), PASSAGES)
    low, high = UNDECIDED
    assert judged(comparison, {(0, 1): True}).table.support[0, 1] >= high
    assert judged(comparison, {(0, 1): False}).table.support.min() <= low
    assert judged(comparison, {}).chosen == comparison.chosen


@given(st.text(max_size=200))
def test_any_reply_can_be_read(reply: str) -> None:
    judgement = read_judgement(reply, ((0, 1), (1, 2)))
    assert judgement is None or set(judgement) == {(0, 1), (1, 2)}
