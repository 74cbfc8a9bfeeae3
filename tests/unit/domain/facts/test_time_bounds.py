"""Bounds of times and clock times in other words, and the same words with another bound or time."""

import pytest

from genai_core.domain.facts.conflicts import find_conflicts

SAME = [
    ("Tents must be taken down before 11 am.", "Tents must be taken down by 11 am."),
    ("Guests must arrive by 9 pm.", "Guests must arrive no later than 9 pm."),
    ("Guests may not arrive before 9 am.", "Guests may arrive from 9 am."),
    ("You may not enter after 10 pm.", "You may enter until 10 pm."),
    ("The gates are open until midnight.", "The gates close at midnight."),
    ("Die Zimmer müssen bis 11 Uhr geräumt sein.", "Die Zimmer müssen vor 11 Uhr geräumt sein."),
    ("Die Zimmer müssen bis 11 Uhr geräumt sein.", "Die Zimmer müssen spätestens um 11 Uhr geräumt sein."),
    ("Der Laden öffnet um halb zehn.", "Der Laden öffnet um 9:30 Uhr."),
    ("On ne peut pas entrer avant 9 heures.", "On peut entrer à partir de 9 heures."),
    (
        "Las habitaciones deben dejarse antes de las 11.",
        "Las habitaciones deben dejarse a más tardar a las 11.",
    ),
    (
        "Le camere devono essere lasciate entro le 11.",
        "Le camere devono essere lasciate al più tardi alle 11.",
    ),
    (
        "Os quartos devem ser deixados até às 11 horas.",
        "Os quartos devem ser deixados o mais tardar às 11 horas.",
    ),
    ("Je mag niet voor 9 uur naar binnen.", "Je mag vanaf 9 uur naar binnen."),
    ("The ward round starts at ten to eight.", "The ward round starts at 7:50."),
    ("Die Visite beginnt um acht Uhr dreißig.", "Die Visite beginnt um 8:30 Uhr."),
    ("La visite commence à huit heures moins dix.", "La visite commence à 7h50."),
    ("La visita empieza a las ocho y diez.", "La visita empieza a las 8:10."),
    ("The pool is closed between May and September.", "The pool is closed from May to September."),
    ("Het bezoek begint om tien over acht.", "Het bezoek begint om 8.10 uur."),
]
OTHER = [
    ("Guests must arrive by 9 pm.", "Guests must arrive after 9 pm."),
    ("Applications must be received by 30 June.", "Applications must be received after 30 June."),
    ("The kiosk is open until 18:00.", "The kiosk is open before 18:00."),
    ("Guests may not arrive before 9 am.", "Guests may arrive until 9 am."),
    ("You may not enter after 10 pm.", "You may enter from 10 pm."),
    ("You may not enter after 10 pm.", "You may enter after 10 pm."),
    ("Die Zimmer müssen bis 11 Uhr geräumt sein.", "Die Zimmer müssen nach 11 Uhr geräumt sein."),
    (
        "Les candidatures doivent arriver avant le 1er mai.",
        "Les candidatures doivent arriver après le 1er mai.",
    ),
    ("Las habitaciones deben dejarse antes de las 11.", "Las habitaciones deben dejarse después de las 11."),
    ("Le camere devono essere lasciate entro le 11.", "Le camere devono essere lasciate dopo le 11."),
    ("Os quartos devem ser deixados até às 11 horas.", "Os quartos devem ser deixados depois das 11 horas."),
    ("Je mag niet voor 9 uur naar binnen.", "Je mag voor 9 uur naar binnen."),
    ("The ward round starts at ten to eight.", "The ward round starts at 8:10."),
    ("The pool is closed between May and September.", "The pool is closed from June to September."),
    ("Die Visite beginnt um zehn nach acht.", "Die Visite beginnt um 7:50 Uhr."),
    ("La visita inizia alle otto e dieci.", "La visita inizia alle 8:50."),
    ("A visita começa às oito e dez.", "A visita começa às 8h50."),
]


@pytest.mark.parametrize(("passage", "claim"), SAME)
def test_the_same_time_in_other_words_is_no_conflict(passage: str, claim: str) -> None:
    assert not find_conflicts(claim, passage)


@pytest.mark.parametrize(("passage", "claim"), OTHER)
def test_another_time_or_bound_is_one(passage: str, claim: str) -> None:
    assert find_conflicts(claim, passage)
