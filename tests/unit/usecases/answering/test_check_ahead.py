"""What a branch checks while its own model writes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from genai_core.domain.chat.run_state import RunState
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.frames import ModelReport
from genai_core.domain.protocol.outcomes import Mode
from genai_core.usecases.answering.check_ahead import CheckAhead
from genai_core.usecases.answering.check_answers import CheckAnswers
from tests.unit.usecases.answering.scenario import PASSAGES, RUN, Scenario, spec

OPEN = "The lovely Eiffel Tower was completed in 1889."
OTHER = ModelAnswer(ModelId("other-0"), "other", ModelStatus.ANSWERED, OPEN)
LIMIT_S = 30.0


class NotedVerifier:
    """Notes each pair it verifies."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []

    def verify(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.pairs += pairs
        return [0.9] * len(pairs)


def holds_in_time(condition: Callable[[], object]) -> bool:
    until = time.monotonic() + LIMIT_S
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    return bool(condition())


def ahead_of(scenario: Scenario, verifier: NotedVerifier, *, checks_answers: bool = True) -> CheckAhead:
    scenario.runs.add_answer(RUN, OTHER)
    check = CheckAnswers(None, verifier)
    return CheckAhead(check, scenario.runs, scenario.question, PASSAGES, checks_answers=checks_answers)


def test_an_answer_that_was_checked_ahead_is_not_verified_again() -> None:
    scenario, verifier = Scenario(), NotedVerifier()
    ahead = ahead_of(scenario, verifier)
    ahead.notice(RunState(reported=1))
    assert holds_in_time(lambda: verifier.pairs)
    comparison, _ = ahead.check(scenario.question, [OTHER], PASSAGES)
    assert [check.probability for check in comparison.members[0].checks] == [0.9]
    assert len(verifier.pairs) == 1


def test_nothing_is_checked_ahead_of_a_run_that_is_over_or_for_a_verifier_that_costs_money() -> None:
    scenario, verifier = Scenario(), NotedVerifier()
    ahead_of(scenario, verifier).notice(RunState(reported=1, is_over=True))
    ahead_of(scenario, verifier).notice(RunState(reported=0))
    ahead = ahead_of(scenario, verifier, checks_answers=False)
    ahead.start()
    ahead.notice(RunState(reported=1))
    ahead.check.prepare(scenario.question, PASSAGES)
    assert verifier.pairs == []


def written_beside_an_answer(mode: Mode) -> tuple[NotedVerifier, list[bool]]:
    """Asks a model that goes on until the other model's answer, which comes meanwhile, was checked."""
    scenario, verifier = Scenario(mode=mode), NotedVerifier()
    scenario.ask.check.verifier = verifier
    checked: list[bool] = []

    def on_piece(number: int) -> None:
        if number == 0:
            scenario.runs.add_answer(RUN, OTHER)
            scenario.publisher.publish(
                ModelReport(
                    model=OTHER.model_id, family="other", status=OTHER.status, reason="", latency_ms=1
                )
            )
        elif mode == "quorum":
            checked.append(holds_in_time(lambda: verifier.pairs))
        else:
            checked.append(bool(verifier.pairs))

    scenario.says("a", "It stands ", "330 metres tall.", pace_s=0.5, on_piece=on_piece)
    scenario.answer_of(spec("a"), members=3)
    return verifier, checked


def test_a_branch_checks_what_arrives_while_its_model_writes() -> None:
    assert written_beside_an_answer("quorum")[1] == [True]


def test_a_mode_without_consensus_checks_nothing() -> None:
    verifier, checked = written_beside_an_answer("compare")
    assert checked == [False]
    assert verifier.pairs == []
