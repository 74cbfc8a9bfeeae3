from dataclasses import replace

import pytest

from genai_core.domain.answers import Mode, Outcome, VerifiedAnswer
from genai_core.domain.consensus.comparison import compare, completes_quorum
from genai_core.domain.consensus.verified_answers import verified_answer
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.retrieval.passages import Passage
from tests.unit.usecases.stage import PASSAGES, passage, question

GOOD = "The Eiffel Tower was completed in 1889."


def said(name: str, text: str, family: str = "") -> ModelAnswer:
    return ModelAnswer(ModelId(name), family or name, ModelStatus.ANSWERED, text)


def verified(
    *answers: ModelAnswer, passages: tuple[Passage, ...] = PASSAGES, mode: Mode = "quorum"
) -> VerifiedAnswer:
    asked = replace(question(), mode=mode)
    return verified_answer(asked, compare(asked.text, answers, passages, {}), answers, passages)


@pytest.mark.parametrize("marker", ["[7]", "[1, 9]", "[passage 4]", "【source】", "[99]"])
def test_a_marker_a_model_invented_is_removed_and_only_checked_spans_are_cited(marker: str) -> None:
    answer = verified(said("a", f"The Eiffel Tower was completed in 1889 {marker}."))
    assert marker not in answer.text
    assert answer.text == "The Eiffel Tower was completed in 1889 [1]."
    assert [citation.quote for citation in answer.citations] == [GOOD]


def test_without_passages_nothing_is_served_however_many_agree() -> None:
    answer = verified(said("a", GOOD), said("b", GOOD), said("c", GOOD), passages=())
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.text == "Not found in the documents."
    assert answer.citations == ()


def test_two_that_agree_on_what_no_passage_bears_out_are_not_served() -> None:
    wrong = "Napoleon Bonaparte sold it to Spain."
    assert verified(said("a", wrong), said("b", wrong)).outcome is Outcome.NOT_FOUND


def test_passages_that_contradict_one_another_are_told_with_their_words() -> None:
    passages = (
        passage("The bridge opened in 1936.", 0, title="Guide"),
        passage("The bridge opened in 1957.", 1, title="Almanac"),
    )
    answer = verified(said("a", "The bridge opened in 1936."), passages=passages)
    assert answer.citations[0].quote == "The bridge opened in 1936."
    assert answer.disputed == ("Almanac: The bridge opened in 1957.",)


def test_a_contradicting_claim_is_told_with_who_said_it() -> None:
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
    assert comparison.entropy == 0.0
    assert comparison.scores.min() > 0.9


def test_a_quorum_needs_two_families() -> None:
    one_family = compare("When?", [said("a", GOOD, "x"), said("b", GOOD, "x")], PASSAGES, {})
    two = compare("When?", [said("a", GOOD, "x"), said("b", GOOD, "y")], PASSAGES, {})
    assert not completes_quorum(one_family, 3, "quorum")
    assert completes_quorum(two, 3, "quorum")
