"""Claims whose values the evidence supports, and claims whose values it does not."""

import csv
from pathlib import Path

import pytest

from genai_core.domain.facts.values.conflicts import value_conflicts

TARIFFS = "The basic tariff costs 10 euros a month and the premium tariff costs 25 euros a month."
MODELS = "Model | Weight | Price\nA10 | 2.5 kg | 199 EUR\nB20 | 4.1 kg | 349 EUR\nC30 | 6.0 kg | 499 EUR"

PAIRS = Path(__file__).parents[3] / "data" / "value_claims.tsv"


def pairs(expected: str) -> list[tuple[str, str]]:
    """Returns (passage, claim) of the rows so labelled."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        (row["passage"].replace("\\n", "\n"), row["claim"]) for row in rows if row["expected"] == expected
    ]


RIGHT = [
    ("Der Preis beträgt 1.000 Euro je Tonne.", "Der Preis beträgt 1000 Euro je Tonne."),
    ("The deadline is 03/04/2024.", "The deadline is 3 April 2024."),
    ("The deadline is 03/04/2024.", "The deadline is March 4, 2024."),
    ("The shop opens at 17:00.", "The shop opens at 5 pm."),
    ("The cable is 1.5 km long.", "The cable is 1500 metres long."),
    (MODELS, "A10 and B20 cost 548 EUR together."),
    (MODELS, "The B20 costs 349 EUR."),
    (MODELS, "C30 weighs 6 kg."),
    (TARIFFS, "The premium tariff costs 25 euros a month."),
    (TARIFFS, "The basic tariff is 10 euros a month."),
]
WRONG = [
    ("number", "Der Preis beträgt 1.000 Euro je Tonne.", "Der Preis beträgt 1 Euro je Tonne."),
    ("binding", MODELS, "The B20 costs 499 EUR."),
    ("number", MODELS, "A10 and B20 cost 449 EUR together."),
    ("binding", TARIFFS, "The premium tariff costs 10 euros a month."),
    ("order", "The figure rose from 10 to 20.", "The figure rose from 20 to 10."),
    ("order", "The figure rose by 10 percent.", "The figure rose to 10 percent."),
    ("order", "The ratio is 3:1.", "The ratio is 1:3."),
    ("number", "The temperature is −25 °C at night.", "The temperature is 25 °C at night."),
    ("version", "Version 2.10 fixes the fault.", "Version 2.1 fixes the fault."),
    ("precision", "About 40 people came.", "Exactly 40 people came."),
    ("frequency", "Meetings take place twice a week.", "Meetings take place once a week."),
    ("frequency", "The dose is 5 mg per day.", "The dose is 5 mg per week."),
    ("time", "The shop opens at 9:30 am.", "The shop opens at 9:30 pm."),
    ("date", "Die Frist endet am 3. Mai 2024.", "Die Frist endet am 3. Juni 2024."),
]


@pytest.mark.parametrize(("evidence", "claim"), RIGHT)
def test_a_value_in_another_notation_or_unit_is_not_a_conflict(evidence: str, claim: str) -> None:
    assert value_conflicts(claim, [evidence]) == ()


@pytest.mark.parametrize(("kind", "evidence", "claim"), WRONG)
def test_a_changed_value_is_a_conflict_of_its_kind(kind: str, evidence: str, claim: str) -> None:
    assert kind in [conflict.kind for conflict in value_conflicts(claim, [evidence])]


@pytest.mark.parametrize(("passage", "claim"), pairs("right"))
def test_a_rewritten_or_rounder_value_is_supported(passage: str, claim: str) -> None:
    assert value_conflicts(claim, [passage]) == ()


@pytest.mark.parametrize(("passage", "claim"), pairs("wrong"))
def test_a_changed_or_misplaced_value_is_a_conflict(passage: str, claim: str) -> None:
    assert value_conflicts(claim, [passage])


@pytest.mark.parametrize("text", [case[1] for case in WRONG] + [case[0] for case in RIGHT])
def test_a_text_never_conflicts_with_itself(text: str) -> None:
    assert value_conflicts(text, [text]) == ()


def test_a_changed_sign_is_compared_with_the_value_at_its_own_position() -> None:
    sentence = "If the maximum percent value is {}, the scheduler may start four new tasks."
    passage = f"{sentence.format('−200%')} The default value for the maximum percent is 200%."
    (conflict,) = value_conflicts(sentence.format("200%"), (passage,))
    assert (conflict.kind, conflict.evidence) == ("number", "−200%")
