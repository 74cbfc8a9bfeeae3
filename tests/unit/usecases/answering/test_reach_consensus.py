from dataclasses import replace

import pytest

from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.protocol.outcomes import Outcome, Stance, Verdict
from genai_core.errors import NoAnswer
from genai_core.usecases.answering.publish_passages import publish_passages
from genai_core.usecases.answering.record_answer import RunError
from genai_core.usecases.answering.stream_answer import stream_answer
from tests.unit.usecases.answering.scenario import ANNA, PASSAGES, RUN, SESSION, Scenario, passage, spec

GOOD = "The Eiffel Tower was completed in 1889."
INVENTED = "The Eiffel Tower was completed in 1925 by Napoleon Bonaparte."


def said(name: str, text: str, status: ModelStatus = ModelStatus.ANSWERED) -> ModelAnswer:
    return ModelAnswer(ModelId(name), name, status, text, usage=Usage(10, 5, 0.001))


def reach(scenario: Scenario, *answers: ModelAnswer, passages=PASSAGES, names=()):
    models = [spec(name) for name in names or [answer.model_id for answer in answers]]
    started = scenario.clock.now().isoformat()
    scenario.clock.sleep(1.0)
    return scenario.reach(scenario.question, models, passages, answers, started_at=started)


def test_two_that_agree_and_are_grounded_give_an_agreed_answer_with_a_verbatim_citation() -> None:
    scenario = Scenario()
    answer = reach(scenario, said("a", GOOD), said("b", "It was completed in 1889."))
    assert answer.outcome is Outcome.AGREED
    assert (answer.agreement.count, answer.agreement.total) == (2, 2)
    assert answer.citations[0].quote == GOOD
    assert "[1]" in answer.text
    assert scenario.streamed_text() == answer.text
    assert answer.usage == Usage(20, 10, 0.002)
    assert answer.timings_ms["total"] == 1000


def test_an_invention_is_never_picked_and_is_reported_as_a_dispute() -> None:
    answer = reach(Scenario(), said("honest", GOOD), said("liar", INVENTED))
    assert answer.chosen_model == "honest"
    assert answer.outcome is Outcome.DISPUTED
    assert "1925" not in answer.text
    assert answer.disputed == (f"liar: {INVENTED}",)


def test_an_invented_sentence_inside_a_good_answer_is_marked_not_served_as_fact() -> None:
    text = "The tower stands 330 metres tall. Elephants live upstairs. It was designed by Gustave Eiffel."
    answer = reach(Scenario(), said("a", text))
    assert [sentence.verdict for sentence in answer.sentences][:2] == [
        Verdict.SUPPORTED,
        Verdict.UNSUPPORTED,
    ]
    assert "Elephants live upstairs. (not supported by the documents)" in answer.text
    assert answer.groundedness.count < answer.groundedness.total
    assert answer.agreement.value is None


def test_an_invented_end_is_left_out_and_named_even_if_the_models_agree_on_it() -> None:
    scenario = Scenario()
    text = f"{GOOD} Elephants live upstairs."
    answer = reach(scenario, said("a", text), said("b", text))
    assert answer.outcome is Outcome.AGREED
    assert answer.text == scenario.streamed_text() == f"{GOOD[:-1]} [1]."
    assert (answer.groundedness.count, answer.groundedness.total) == (1, 1)
    assert answer.left_out == ("Elephants live upstairs.",)
    assert {model.text for model in answer.models} == {text}
    row = next(row for row in answer.claims if row.claim == "Elephants live upstairs.")
    assert row.verdict is Verdict.UNSUPPORTED
    assert {stand.stance for stand in row.models} == {Stance.SAYS}


def test_no_passages_means_not_found_and_no_model_is_blamed() -> None:
    scenario = Scenario()
    answer = reach(scenario, passages=(), names=("a", "b"))
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.text == "Not found in the documents."
    assert {model.status for model in answer.models} == {ModelStatus.CANCELLED}
    assert scenario.streamed_text() == answer.text


def test_answers_that_the_documents_do_not_support_are_told_apart_from_nothing_found() -> None:
    answer = reach(
        Scenario(),
        said("liar", "Penguins built it on the moon."),
        said("shy", "The passages do not contain this information."),
        said("dead", "", ModelStatus.FAILED),
        names=("liar", "shy", "dead", "lost"),
    )
    assert answer.outcome is Outcome.NOT_SUPPORTED
    assert "Penguins" not in answer.text
    assert answer.nearest[0].text == PASSAGES[0].chunk.text
    assert [(m.model_id, m.status.value) for m in answer.models][-2:] == [
        ("dead", "failed"),
        ("lost", "failed"),
    ]


def test_two_grounded_answers_that_differ_are_disputed_and_both_are_reported() -> None:
    passages = (passage("The bridge opened in 1936.", 0), passage("The bridge opened in 1957.", 1))
    scenario = Scenario(text="When did the bridge open?")
    answer = reach(
        scenario,
        said("a", "The bridge opened in 1936."),
        said("b", "The bridge opened in 1957."),
        passages=passages,
    )
    assert answer.outcome is Outcome.DISPUTED
    assert len(answer.disputed) == 1
    assert answer.sentences[0].disputed_by


def test_compare_shows_every_answer_and_chooses_none() -> None:
    answer = reach(Scenario(mode="compare"), said("a", GOOD), said("b", "It stands 330 metres tall."))
    assert answer.chosen_model is None
    assert "a: " in answer.text
    assert "b: " in answer.text


def test_a_run_decided_by_a_branch_keeps_that_very_answer() -> None:
    scenario = Scenario()
    for name in ("a", "b"):
        scenario.says(name, GOOD)
        scenario.answer_of(spec(name))
    streamed = scenario.streamed_text()
    late = said("c", "The Eiffel Tower was completed in 1889 and stands 330 metres tall.")
    answer = reach(scenario, late, said("b", GOOD), said("a", GOOD))
    assert answer.text == streamed == scenario.streamed_text()
    assert len(answer.models) == 3


def test_an_answer_that_comes_after_the_decision_can_still_dispute_it() -> None:
    scenario = Scenario()
    for name in ("a", "b"):
        scenario.says(name, GOOD)
        scenario.answer_of(spec(name))
    streamed = scenario.streamed_text()
    late = said("c", "The Eiffel Tower was completed in 1925.")
    answer = reach(scenario, late, said("b", GOOD), said("a", GOOD))
    assert answer.text == streamed == scenario.streamed_text()
    assert answer.outcome is Outcome.DISPUTED
    assert answer.disputed == ("c: The Eiffel Tower was completed in 1925.",)
    assert (answer.agreement.count, answer.agreement.total) == (2, 3)


def test_a_branch_that_died_while_streaming_is_finished_not_repeated() -> None:
    scenario = Scenario()
    whole = reach(Scenario(), said("a", GOOD), said("b", GOOD)).text
    scenario.runs.decide(RUN, by="a+b")
    stream_answer(
        scenario.publisher,
        whole[:10],
        compared=[ModelId("a"), ModelId("b")],
        at=scenario.clock.now().isoformat(),
    )
    answer = reach(scenario, said("a", GOOD), said("b", GOOD))
    assert scenario.streamed_text() == answer.text == whole


def test_a_branch_that_died_after_the_quorum_takes_its_answer_with_it_no_more() -> None:
    """The state machine reports its branch as failed; what its model said is in the store."""
    scenario = Scenario()
    long = GOOD + " It stands 330 metres tall."
    for name, text in (("a", GOOD), ("b", long)):
        scenario.says(name, text)
        scenario.answer_of(spec(name))
    streamed = scenario.streamed_text()
    assert streamed
    for dead in ("a", "b"):
        others = [said(name, text) for name, text in (("a", GOOD), ("b", long)) if name != dead]
        answer = reach(scenario, *others, said(dead, "", ModelStatus.FAILED), names=("a", "b"))
        assert answer.text == streamed == scenario.streamed_text()
        assert {model.status for model in answer.models} == {ModelStatus.ANSWERED}


def test_timings_come_from_the_frames() -> None:
    scenario = Scenario()
    started = scenario.clock.now().isoformat()
    scenario.clock.sleep(0.4)
    publish_passages(scenario.publisher, PASSAGES, at=scenario.clock.now().isoformat())
    scenario.clock.sleep(0.6)
    answer = scenario.reach(scenario.question, [spec("a")], PASSAGES, [said("a", GOOD)], started_at=started)
    assert answer.timings_ms == {"retrieve": 400, "first_token": 1000, "total": 1000}
    assert scenario.frames("passages")[0]["passages"][0]["section"] == "History"


def test_the_answer_is_recorded_charged_and_sent_once_however_often_the_step_runs() -> None:
    scenario = Scenario()
    answer = reach(scenario, said("a", GOOD), said("b", GOOD))
    payload = to_json(scenario.record(scenario.question, answer))
    assert to_json(scenario.record(scenario.question, answer)) == payload
    turns = scenario.conversations.messages(ANNA, SESSION)
    assert [turn.role for turn in turns] == ["user", "assistant"]
    assert turns[1].answer is not None
    assert turns[1].answer["outcome"] == "agreed"
    assert len(scenario.frames("done")) == 1
    lines = scenario.ledger.lines(ANNA, since="2026-01-01")
    assert sum(line.usage.input_tokens for line in lines) == 20
    assert sum(line.calls for line in lines) == 2


def test_a_failed_run_ends_with_an_error_frame_and_stops_its_models() -> None:
    scenario = Scenario()
    payload = to_json(
        scenario.record.fail(RUN, RunError("Overloaded", "both retrievers failed", "Ask again."))
    )
    assert payload["code"] == "Overloaded"
    assert scenario.frames("error")[0]["error"] == "both retrievers failed"
    assert scenario.runs.state(RUN).is_over


def test_if_every_model_refuses_the_documents_do_not_answer_the_question() -> None:
    shy = "The passages do not contain this information."
    answer = reach(Scenario(), said("a", shy), said("b", "Not found in the documents."))
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.nearest[0].text == PASSAGES[0].chunk.text


def test_if_no_model_answers_the_run_fails_with_each_reason() -> None:
    scenario = Scenario()
    dead = replace(said("dead", "", ModelStatus.FAILED), reason="Overloaded: down")
    late = replace(said("late", "", ModelStatus.TIMED_OUT), reason="no end within 60 s")
    with pytest.raises(
        NoAnswer, match=r"dead: Overloaded: down; late: no end within 60 s; lost: its step"
    ) as why:
        reach(scenario, dead, late, names=("dead", "late", "lost"))
    assert why.value.http_status == 503
    scenario.record.fail(RUN, RunError("NoAnswer", why.value.message, why.value.remedy))
    (frame,) = scenario.frames("error")
    assert frame["code"] == "NoAnswer"
    assert [(model["id"], model["status"]) for model in frame["models"]] == [
        ("dead", "failed"),
        ("late", "timed_out"),
        ("lost", "failed"),
    ]


def test_a_supported_minority_comes_before_a_contradicted_majority() -> None:
    answer = reach(Scenario(), said("a", INVENTED), said("b", "It was completed in 1925."), said("c", GOOD))
    assert answer.chosen_model == "c"
    assert answer.outcome is Outcome.DISPUTED
    assert set(answer.sentences[0].disputed_by) == {"a", "b"}
    assert "1925" not in answer.text


def test_a_model_that_is_right_but_for_one_sentence_does_not_outvote_the_one_that_is_right() -> None:
    wrong = f"{GOOD} It stands 324 metres tall."
    right = f"{GOOD} It stands 330 metres tall."
    answer = reach(Scenario(), said("a", wrong), said("b", wrong), said("c", right))
    assert answer.chosen_model == "c"
    assert "324" not in answer.text
    assert answer.outcome is Outcome.DISPUTED
    assert answer.sentences[0].disputed_by == ()
    assert set(answer.sentences[1].disputed_by) == {"a", "b"}
