"""Values that follow from several others: later years, ends, lengths of time, multiples, what is left."""

from __future__ import annotations

import pytest

from genai_core.domain.facts.values.compared_values import compares_rightly
from genai_core.domain.facts.values.conflicts import value_conflicts
from genai_core.domain.facts.values.text_language import language_of

RESERVOIR = "The reservoir was dug in 1962. The orchard was planted three years later."
HALL = "The hall opened in 1950, four years after the fire."
COURSE = "The course begins at 18:00 and lasts two hours."
SHOP = "De winkel ging open in 1990. Vijf jaar later werd hij verkocht."
FIELDS = "The northern field yields twice as many apples as the southern field, which yields 40 tonnes."
TRACTORS = "Two of the five tractors are electric, the others run on diesel."
PUMPS = "The old pump moves 30 litres a minute, and the new one moves three times as much."
RIGHT = (
    ("Notice must be given a fortnight in advance.", "Notice must be given 14 days in advance."),
    (FIELDS, "The northern field yields 80 tonnes of apples."),
    (PUMPS, "The new pump moves 90 litres a minute."),
    ("The tower is half as tall as the dome, which is 60 m tall.", "The tower is 30 m tall."),
    ("Der Turm ist doppelt so hoch wie das Haus, das 20 m hoch ist.", "Der Turm ist 40 m hoch."),
    ("Il torchio pesa il doppio della botte, che pesa 60 kg.", "Il torchio pesa 120 kg."),
    (TRACTORS, "Three tractors run on diesel."),
    (TRACTORS, "Two tractors are electric."),
    ("Of the 12 rooms, 5 face the sea and the rest face the garden.", "Seven rooms face the garden."),
    (RESERVOIR, "The orchard was planted in 1965."),
    (HALL, "The fire was in 1946."),
    ("Two halls opened in 1950. Three years after the fire, they were closed.", "They were closed in 1953."),
    ("In 2017 the mill burnt down. It was rebuilt the following year.", "The mill was rebuilt in 2018."),
    ("La fábrica cerró en 1991, quince años después de abrir.", "La fábrica abrió en 1976."),
    (SHOP, "De winkel werd in 1995 verkocht."),
    (COURSE, "The course ends at 20:00."),
    ("The film ends at 22:00 and lasts two hours.", "The film starts at 20:00."),
    ("Il turno comincia alle 21:00 e dura sei ore.", "Il turno finisce alle 3 di notte."),
    ("The work ran from 3 March to 17 March.", "The work took two weeks."),
    ("The fair began on 28 December and ended on 3 January.", "The fair lasted seven days."),
    ("The shop was open from 1978 to 1999.", "The shop was open for 21 years."),
)
WRONG = (
    ("Die Ware darf nicht später als 7:30 Uhr kommen.", "Die Ware darf später als 7:30 Uhr kommen."),
    ("De levering mag niet later dan 7:30 uur komen.", "De levering mag later dan 7:30 uur komen."),
    ("Die Ware muss spätestens um 7:30 Uhr da sein.", "Die Ware darf frühestens um 7:30 Uhr da sein."),
    (FIELDS, "The northern field yields 20 tonnes of apples."),
    (FIELDS, "The southern field yields 80 tonnes of apples."),
    (PUMPS, "The old pump moves 90 litres a minute."),
    ("The tower is half as tall as the dome, which is 60 m tall.", "The tower is 120 m tall."),
    ("Il torchio pesa il doppio della botte, che pesa 60 kg.", "La botte pesa 120 kg."),
    (TRACTORS, "Two tractors run on diesel."),
    (TRACTORS, "Three tractors are electric."),
    ("Of the 12 rooms, 5 face the sea and the rest face the garden.", "Five rooms face the garden."),
    (RESERVOIR, "The reservoir was dug in 1965."),
    (RESERVOIR, "The orchard was planted in 1959."),
    (HALL, "The fire was in 1954."),
    (HALL, "The hall opened in 1946."),
    (SHOP, "De winkel ging in 1995 open."),
    (COURSE, "The course begins at 20:00."),
    (COURSE, "The course ends at 19:00."),
    ("The work ran from 3 March to 17 March.", "The work took three weeks."),
    ("The shop was open from 1978 to 1999.", "The shop was open for 31 years."),
)


@pytest.mark.parametrize(("passage", "claim"), RIGHT)
def test_a_reckoned_value_is_no_conflict(passage: str, claim: str) -> None:
    assert value_conflicts(claim, (passage,)) == ()


@pytest.mark.parametrize(("passage", "claim"), WRONG)
def test_a_value_that_does_not_follow_is_one(passage: str, claim: str) -> None:
    assert value_conflicts(claim, (passage,))


ORDERED = (
    ("Juice keeps for 14 months and perry for 9 months.", "Juice keeps longer than perry.", True),
    ("Juice keeps for 14 months and perry for 9 months.", "Perry keeps longer than juice.", False),
    (
        "The red boat carries 45 people, the blue one 62.",
        "The red boat carries more than the blue boat.",
        False,
    ),
    ("A child pays 4 euros, an adult pays 9 euros.", "A child's ticket is cheaper than an adult's.", True),
    ("A child pays 4 euros, an adult pays 9 euros.", "An adult's ticket is cheaper than a child's.", False),
    ("Die Nordroute ist 12 km lang, die Südroute 9 km.", "Die Nordroute ist länger als die Südroute.", True),
    ("Die Nordroute ist 12 km lang.", "Die Nordroute ist länger als die Südroute.", None),
    ("Juice keeps for 14 months and perry for 9 months.", "Perry does not keep longer than juice.", None),
)


@pytest.mark.parametrize(("sentence", "claim", "expected"), ORDERED)
def test_two_stated_amounts_tell_which_is_more(sentence: str, claim: str, expected: bool | None) -> None:
    assert compares_rightly(claim, sentence, language_of(claim)) is expected
