from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from genai_core.domain.generation.models import Finished, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.figures import Usage
from genai_core.errors import Overloaded, Refused, TimedOut
from tests.unit.usecases.answering.scenario import RUN, Scenario, spec

GOOD = "The Eiffel Tower was completed in 1889."


def ask(scenario: Scenario, name: str, *, members: int = 3, **changes):
    return scenario.answer_of(spec(name, **changes), members=members)


def test_an_answer_is_streamed_as_drafts_and_reported_with_latency_and_cost() -> None:
    scenario = Scenario()
    scenario.says("m", "The Eiffel Tower ", "was completed ", "in 1889.")
    answer = ask(scenario, "m", input_price=1.0, output_price=10.0)
    assert (answer.status, answer.text) == (ModelStatus.ANSWERED, GOOD)
    assert (answer.first_token_ms, answer.latency_ms) == (50, 150)
    assert answer.usage.cost_usd == pytest.approx(0.0003)
    assert "".join(frame["text"] for frame in scenario.frames("draft")) == GOOD
    assert scenario.frames("model")[0]["status"] == "answered"


@pytest.mark.parametrize(("members", "least", "most"), [(1, 5, 7), (2, 3, 4)])
def test_drafts_go_out_five_times_a_second_and_half_as_often_beside_other_models(
    members: int, least: int, most: int
) -> None:
    scenario = Scenario()
    scenario.says("m", *["word "] * 100, pace_s=0.01)
    ask(scenario, "m", members=members)
    assert least <= len(scenario.frames("draft")) <= most


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Overloaded("boom"), ModelStatus.FAILED),
        (TimedOut("slow"), ModelStatus.TIMED_OUT),
        (Refused("filter"), ModelStatus.REFUSED),
    ],
)
def test_a_failing_model_is_a_value_with_its_reason(error, status) -> None:
    scenario = Scenario()
    scenario.says("m", "The Eif", error=error)
    answer = ask(scenario, "m")
    assert (answer.status, answer.text) == (status, "The Eif")
    assert error.message in answer.reason
    assert scenario.frames("model")[0]["reason"] == answer.reason


def test_a_model_that_says_nothing_or_breaks_off_has_failed() -> None:
    scenario = Scenario()
    scenario.says("silent")
    scenario.says("cut", "The", finish=None)
    scenario.says("filtered", "The", finish=Finished(Usage(), "refused"))
    assert ask(scenario, "silent").status is ModelStatus.FAILED
    assert ask(scenario, "cut").reason == "the stream ended without a finish"
    assert ask(scenario, "filtered").status is ModelStatus.REFUSED


@pytest.mark.parametrize(
    ("pieces", "finish", "reason"),
    [
        (["<think>Hm.", "</think>"], "stop", "it reasoned and gave no answer"),
        (["<think>Hm"], "length", "its reasoning used up its limit of 512 tokens"),
    ],
)
def test_reasoning_alone_is_a_failure_and_no_refusal(pieces, finish, reason) -> None:
    scenario = Scenario()
    scenario.says("m", *pieces, finish=Finished(Usage(), finish))
    answer = ask(scenario, "m")
    assert (answer.status, answer.text, answer.reason) == (ModelStatus.FAILED, "", reason)
    assert scenario.frames("draft") == []


def test_a_draft_begins_again_when_all_before_it_was_reasoning() -> None:
    scenario = Scenario()
    scenario.says("m", "maybe 1890 ", "or so", "</thi", "nk>", GOOD, pace_s=0.1)
    assert ask(scenario, "m").text == GOOD
    drafts = scenario.frames("draft")
    begins = next(index for index, frame in enumerate(drafts) if frame.get("restart"))
    assert "".join(frame["text"] for frame in drafts[begins:]) == GOOD


def test_an_answer_cut_at_its_limit_says_so() -> None:
    scenario = Scenario()
    scenario.says("m", "The Eiffel Tower was", finish=Finished(Usage(), "length"))
    answer = ask(scenario, "m")
    assert (answer.status, answer.is_cut) == (ModelStatus.ANSWERED, True)
    assert scenario.frames("model")[0]["cut"] is True


def test_a_model_past_its_time_is_stopped_and_closed() -> None:
    scenario = Scenario()
    model = scenario.says("m", *["word "] * 1000, pace_s=1.0)
    answer = ask(scenario, "m", total_timeout_s=5.0)
    assert answer.status is ModelStatus.TIMED_OUT
    assert answer.latency_ms <= 7000
    assert model.closed


def test_a_model_that_never_stops_talking_is_cut() -> None:
    scenario = Scenario()
    model = scenario.says("m", *["word " * 100] * 1000, pace_s=0.001)
    answer = ask(scenario, "m", max_output_tokens=64)
    assert answer.status is ModelStatus.ANSWERED
    assert len(answer.text) < 2000
    assert model.closed


def test_a_cancelled_run_stops_a_model_at_its_next_look_and_starts_no_other() -> None:
    scenario = Scenario()
    model = scenario.says(
        "m", *["word "] * 100, on_piece=lambda n: scenario.runs.cancel(RUN) if n == 10 else None
    )
    answer = ask(scenario, "m")
    assert answer.status is ModelStatus.CANCELLED
    assert len(model.requests) == 1
    # A look comes with each draft: 0.4 s are eight words.
    assert len(answer.text.split()) <= 19
    late = scenario.says("late", "x")
    assert ask(scenario, "late").status is ModelStatus.CANCELLED
    assert late.requests == []


def test_a_dropped_model_stops_at_its_next_look_and_is_not_asked_if_it_has_not_begun() -> None:
    scenario = Scenario()
    model = scenario.says(
        "m",
        *["word "] * 100,
        on_piece=lambda n: scenario.runs.drop_model(RUN, ModelId("m")) if n == 10 else None,
    )
    answer = ask(scenario, "m")
    assert (answer.status, answer.reason) == (ModelStatus.CANCELLED, "dropped by the user")
    assert model.closed
    # A look comes with each draft: 0.4 s are eight words.
    assert len(answer.text.split()) <= 19
    (report,) = scenario.frames("model")
    assert (report["status"], report["reason"]) == ("cancelled", "dropped by the user")
    scenario.says("other", GOOD)
    assert ask(scenario, "other").status is ModelStatus.ANSWERED
    late = scenario.says("late", "x")
    scenario.runs.drop_model(RUN, ModelId("late"))
    assert ask(scenario, "late").reason == "dropped by the user"
    assert late.requests == []


def test_the_branch_that_completes_the_quorum_decides_and_streams_the_verified_answer() -> None:
    scenario = Scenario()
    scenario.says("a", GOOD)
    scenario.says("b", "It was completed in 1889.")
    ask(scenario, "a")
    assert not scenario.frames("token")
    ask(scenario, "b")
    assert scenario.runs.state(RUN).is_over
    assert "1889 [1]" in scenario.streamed_text()
    assert scenario.frames("token")[0]["compared"] == ["a", "b"]


def test_two_of_one_family_do_not_make_a_quorum() -> None:
    scenario = Scenario()
    for name in ("a", "b"):
        scenario.says(name, GOOD)
        ask(scenario, name, family="same")
    assert not scenario.runs.state(RUN).is_over


def test_agreement_on_what_the_passages_do_not_say_decides_nothing() -> None:
    scenario = Scenario()
    for name in ("a", "b"):
        scenario.says(name, "Napoleon personally ordered its demolition in 1912.")
        ask(scenario, name)
    assert not scenario.runs.state(RUN).is_over


def test_compare_mode_lets_every_model_finish() -> None:
    scenario = Scenario(mode="compare")
    for name in ("a", "b", "c"):
        scenario.says(name, GOOD)
        assert ask(scenario, name).status is ModelStatus.ANSWERED


def test_a_cascades_strong_model_is_not_asked_where_the_cheap_ones_settle_it() -> None:
    scenario = Scenario(mode="cascade")
    scenario.says("a", GOOD)
    scenario.says("b", GOOD)
    strong = scenario.says("s", GOOD)
    ask(scenario, "a")
    ask(scenario, "b")
    assert ask(scenario, "s", role="strong").status is ModelStatus.CANCELLED
    assert strong.requests == []


def test_a_cascades_strong_model_waits_for_the_others_and_then_joins() -> None:
    scenario = Scenario(mode="cascade")
    scenario.says("a", GOOD)
    ask(scenario, "a")
    scenario.says("s", GOOD)
    answer = ask(scenario, "s", role="strong", total_timeout_s=3.0)
    assert answer.status is ModelStatus.ANSWERED
    assert scenario.clock.seconds >= 3.0


def test_without_a_connection_no_draft_is_kept_and_the_run_works_the_same() -> None:
    scenario = Scenario(connection_id="")
    scenario.says("m", GOOD)
    assert ask(scenario, "m").status is ModelStatus.ANSWERED
    assert [frame.type for frame in scenario.runs.frames(RUN, after_seq=-1)] == ["model"]


def test_of_two_that_arrive_together_only_one_streams_the_answer() -> None:
    scenario = Scenario()
    arrived = Barrier(2)
    add = scenario.runs.add_answer

    def add_together(run_id, answer):
        add(run_id, answer)
        arrived.wait(5)
        return scenario.runs.answers(run_id)

    scenario.runs.add_answer = add_together  # type: ignore[method-assign]
    for name in ("a", "b"):
        scenario.says(name, GOOD)
    with ThreadPoolExecutor(2) as branches:
        list(branches.map(lambda name: ask(scenario, name), ("a", "b")))
    assert scenario.streamed_text() == "The Eiffel Tower was completed in 1889 [1]."
