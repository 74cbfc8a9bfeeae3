from dataclasses import replace

import pytest

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.consensus.comparison import compare, completes_quorum
from genai_core.domain.consensus.verified_answers import verified_answer
from genai_core.domain.generation.model_text.answer_text import read_answer
from genai_core.domain.generation.models import ModelAnswer, ModelRequest, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.outcomes import Mode, Outcome, Verdict
from genai_core.domain.retrieval.passages import Passage
from tests.unit.usecases.answering.scenario import PASSAGES, passage, question

GOOD = "The Eiffel Tower was completed in 1889."


def said(name: str, text: str, family: str = "") -> ModelAnswer:
    return ModelAnswer(ModelId(name), family or name, ModelStatus.ANSWERED, text)


def verified(
    *answers: ModelAnswer, passages: tuple[Passage, ...] = PASSAGES, mode: Mode = "quorum"
) -> VerifiedAnswer:
    asked = replace(question(), mode=mode)
    return verified_answer(asked, compare(asked.text, answers, passages, {}), answers, passages)


@pytest.mark.parametrize("marker", ["[1]", "[1, 2]", "[passage 2]", "【2†source】"])
def test_the_marks_a_model_wrote_are_not_served_and_only_checked_spans_are_cited(marker: str) -> None:
    request = ModelRequest(question().text, PASSAGES, "", ())
    text = read_answer(f"The Eiffel Tower was completed in 1889 {marker}.", request)
    answer = verified(said("a", text))
    assert answer.text == "The Eiffel Tower was completed in 1889 [1]."
    assert [citation.quote for citation in answer.citations] == [GOOD]


def test_an_answer_is_served_in_the_layout_it_came_in() -> None:
    runbook = (passage("To stop the writer:\n1. Stop the writer service.\n2. Drain the queue.", title="Run"),)
    steps = "## Steps\n\n1. Stop the writer service.\n2. Drain the queue."
    answer = verified(said("a", steps), passages=runbook)
    assert answer.text == "## Steps\n\n1. Stop the writer service [1].\n2. Drain the queue [1]."
    assert [sentence.text for sentence in answer.sentences] == [
        "Stop the writer service.",
        "Drain the queue.",
    ]
    assert [sentence.before for sentence in answer.sentences] == ["## Steps\n\n1. ", "\n2. "]


def test_a_table_and_code_stay_what_they_are() -> None:
    parts = (passage("Part | Price\nHX-20 | 164.00\nThe cache is read with `items[0]`.", title="Parts"),)
    table = "| Part | Price |\n|---|---|\n| HX-20 | 164.00 |"
    assert verified(said("a", table), passages=parts).text.splitlines()[2] == "| HX-20 | 164.00 [1] |"
    code = verified(said("a", "```\nitems[0]\n```"), passages=parts).text
    assert code.startswith("```\nitems[0]\n```\n")


def test_without_passages_nothing_is_served_however_many_agree() -> None:
    answer = verified(said("a", GOOD), said("b", GOOD), said("c", GOOD), passages=())
    assert answer.outcome is Outcome.NOT_SUPPORTED
    assert GOOD not in answer.text
    assert answer.citations == ()


def test_two_answers_that_agree_without_support_are_not_served() -> None:
    wrong = "Napoleon Bonaparte sold it to Spain."
    answer = verified(said("a", wrong), said("b", wrong))
    assert answer.outcome is Outcome.NOT_SUPPORTED
    assert answer.sentences == ()
    assert "Napoleon" not in answer.text
    assert [near.text for near in answer.nearest] == [passage.chunk.text for passage in PASSAGES]


def test_passages_that_contradict_one_another_are_told_with_their_words() -> None:
    passages = (
        passage("The bridge opened in 1936.", 0, title="Guide"),
        passage("The bridge opened in 1957.", 1, title="Almanac"),
    )
    answer = verified(said("a", "The bridge opened in 1936."), passages=passages)
    assert answer.citations[0].quote == "The bridge opened in 1936."
    assert answer.disputed == ("Almanac: The bridge opened in 1957.",)


def test_a_contradicting_claim_is_reported_with_who_said_it() -> None:
    passages = (passage("It opened in 1936.", 0), passage("The owner says it opened in 1957.", 1))
    answer = verified(
        said("a", "The bridge opened in 1936."),
        said("b", "The bridge opened in 1936."),
        said("c", "The bridge opened in 1957."),
        passages=passages,
    )
    assert answer.sentences[0].supporters == ("b",)
    assert answer.sentences[0].disputed_by == ("c",)


def test_refusals_abstain_and_lower_no_agreement() -> None:
    comparison = compare(
        "When?", [said("a", GOOD), said("b", GOOD), said("c", "I do not know.")], PASSAGES, {}
    )
    assert len(comparison.members) == 2
    assert [answer.model_id for answer in comparison.abstained] == ["c"]
    assert comparison.scores.min() > 0.9


def test_a_quorum_needs_two_families() -> None:
    one_family = compare("When?", [said("a", GOOD, "x"), said("b", GOOD, "x")], PASSAGES, {})
    two = compare("When?", [said("a", GOOD, "x"), said("b", GOOD, "y")], PASSAGES, {})
    assert not completes_quorum(one_family, 3, "quorum")
    assert completes_quorum(two, 3, "quorum")


def test_answers_that_are_supported_only_in_part_are_not_served_even_if_they_agree() -> None:
    policies = (
        passage("Employees have 25 days of annual leave.", title="Leave policy 2020"),
        passage("Employees have 28 days of annual leave.", title="Leave policy 2024"),
    )
    text = "The policy of 2020 says 25 days, that of 2024 says 28 days."

    def outcome(*answers: ModelAnswer) -> Outcome:
        compared = compare(
            question().text, answers, policies, {}, verify=lambda pairs: lambda: [0.25 for _ in pairs]
        )
        assert compared.members[0].checks[0].verdict is Verdict.PARTLY
        return verified_answer(question(), compared, answers, policies).outcome

    assert outcome(said("a", text)) is Outcome.NOT_SUPPORTED
    assert outcome(said("a", text), said("b", text)) is Outcome.NOT_SUPPORTED


def test_a_lone_answer_with_facts_that_no_passage_holds_is_not_served() -> None:
    handbook = (passage("The company keeps its handbook in the office.", title="Handbook"),)
    answer = verified(said("a", "The company founded the handbook in 2024."), passages=handbook)
    assert answer.outcome is Outcome.NOT_SUPPORTED
    assert answer.text.startswith("The models answered")
