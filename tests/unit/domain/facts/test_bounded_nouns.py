"""What holds for children under 12 need not hold for all children."""

import pytest

from genai_core.domain.facts.conflicts import find_conflicts

BOUNDED = [
    ("Children under 12 are not allowed in the sauna.", "Children are not allowed in the sauna."),
    ("Children under 12 may not use the sauna.", "Children may not use the sauna."),
    ("The sauna is closed to children under 12.", "The sauna is closed to children."),
    ("Passengers aged 65 and over travel free.", "Passengers travel free."),
    ("Children under 12 are not allowed after 8 pm.", "Children are not allowed after 8 pm."),
    ("Invoices above 10,000 euros need a second signature.", "Invoices need a second signature."),
    ("Employees with more than five years of service get a bonus.", "Employees get a bonus."),
    ("Hunde über 40 kg sind im Abteil nicht erlaubt.", "Hunde sind im Abteil nicht erlaubt."),
    ("Kinder ab 6 Jahren zahlen den vollen Preis.", "Kinder zahlen den vollen Preis."),
    ("Les enfants de moins de 12 ans ne sont pas admis.", "Les enfants ne sont pas admis."),
    ("Los perros de más de 40 kg no están permitidos.", "Los perros no están permitidos."),
    ("I bambini sotto i 12 anni non possono entrare.", "I bambini non possono entrare."),
    ("As crianças menores de 12 anos viajam de graça.", "As crianças viajam de graça."),
    ("Kinderen tot 12 jaar reizen gratis.", "Kinderen reizen gratis."),
]
AS_MUCH = [
    ("Children under 12 are not allowed in the sauna.", "Children under 12 are forbidden in the sauna."),
    ("Children under 12 are not allowed in the sauna.", "Some children are not allowed in the sauna."),
    ("Pupils under 12 won the prize.", "Pupils won the prize."),
    ("Firms with more than 50 employees received a grant.", "Firms received a grant."),
    ("The bank lends to firms with fewer than 50 employees.", "The bank lends to firms."),
    ("The court is open to the public from 6 May to 3 June.", "The court is open to the public from 6 May."),
    ("Hunde über 40 kg sind im Abteil nicht erlaubt.", "Hunde über 40 kg sind im Abteil verboten."),
    ("Los perros de más de 40 kg no están permitidos.", "Los perros de más de 40 kg están prohibidos."),
    ("I cani oltre i 40 kg non sono ammessi.", "I cani oltre i 40 kg sono vietati."),
]


@pytest.mark.parametrize(("passage", "claim"), BOUNDED)
def test_a_rule_for_some_is_no_rule_for_all(passage: str, claim: str) -> None:
    assert "exception" in {conflict.kind for conflict in find_conflicts(claim, passage)}


@pytest.mark.parametrize(
    ("passage", "claim"), [(claim, passage) for passage, claim in BOUNDED[:1] + BOUNDED[7:]]
)
def test_a_rule_for_all_does_not_state_the_bound(passage: str, claim: str) -> None:
    assert "number" in {conflict.kind for conflict in find_conflicts(claim, passage)}


@pytest.mark.parametrize(("passage", "claim"), AS_MUCH)
def test_the_same_bound_and_what_happened_are_no_conflict(passage: str, claim: str) -> None:
    assert not find_conflicts(claim, passage)
