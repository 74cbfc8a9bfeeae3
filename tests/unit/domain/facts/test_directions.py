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
    ("Some of the older devices cannot be updated.", "None of the older devices can be updated."),
    ("The red cable carries power and the blue one carries data.", "The red cable carries data."),
    ("Staff get two days of leave per month.", "Staff get two days of leave per week."),
    ("Le personnel a deux jours de congé par mois.", "Le personnel a deux jours de congé par semaine."),
    ("Unlike its predecessor, the X3 has a camera.", "The predecessor of the X3 has a camera."),
    (
        "First install the driver, then connect the device and restart the computer.",
        "The device has to be connected before the driver is installed.",
    ),
    ("The castle was built in the 13th century and burned down in 1689.", "The castle was built in 1689."),
    ("The rent rose by 50 euros to 650 euros.", "The rent rose to 50 euros."),
    (
        "Sick leave of more than three days requires a certificate.",
        "Every sick leave requires a certificate.",
    ),
    ("Two out of three employees commute by bus.", "One in three employees commutes by bus."),
    ("Of the 80 participants, 64 completed the study.", "80 participants completed the study."),
    (
        "Day | Opens | Closes\nMonday | 9:00 | 17:00\nFriday | 9:00 | 20:00",
        "On Mondays it is open until 8 pm.",
    ),
    ("You need not register in advance.", "You must register in advance."),
    ("Scientists suspect that bats carry it.", "Scientists have proved that bats carry it."),
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
    ("Swimming isn't permitted.", "Swimming is forbidden."),
    ("Some of the older devices cannot be updated.", "Not all of the older devices can be updated."),
    ("Le personnel a deux jours de congé par mois.", "Chaque mois, le personnel a deux jours de congé."),
    ("Unlike its predecessor, the X3 has a camera.", "The X3 has a camera."),
    (
        "First install the driver, then connect the device.",
        "The driver has to be installed before the device is connected.",
    ),
    ("The castle was built in 1250.", "The castle was built in the 13th century."),
    ("The rent rose by 50 euros to 650 euros.", "The rent is now 650 euros."),
    ("The drug has a half-life of 40 minutes.", "The half-life of the drug is 40 minutes."),
    ("The lease runs from 1 June 2023 to 31 May 2026.", "The lease ends on 31 May 2026."),
    ("Of the 80 participants, 64 completed the study.", "64 participants finished the study."),
    (
        "Day | Opens | Closes\nMonday | 9:00 | 17:00\nFriday | 9:00 | 20:00",
        "On Fridays it is open until 8 pm.",
    ),
    ("It ends after two years; no notice is required.", "After two years it expires without notice."),
    ("Entry is free of charge.", "Visitors do not have to pay for entry."),
    ("The council is considering a ban on cars.", "A ban on cars is under consideration."),
    ("Il parcheggio è riservato ai residenti.", "Solo i residenti possono usare il parcheggio."),
    ("The director resigned after only eight months.", "After eight months the director stepped down."),
    ("You should wear gloves.", "Wearing gloves is recommended."),
    ("The discount does not apply to gift cards.", "Gift cards are excluded from the discount."),
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
