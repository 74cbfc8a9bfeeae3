"""Which model makes or contradicts each claim, and what does not count as agreement."""

from __future__ import annotations

import pytest

from genai_core.domain.protocol.outcomes import Outcome, Verdict
from tests.unit.usecases.answering.scenario import Scenario, passage
from tests.unit.usecases.answering.test_reach_consensus import GOOD, reach, said


def test_the_matrix_says_who_says_each_claim_who_says_otherwise_and_who_is_silent() -> None:
    answer = reach(
        Scenario(),
        said("a", f"{GOOD} It stands 330 metres tall."),
        said("b", "It was completed in 1925."),
        said("c", "The tower stands 330 metres tall."),
        said("d", "The passages do not contain this information."),
    )
    rows = {row.claim: {entry.model_id: entry.stance.value for entry in row.models} for row in answer.claims}
    assert rows[GOOD] == {"a": "says", "b": "says_otherwise", "c": "silent", "d": "silent"}
    tall = next(stances for claim, stances in rows.items() if "330" in claim)
    assert tall == {"a": "says", "b": "silent", "c": "says", "d": "silent"}
    otherwise = next(entry for entry in answer.claims[0].models if entry.model_id == "b")
    assert "1925" in otherwise.value
    assert "1889" in answer.claims[0].evidence
    wrong = next(row for row in answer.claims if "1925" in row.claim)
    assert wrong.verdict is Verdict.CONTRADICTED
    assert "1889" in wrong.evidence


def test_a_claim_that_the_documents_do_not_have_stands_beside_none_of_their_words() -> None:
    answer = reach(Scenario(), said("a", GOOD), said("b", "Whales sing songs in the cold ocean."))
    row = next(row for row in answer.claims if "Whales" in row.claim)
    assert (row.verdict, row.evidence) == (Verdict.UNSUPPORTED, "")


def test_rows_of_one_table_do_not_dispute_one_another() -> None:
    rows = passage("Part | Price\nHX-10 | 30.00\nHX-20 | 164.00", 0, title="Parts")
    answer = reach(
        Scenario(text="What do the parts cost?"),
        said("a", "HX-10 costs 30.00."),
        said("b", "HX-20 costs 164.00."),
        passages=(rows,),
    )
    assert all(sentence.disputed_by == () for sentence in answer.sentences)


def test_who_says_less_with_the_same_values_contradicts_nobody() -> None:
    passages = (
        passage("The range of the relay is 120 m.", 0, title="Data sheet 2021"),
        passage("The range of the relay is 180 m.", 1, title="Data sheet 2024"),
    )
    answer = reach(
        Scenario(text="What is the range of the relay?"),
        said("a", "The data sheet of 2021 says 120 m, that of 2024 says 180 m."),
        said("b", "180 m, according to the data sheet of 2024; the older one says 120 m."),
        passages=passages,
    )
    assert all(sentence.disputed_by == () for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("Pets are allowed.", "Pets are not allowed."),
        ("Pets are not allowed.", "Pets are allowed."),
        ("The gate closes at 9 pm.", "The gate closes at 10 pm."),
    ],
)
def test_whoever_denies_or_gives_another_value_contradicts_both_ways(first: str, other: str) -> None:
    passages = (passage(first, 0), passage(other, 1))
    answer = reach(Scenario(text="What holds?"), said("a", first), said("b", other), passages=passages)
    assert answer.sentences[0].disputed_by
    assert answer.outcome is Outcome.DISPUTED


def test_a_terse_answer_with_a_value_of_something_else_disputes_the_served_one() -> None:
    own_car = passage(
        "A kilometre in one's own car is paid with 0.38 euros, and every passenger adds 0.05 euros.", 0
    )
    asked = "How much is paid for a kilometre in one's own car?"
    answer = reach(
        Scenario(text=asked),
        said("a", own_car.chunk.text),
        said("b", "The answer is: 0.05 euros."),
        passages=(own_car,),
    )
    assert answer.chosen_model == "a"
    assert answer.outcome is Outcome.DISPUTED
    assert answer.sentences[0].disputed_by == ("b",)
    right = reach(
        Scenario(text=asked), said("a", own_car.chunk.text), said("b", "0.38 euros."), passages=(own_car,)
    )
    assert right.outcome is Outcome.AGREED


def test_a_model_that_only_restates_the_question_agrees_with_nobody() -> None:
    log = passage("The units R3-77120 and R3-77134 restart every night at half past two.", 0)
    asked = "Which units restart every night?"
    answer = reach(
        Scenario(text=asked),
        said("a", log.chunk.text),
        said("b", "The units restart every night."),
        passages=(log,),
    )
    assert answer.outcome is Outcome.SINGLE
    assert answer.agreement.count == 1
    asked = "Do the units restart every night?"
    both = [said(name, "The units restart every night.") for name in ("a", "b")]
    plain = passage("The units restart every night. Nobody knows why.", 0)
    assert reach(Scenario(text=asked), *both, passages=(plain,)).outcome is Outcome.AGREED
