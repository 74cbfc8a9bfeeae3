"""A writer joins what is agreed; what of it does not hold is never served, and nothing waits too long."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.consensus.served_answer import done_of
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.protocol.outcomes import Outcome
from genai_core.errors import Overloaded, Refused, Unavailable
from genai_core.usecases.answering.stream_answer import stream_answer
from tests.unit.usecases.answering.further_calls import BOTH, REWORDED, said, with_writer
from tests.unit.usecases.answering.scenario import ANNA, PASSAGES, RUN, Scenario, spec

JOINED = "The Eiffel Tower stands 330 metres tall and was completed in 1889 [1]."


def reach(scenario: Scenario, *answers: ModelAnswer) -> VerifiedAnswer:
    came = answers or (said("a", BOTH), said("b", REWORDED))
    models = [spec(answer.model_id) for answer in came]
    started = scenario.clock.now().isoformat()
    return scenario.reach(scenario.question, models, PASSAGES, came, started_at=started)


def pick() -> str:
    return reach(Scenario()).text


def test_a_faithful_text_is_served_cited_and_says_whose_it_is() -> None:
    scenario = Scenario()
    writer = with_writer(scenario, JOINED)
    answer = reach(scenario)
    assert answer.made_by == "writer"
    assert answer.text.startswith("The Eiffel Tower stands 330 metres tall and was completed in 1889 [1]")
    assert scenario.streamed_text() == answer.text
    assert answer.citations
    assert all(citation.quote in PASSAGES[0].chunk.text for citation in answer.citations)
    assert (answer.outcome, answer.chosen_model) == (Outcome.AGREED, "a")
    assert answer.sentences[0].supporters == ("a", "b")
    assert len(writer.requests) == 1


def test_the_writer_sees_agreed_and_supported_claims_and_nothing_else() -> None:
    scenario = Scenario()
    writer = with_writer(scenario, JOINED)
    odd = BOTH + " Penguins built it. It was designed by Gustave Eiffel."
    reach(scenario, said("a", odd), said("b", REWORDED))
    (request,) = writer.requests
    prompt = request.messages[-1].text
    assert "completed in 1889" in prompt
    assert "330 metres" in prompt
    assert 'passages="[1]"' in prompt
    assert "Penguins" not in prompt
    assert "Gustave" not in prompt
    assert "repainted" not in prompt
    assert request.passages == ()
    assert request.workspace_id == scenario.question.workspace_id


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The Eiffel Tower was completed in 1925 and stands 330 metres tall.", "contradicted"),
        (JOINED + " Penguins live upstairs.", "unsupported"),
        ("The Eiffel Tower was never completed in 1889, and stands 330 metres tall.", "by the passages"),
        (JOINED + " The tower is repainted every seven years with 60 tonnes of paint.", "beyond the claims"),
        ("The Eiffel Tower was completed in 1889.", "a claim is lost"),
        ("Not found in the documents.", "says nothing"),
    ],
)
def test_a_text_that_does_not_hold_leaves_the_pick_and_says_why(text: str, reason: str) -> None:
    scenario = Scenario()
    with_writer(scenario, text)
    answer = reach(scenario)
    assert (answer.made_by, answer.text) == ("pick", pick())
    assert scenario.streamed_text() == answer.text
    (call,) = answer.further
    assert call.status is ModelStatus.ANSWERED
    assert reason in call.reason


@pytest.mark.parametrize(
    ("script", "status"),
    [
        ({"error": Overloaded("down")}, ModelStatus.FAILED),
        ({"error": Refused("a filter")}, ModelStatus.REFUSED),
        ({"finish": None}, ModelStatus.FAILED),
        ({"pace_s": 9.0}, ModelStatus.TIMED_OUT),
    ],
)
def test_a_writer_that_fails_or_is_late_leaves_the_pick(script: dict[str, Any], status: ModelStatus) -> None:
    scenario = Scenario()
    with_writer(scenario, "The Eiffel Tower ", "stands", **script)
    answer = reach(scenario)
    assert (answer.made_by, answer.text) == ("pick", pick())
    assert [call.status for call in answer.further] == [status]
    assert scenario.streamed_text() == answer.text


def test_nobody_is_asked_to_write_when_the_answer_is_due() -> None:
    scenario = Scenario(run_id=f"{1767312000000 - 70000:012x}")
    writer = with_writer(scenario, JOINED)
    scenario.reach = replace(scenario.reach, deadline_s=65.0)
    answer = reach(scenario)
    assert (answer.made_by, writer.requests) == ("pick", [])
    assert answer.further[0].status is ModelStatus.TIMED_OUT
    assert answer.further[0].usage == Usage()


def test_a_writer_that_left_the_catalogue_leaves_the_pick() -> None:
    scenario = Scenario()
    with_writer(scenario, JOINED)
    assert scenario.reach.write is not None
    ask = replace(scenario.reach.write.ask, catalogue=lambda: [])
    scenario.reach = replace(scenario.reach, write=replace(scenario.reach.write, ask=ask))
    answer = reach(scenario)
    assert (answer.made_by, answer.text) == ("pick", pick())
    assert "no model 'writer'" in answer.further[0].reason


@pytest.mark.parametrize("mode", ["single", "compare"])
def test_where_nothing_is_agreed_nothing_is_written(mode: Any) -> None:
    scenario = Scenario(mode=mode)
    writer = with_writer(scenario, JOINED)
    assert reach(scenario).made_by == "pick"
    assert writer.requests == []
    alone = Scenario()
    writer = with_writer(alone, JOINED)
    assert reach(alone, said("a", BOTH)).made_by == "pick"
    assert writer.requests == []


def test_the_branch_that_completes_the_quorum_stops_the_others_and_leaves_the_words_to_the_writer() -> None:
    scenario = Scenario()
    with_writer(scenario, JOINED)
    for name, text in (("a", BOTH), ("b", REWORDED)):
        scenario.says(name, text)
        scenario.answer_of(spec(name))
    assert scenario.runs.state(RUN).is_over
    assert scenario.streamed_text() == ""
    late = scenario.says("c", BOTH)
    assert scenario.answer_of(spec("c")).status is ModelStatus.CANCELLED
    assert late.requests == []
    answer = reach(scenario, *scenario.runs.answers(RUN))
    assert answer.made_by == "writer"
    assert scenario.streamed_text() == answer.text


def test_a_quorum_with_nothing_to_join_is_streamed_at_once() -> None:
    scenario = Scenario()
    writer = with_writer(scenario, JOINED)
    short = "The Eiffel Tower was completed in 1889."
    for name in ("a", "b"):
        scenario.says(name, short)
        scenario.answer_of(spec(name))
    streamed = scenario.streamed_text()
    assert streamed
    assert reach(scenario, *scenario.runs.answers(RUN)).text == streamed == scenario.streamed_text()
    assert writer.requests == []


def test_a_repeated_step_asks_nobody_twice_and_goes_on_with_the_same_words() -> None:
    whole = Scenario()
    with_writer(whole, JOINED)
    text = reach(whole).text
    scenario = Scenario()
    writer = with_writer(scenario, JOINED)
    scenario.runs.add_answer(RUN, replace(whole.runs.answers(RUN)[-1]))
    stream_answer(
        scenario.publisher,
        text[:12],
        compared=[ModelId("a"), ModelId("b")],
        at=scenario.clock.now().isoformat(),
    )
    answer = reach(scenario)
    assert (answer.made_by, answer.text, scenario.streamed_text()) == ("writer", text, text)
    assert writer.requests == []


def test_words_of_the_pick_that_are_out_are_never_followed_by_the_writers() -> None:
    scenario = Scenario()
    writer = with_writer(scenario, JOINED)
    stream_answer(
        scenario.publisher,
        pick()[:12],
        compared=[ModelId("a"), ModelId("b")],
        at=scenario.clock.now().isoformat(),
    )
    answer = reach(scenario)
    assert (answer.made_by, scenario.streamed_text()) == ("pick", pick())
    assert writer.requests == []


def test_a_run_that_is_cancelled_while_the_writer_writes_shows_nothing_more() -> None:
    scenario = Scenario()
    with_writer(scenario, "The Eiffel ", JOINED, on_piece=lambda _: scenario.runs.cancel(RUN))
    answer = reach(scenario)
    assert (answer.outcome, answer.made_by) == (Outcome.CANCELLED, "pick")
    assert "cancelled" in answer.degraded
    assert scenario.streamed_text() == ""
    assert answer.usage.input_tokens > 20


def test_a_text_that_cannot_be_kept_is_not_served_since_a_repeated_step_might_find_another() -> None:
    scenario = Scenario()
    with_writer(scenario, JOINED)

    def refuse(*_: object) -> list[ModelAnswer]:
        raise Unavailable("throttled")

    scenario.runs.add_answer = refuse  # type: ignore[method-assign]
    answer = reach(scenario)
    assert (answer.made_by, answer.text) == ("pick", pick())
    assert "could not be kept" in answer.further[0].reason


def test_the_writers_call_is_charged_besides_that_of_the_member_it_may_be() -> None:
    scenario = Scenario()
    with_writer(scenario, JOINED)
    answer = reach(scenario)
    payload = to_json(scenario.record(scenario.question, answer))
    assert to_json(scenario.record(scenario.question, answer)) == payload
    lines = {line.model_id: line.usage for line in scenario.ledger.lines(ANNA, since="2026-01-01")}
    assert set(lines) == {"a", "b", "writer as writer"}
    assert sum(usage.input_tokens for usage in lines.values()) == answer.usage.input_tokens == 120
    assert payload["made_by"] == "writer"
    assert [call["id"] for call in payload["further_calls"]] == ["writer as writer"]
    assert [model["id"] for model in payload["models"]] == ["a", "b"]


def test_without_a_writer_the_payload_says_that_the_words_are_the_picks() -> None:
    payload = to_json(done_of(reach(Scenario())))
    assert (payload["made_by"], payload["further_calls"]) == ("pick", [])
