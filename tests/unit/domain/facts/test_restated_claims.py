"""Claims that say the same by other means, and near misses: who may, who acts, whose, how many."""

import pytest

from genai_core.domain.facts.conflicts import find_conflicts
from genai_core.domain.facts.languages import shared_languages

SAME = [
    ("The staff car park is closed to patients.", "Patients may not use the staff car park."),
    ("Der Aufzug ist für Besucher gesperrt.", "Besucher dürfen den Aufzug nicht benutzen."),
    ("El parque está cerrado a los perros.", "Los perros no pueden entrar en el parque."),
    ("Only nurses may open the cabinet.", "Nobody but nurses may open the cabinet."),
    ("Only members may vote.", "Non-members may not vote."),
    ("Only members may vote.", "You must be a member to vote."),
    ("Nur Mitglieder dürfen die Sauna benutzen.", "Nichtmitglieder dürfen die Sauna nicht benutzen."),
    ("Use of the jetty requires written consent.", "The jetty may only be used with written consent."),
    ("Ohne Helm ist der Zutritt verboten.", "Der Zutritt ist nur mit Helm erlaubt."),
    ("The key is in the office; if it is lost, the caretaker has another.", "The key is in the office."),
    (
        "The contract renews unless either party objects.",
        "If neither party objects, the contract renews.",
    ),
    (
        "Tenzij het regent, vindt de markt buiten plaats.",
        "Als het niet regent, vindt de markt buiten plaats.",
    ),
    ("On Sundays the waiting room is empty.", "On Sundays nobody is in the waiting room."),
    ("None of the lamps works.", "All the lamps are broken."),
    ("Der Kurs fällt am Freitag aus.", "Am Freitag gibt es keinen Kurs."),
    ("Nets must not be longer than 40 metres.", "Nets may be up to 40 metres long."),
    ("Applicants must be at least 18 years old.", "Applicants must not be younger than 18."),
    ("Half of the beds are reserved.", "50 percent of the beds are reserved."),
    ("A quarter of the seats are reserved.", "25 % of the seats are reserved."),
    ("The clinic has branches in Leeds, York and Hull.", "The clinic has three branches."),
    ("The committee consists of Ann Reed, Omar Said and Lena Voss.", "The committee has three members."),
    ("The minister's brother owns the farm.", "The farm belongs to the brother of the minister."),
    ("The owner of the boat reported the theft.", "The boat's owner reported the theft."),
    ("The jury awarded the prize to Nora Lind.", "The prize was awarded to Nora Lind by the jury."),
]
OTHER = [
    ("The key is in the office if it rains.", "The key is in the office."),
    ("The staff car park is closed to patients.", "Patients may use the staff car park."),
    ("The road is closed to lorries.", "The road is closed."),
    ("Only nurses may open the cabinet.", "Nurses must open the cabinet."),
    ("Only members may vote.", "Non-members may vote."),
    ("Ohne Helm ist der Zutritt verboten.", "Der Zutritt ist ohne Helm erlaubt."),
    ("The contract renews unless either party objects.", "If a party objects, the contract renews."),
    ("The match on Friday was cancelled.", "The match was on Friday."),
    ("Der Kurs fällt am Freitag aus.", "Der Kurs findet am Freitag statt."),
    ("Nets must not be longer than 40 metres.", "Nets must be at least 40 metres long."),
    ("The pressure is higher than before.", "The pressure is not higher than before."),
    ("The lease runs for half a year.", "The lease runs for a year."),
    ("The clinic has branches in Leeds, York and Hull.", "The clinic has four branches."),
    ("The clinic has branches in towns such as Leeds, York and Hull.", "The clinic has three branches."),
    ("The minister's brother owns the farm.", "The minister owns the farm."),
    ("The minister's brother owns the farm.", "The farm belongs to the minister."),
    (
        "The surgeon's assistant prepares the instruments.",
        "The surgeon prepares the assistant's instruments.",
    ),
    ("The harbour master inspected the crane.", "The inspection of the harbour master took place."),
    (
        "The appointment of Dr Hale was confirmed by the council.",
        "Dr Hale confirmed the appointment of the council.",
    ),
    ("The east tower is taller than the west tower.", "The west tower is the taller one."),
    (
        "Once the paint has dried, a second coat is applied.",
        "A second coat is applied before the paint has dried.",
    ),
    ("The mill has been closed since 2011.", "The mill reopened in 2011."),
    ("The bus stops in front of the town hall.", "The bus stops behind the town hall."),
    ("El ayuntamiento compró el edificio en 2005.", "El edificio fue vendido por el ayuntamiento en 2005."),
    ("A diretora aprovou o orçamento.", "O orçamento foi rejeitado pela diretora."),
    ("Sauf avis contraire, les réunions ont lieu le lundi.", "Les réunions n'ont pas lieu le lundi."),
    ("Delivery of the bricks is expected on Friday.", "The bricks were delivered on Friday."),
]


@pytest.mark.parametrize(("evidence", "claim"), SAME)
def test_what_is_said_by_other_means_is_no_conflict(evidence: str, claim: str) -> None:
    assert not find_conflicts(claim, evidence)


@pytest.mark.parametrize(("evidence", "claim"), OTHER)
def test_a_near_miss_is_a_conflict(evidence: str, claim: str) -> None:
    assert find_conflicts(claim, evidence)


def test_a_claim_with_the_words_of_its_passage_is_in_its_language() -> None:
    assert shared_languages(
        "200 trees will be planted by volunteers.", "Volunteers will plant 200 trees."
    ) == (
        "english",
        "english",
    )
