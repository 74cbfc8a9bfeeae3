"""Claims that say the same by the other end: until and ends, not with and without, only with, no longer."""

import pytest

from genai_core.domain.facts.conflicts import find_conflicts
from genai_core.domain.facts.values.conflicts import value_conflicts

SAME = [
    ("The offer is valid until 30 June.", "The offer expires on 30 June."),
    ("The helpdesk closes at 6 pm on Fridays.", "On Fridays, the helpdesk is open until 18:00."),
    ("The ticket office is open from 6:00 to 22:00.", "The ticket office closes at 10 pm."),
    ("Der Laden ist bis 18 Uhr geöffnet.", "Der Laden schließt um 18 Uhr."),
    ("La bibliothèque ferme à 19 h.", "La bibliothèque est ouverte jusqu'à 19 heures."),
    ("La sala chiude alle 18.", "La sala resta aperta fino alle 18."),
    ("O contrato termina em 30 de junho de 2025.", "O contrato é válido até 30 de junho de 2025."),
    ("The medicine must not be taken with milk.", "The medicine must be taken without milk."),
    ("Remote access is possible only with a token.", "Without a token, remote access is not possible."),
    ("Ohne Ausweis darf niemand das Labor betreten.", "Das Labor darf nur mit Ausweis betreten werden."),
    ("Support for TLS 1.1 was removed in release 4.2.", "Release 4.2 no longer supports TLS 1.1."),
    ("The plug-in requires Node.js 18.17 or later.", "The plug-in requires at least Node.js 18.17."),
]
OTHER = [
    ("The offer is valid until 30 June.", "The offer begins on 30 June."),
    ("The museum is closed until 15 May.", "The museum closes on 15 May."),
    ("The ticket office is open from 6:00 to 22:00.", "The ticket office opens at 10 pm."),
    ("The terminal was closed from May 2020 to March 2021.", "The terminal reopened in May 2020."),
    ("The medicine must not be taken with milk.", "The medicine must be taken with milk."),
    ("Remote access is possible only with a token.", "Remote access is possible without a token."),
    ("Ohne Ausweis darf niemand das Labor betreten.", "Ohne Ausweis darf man das Labor betreten."),
    ("The ground floor is rented, while the first floor is vacant.", "The first floor is rented."),
    (
        "The first floor houses the archive, the second floor the library.",
        "The first floor houses the library.",
    ),
]
VALUES = [
    ("The timeout is 500 milliseconds.", "The timeout is half a second."),
    ("The cache is flushed after 90 seconds.", "After a minute and a half the cache is flushed."),
    ("Filters are changed every three months.", "Filters are changed once a quarter."),
    ("Drills take place every two weeks.", "Drills take place fortnightly."),
    ("Both candidates withdrew.", "The two candidates withdrew."),
    ("La tasa es de 35 euros al mes.", "Cada mes se pagan 35 euros de tasa."),
    ("The fine is 0.30 euros per day.", "The fine is 30 cents per day."),
    ("Of the 250 applications, 38 were rejected.", "38 out of 250 applications were rejected."),
]
OTHER_VALUES = [
    ("Report accidents within 24 hours.", "Report accidents within a week."),
    ("The ferry carries 84 cars and 600 passengers.", "The ferry carries 600 cars."),
    ("Three of the seven islands are inhabited.", "Seven islands are inhabited."),
    ("The small hall seats 80 people, the large hall 350.", "The small hall seats 350 people."),
    ("The fine is 0.30 euros per day.", "The fine is 3 cents per day."),
]


@pytest.mark.parametrize(("evidence", "claim"), SAME)
def test_the_same_fact_from_the_other_end_is_not_a_conflict(evidence: str, claim: str) -> None:
    assert not find_conflicts(claim, evidence)


@pytest.mark.parametrize(("evidence", "claim"), OTHER)
def test_one_end_for_the_other_is_a_conflict(evidence: str, claim: str) -> None:
    assert find_conflicts(claim, evidence)


@pytest.mark.parametrize(("evidence", "claim"), VALUES)
def test_amounts_in_everyday_words_are_the_same(evidence: str, claim: str) -> None:
    assert not value_conflicts(claim, [evidence])


@pytest.mark.parametrize(("evidence", "claim"), OTHER_VALUES)
def test_amounts_of_something_else_are_conflicts(evidence: str, claim: str) -> None:
    assert value_conflicts(claim, [evidence])
