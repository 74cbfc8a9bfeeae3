"""Frames that the server's own code sends are read by the page's validators and by the SDK."""

from __future__ import annotations

from typing import Any

import pytest

from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.codec import wire_bytes
from genai_core.domain.protocol.frames import MAX_FRAME_BYTES
from genai_core.usecases.answering.publish_passages import publish_passages
from genai_core.usecases.answering.record_answer import RunError
from genai_core.usecases.answering.show_run import ShowRun
from quorum_client.protocol import frames as sdk_frames
from tests.page_reader import read_by_page
from tests.unit.usecases.answering.scenario import ANNA, PASSAGES, Scenario, ScriptedModel, passage, spec

GOOD = "The Eiffel Tower was completed in 1889."


def sent(scenario: Scenario) -> list[dict[str, Any]]:
    return scenario.sink.sent["socket"]


def answered(texts: dict[str, str]) -> Scenario:
    """A question answered by models that say these texts, from its acceptance to `done`."""
    members = [spec(name) for name in texts]
    scenario = Scenario(catalogue=members)
    scenario.models = {name: ScriptedModel(scenario.clock, [text]) for name, text in texts.items()}
    scenario.prepare(scenario.question.run_id)
    publish_passages(scenario.publisher, PASSAGES, at=scenario.clock.now().isoformat())
    ids = [row.model_id for row in members]
    answers = [scenario.ask(scenario.question, row, PASSAGES, (), ids) for row in members]
    verified = scenario.reach(scenario.question, members, PASSAGES, answers)
    scenario.record(scenario.question, verified)
    return scenario


@pytest.fixture(scope="module")
def scenarios() -> list[Scenario]:
    failed = Scenario()
    failed.record.fail(failed.question.run_id, RunError("Overloaded", "both searches failed", "Ask again."))
    return [
        answered({"a": GOOD, "b": GOOD}),
        answered({"a": GOOD, "b": "The Eiffel Tower was completed in 1887."}),
        answered({"a": "Not found in the documents.", "b": "Berlin has 3 airports. 🛫"}),
        failed,
    ]


def test_a_recorded_run_has_frames_of_every_kind_that_is_sent_today(scenarios: list[Scenario]) -> None:
    kinds = {message["type"] for scenario in scenarios for message in sent(scenario)}
    assert kinds >= {"accepted", "passages", "draft", "model", "token", "done", "error"}


def test_the_page_reads_recorded_frames_as_they_were_sent(scenarios: list[Scenario]) -> None:
    for scenario in scenarios:
        answers = read_by_page("frame", sent(scenario))
        assert [answer.get("value", answer) for answer in answers] == sent(scenario)


def test_the_sdk_reads_recorded_frames_as_they_were_sent(scenarios: list[Scenario]) -> None:
    for message in (message for scenario in scenarios for message in sent(scenario)):
        content = sdk_frames.read_content(message["type"], message)
        numbered = {name: message[name] for name in ("request_id", "run_id", "seq")}
        assert sdk_frames.message_of(content, **numbered) == message


@pytest.mark.parametrize("char", ["a", "🗼", '"', "\x07"])
def test_huge_answers_end_with_a_done_that_fits_and_are_whole_at_the_run(char: str) -> None:
    scenario = Scenario()
    long = GOOD + " " + f"{char * 40} ".join([""] * 2400)
    answers = [
        ModelAnswer(ModelId(f"m{number}"), f"f{number}", ModelStatus.ANSWERED, long) for number in range(8)
    ]
    members = [spec(answer.model_id) for answer in answers]
    scenario.runs.cancel(scenario.question.run_id)  # nothing is compared: this is about what is sent
    passages = [*PASSAGES, passage(long, 2)]
    publish_passages(scenario.publisher, passages, at="")
    verified = scenario.reach(scenario.question, members, PASSAGES, answers)
    scenario.record(scenario.question, verified)
    done = sent(scenario)[-1]
    assert done["type"] == "done"
    assert done["truncated"] is True
    assert max(len(wire_bytes(message)) for message in sent(scenario)) < MAX_FRAME_BYTES
    run = ShowRun(scenario.runs, scenario.workspaces, scenario.quotes)(ANNA, scenario.question.run_id)
    assert run.result is not None
    assert {model.text for model in run.result.models} == {long}
