"""Polarity: one side denies what the other affirms, or the words of both exclude one another."""

from __future__ import annotations

import pytest

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.polarity import negation_conflicts, opposite_conflicts
from genai_core.domain.facts.logic.statements import align, read_statement


def conflicts(claim: str, evidence: str, language: str = "english") -> list[Conflict]:
    (pair,) = align(read_statement(claim, language), [read_statement(evidence, language)])
    opposites, is_made_up = opposite_conflicts(pair)
    return [*opposites, *negation_conflicts(pair, is_made_up=is_made_up)]


@pytest.mark.parametrize(
    ("claim", "evidence", "kind"),
    [
        ("The store is open on Mondays.", "The store is not open on Mondays.", "negation"),
        ("The store is not open on Mondays.", "The store is open on Mondays.", "negation"),
        ("Smoking is allowed in the hall.", "Smoking is forbidden in the hall.", "opposite"),
        ("The tank is full.", "The tank is empty.", "opposite"),
        ("Entry is possible without a badge.", "Entry is possible with a badge.", "negation"),
    ],
)
def test_a_denial_or_an_opposite_on_one_side_is_a_conflict(claim: str, evidence: str, kind: str) -> None:
    assert [conflict.kind for conflict in conflicts(claim, evidence)] == [kind]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The store is not open on Mondays.", "The store is not open on Mondays or Tuesdays."),
        ("Smoking is not allowed in the hall.", "Smoking is forbidden in the hall."),
        ("The store is open on Mondays.", "On Mondays the store is open."),
    ],
)
def test_two_denials_or_a_denied_opposite_say_the_same(claim: str, evidence: str) -> None:
    assert conflicts(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "language"),
    [
        ("Das Lager ist geöffnet.", "Das Lager ist nicht geöffnet.", "german"),
        ("Le magasin est ouvert.", "Le magasin n'est pas ouvert.", "french"),
        ("La tienda está abierta.", "La tienda no está abierta.", "spanish"),
        ("Il negozio è aperto.", "Il negozio non è aperto.", "italian"),
        ("De winkel is open.", "De winkel is niet open.", "dutch"),
    ],
)
def test_denials_are_found_in_every_language_that_is_read(claim: str, evidence: str, language: str) -> None:
    assert [conflict.kind for conflict in conflicts(claim, evidence, language)] == ["negation"]
