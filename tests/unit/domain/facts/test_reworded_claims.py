"""Kinds of rewordings, each with a claim that says the same and one that says something else."""

import pytest

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.conflicts import find_conflicts

VALVE = "The valve is normally closed and opens only when pressure exceeds 6 bar."
CARDS = "Gift cards cannot be exchanged for cash and do not expire."
BUILDING = "Construction began in 2020 and was finished in 2023."
LOAN = "A biblioteca empresta até cinco livros por leitor durante três semanas."
PLANT = "The plant employs 640 people, 120 of whom work in research."
PLUGIN = "Plug-ins written for version 4.2 also run on 4.3, but not on 5.0."
CHILDREN = "Children under eight must be accompanied by an adult."
LAMP = "Fietsers zijn verplicht een lamp te voeren als het donker is."
OFFICE = "La oficina abre a las 8:30 y cierra a las 15:00."

SAME = [
    (CARDS, "Gift cards do not expire."),
    (VALVE, "The valve is normally closed."),
    ("Without a valid permit, cars will be towed.", "Cars that lack a valid permit will be towed."),
    (BUILDING, "Construction was completed in 2023."),
    (PLANT, "The plant employs 640 people."),
    (PLANT, "120 people work in research."),
    (LOAN, "A biblioteca empresta até cinco livros por leitor."),
    ("A empresa foi fundada em 1954 por dois irmãos.", "Dois irmãos fundaram a empresa em 1954."),
    (OFFICE, "La oficina cierra a las tres de la tarde."),
    ("Guests must vacate their rooms by 9 am.", "Guests must vacate their rooms by 9 in the morning."),
    ("Changes are announced a week ahead.", "Changes are announced seven days ahead."),
    ("La salita dura tre quarti d'ora.", "La salita dura 45 minuti."),
    ("Turnover amounted to 4.87 million pounds.", "Turnover was nearly 5 million pounds."),
    ("The hut opens in mid-June.", "The hut is closed until mid-June."),
    ("Sleeping bags can be hired for 6 euros.", "It costs 6 euros to hire a sleeping bag."),
    (PLUGIN, "Plug-ins written for version 4.2 work with version 4.3."),
    (
        "The pool opens at 7 am. " + CHILDREN,
        "The pool opens at 7 am, and children under eight need an adult.",
    ),
    (LAMP, "In het donker moeten fietsers een lamp voeren."),
    ("Der Vertrag läuft zwei Jahre.", "Die Vertragslaufzeit beträgt zwei Jahre."),
    ("The weather station broke down in January.", "The weather station stopped working in January."),
    ("The ferry was cancelled because of high waves.", "Due to high waves, the ferry was cancelled."),
]
OTHER = [
    (CARDS, "Gift cards expire."),
    (VALVE, "The valve is normally open."),
    ("With a valid permit, cars will be towed.", "Cars that lack a valid permit will be towed."),
    (BUILDING, "Construction was completed in 2020."),
    (PLANT, "The plant employs 120 people."),
    (LOAN, "A biblioteca empresta até oito livros por leitor."),
    ("A empresa foi fundada em 1954 por dois irmãos.", "Três irmãos fundaram a empresa em 1954."),
    (OFFICE, "La oficina cierra a las cinco de la tarde."),
    ("Guests must vacate their rooms by 9 am.", "Guests must vacate their rooms by 9 in the evening."),
    ("Changes are announced a week ahead.", "Changes are announced a month ahead."),
    ("La salita dura tre quarti d'ora.", "La salita dura 40 minuti."),
    ("Turnover amounted to 4.87 million pounds.", "Turnover was nearly 6 million pounds."),
    ("Sleeping bags can be hired for 6 euros.", "It costs 9 euros to hire a sleeping bag."),
    (PLUGIN, "Plug-ins written for version 4.2 do not work with version 4.3."),
    (LAMP, "Fietsers hoeven geen lamp te voeren als het donker is."),
    ("I bambini possono entrare solo se accompagnati da un adulto.", "I bambini non possono entrare."),
    ("The ferry was cancelled because of high waves.", "The ferry was cancelled despite high waves."),
    ("The signature of Castamir syndrome was found.", "The signature of Down syndrome was found."),
    (
        "After a siege, during which the emperor, Constantine, was killed, Sultan Mehmed took the city.",
        "After a siege, during which the emperor, Sultan Mehmed, was killed, Constantine took the city.",
    ),
]


def certain(passage: str, claim: str) -> list[Conflict]:
    return [conflict for conflict in find_conflicts(claim, passage) if conflict.is_mandatory]


@pytest.mark.parametrize(("passage", "claim"), SAME)
def test_the_same_in_other_words_is_no_conflict(passage: str, claim: str) -> None:
    assert certain(passage, claim) == []


@pytest.mark.parametrize(("passage", "claim"), OTHER)
def test_something_else_in_like_words_is_a_conflict(passage: str, claim: str) -> None:
    assert certain(passage, claim)
