"""Which way, on which side, from which group: near misses in a sentence's own words, and true rewordings."""

import pytest

from genai_core.domain.facts.conflicts import find_conflicts

NEAR_MISSES = [
    ("Flights from Oslo are delayed.", "Flights to Oslo are delayed."),
    ("Most members voted for the plan.", "Most members voted against the plan."),
    ("Oslo lies north of Berlin.", "Berlin lies east of Oslo."),
    ("Oslo lies north of Berlin.", "Oslo lies south of Berlin."),
    ("Police arrested two men after a shop owner reported a theft.", "A shop owner arrested two men."),
    (
        "14 of 120 patients who received the drug and 31 of 118 who received placebo relapsed.",
        "31 of the patients who received the drug relapsed.",
    ),
    ("A reunião foi adiada para quinta-feira.", "A reunião foi adiada para terça-feira."),
    ("Aberto de segunda a sexta-feira.", "Aberto aos sábados."),
    ("Overtime is not paid but compensated.", "Overtime is paid."),
    ("The supplier is liable for damage but not for losses.", "The supplier is liable for losses."),
]
REWORDINGS = [
    ("Oslo lies north of Berlin.", "Berlin lies south of Oslo."),
    ("Oslo liegt nördlich von Berlin.", "Berlin liegt südlich von Oslo."),
    (
        "Police arrested two men after a shop owner reported a theft.",
        "After a shop owner reported a theft, the police arrested two men.",
    ),
    ("Aberto de segunda a sexta-feira.", "Aberto às quartas-feiras."),
    ("Überstunden werden nicht ausgezahlt, sondern ausgeglichen.", "Überstunden werden ausgeglichen."),
    (
        "The supplier is liable for damage caused by gross negligence but not for indirect losses.",
        "The supplier is not liable for indirect losses.",
    ),
    (
        "All contractors, except cleaning staff, must complete the training.",
        "Cleaning staff do not have to complete the training.",
    ),
    ("Store the vials in a refrigerator. Do not freeze.", "The vials must not be frozen."),
    ("The bridge will be closed from 4 to 18 May.", "The bridge will be shut between 4 and 18 May."),
    ("The bridge is closed from 4 to 18 May.", "The bridge is closed until 18 May."),
    ("The office is open Monday to Friday from 8 am to 4:30 pm.", "The office closes at 16:30."),
    ("Supported file types: PDF, DOCX and plain text.", "DOCX files are supported."),
    (
        "Staff may work remotely, provided that their line manager agrees in writing.",
        "With written consent from their manager, staff may work from home.",
    ),
]


@pytest.mark.parametrize(("evidence", "claim"), NEAR_MISSES)
def test_another_direction_side_or_group_is_a_conflict(evidence: str, claim: str) -> None:
    assert any(conflict.is_mandatory for conflict in find_conflicts(claim, evidence))


@pytest.mark.parametrize(("evidence", "claim"), REWORDINGS)
def test_the_same_in_other_words_is_no_conflict(evidence: str, claim: str) -> None:
    assert not any(conflict.is_mandatory for conflict in find_conflicts(claim, evidence))
