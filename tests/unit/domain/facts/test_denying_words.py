"""A denial and the word that denies by itself, and what can and cannot be done."""

import pytest

from genai_core.domain.facts.conflicts import find_conflicts

SAME = [
    ("The deposit is non-refundable.", "The deposit cannot be refunded."),
    ("The charge is unavoidable.", "The charge cannot be avoided."),
    ("The ushers are not paid.", "The ushers are unpaid."),
    ("The gallery is not open on Mondays.", "The gallery is closed on Mondays."),
    ("Die Karte ist nicht übertragbar.", "Die Karte kann nicht übertragen werden."),
    ("Le dépôt n'est pas remboursable.", "Le dépôt ne sera pas remboursé."),
    ("El depósito no es reembolsable.", "El depósito no será reembolsado."),
    ("Il deposito non è rimborsabile.", "Il deposito non viene rimborsato."),
    ("O depósito não é reembolsável.", "O depósito não é reembolsado."),
]
OTHER = [
    ("The deposit is non-refundable.", "The deposit can be refunded."),
    ("The charge is unavoidable.", "The charge can be avoided."),
    ("The charge can be avoided.", "The charge is unavoidable."),
    ("The ushers are unpaid.", "The ushers are paid."),
    ("The gallery is not open on Mondays.", "The gallery is open on Mondays."),
    ("Die Karte ist nicht übertragbar.", "Die Karte kann übertragen werden."),
    ("Le dépôt n'est pas remboursable.", "Le dépôt sera remboursé."),
    ("El depósito no es reembolsable.", "El depósito se reembolsa."),
    ("Il deposito non è rimborsabile.", "Il deposito viene rimborsato."),
    ("O depósito não é reembolsável.", "O depósito é reembolsado."),
    ("Het kaartje is niet overdraagbaar.", "Het kaartje kan worden overgedragen."),
]


@pytest.mark.parametrize(("passage", "claim"), SAME)
def test_a_denial_by_another_word_is_no_conflict(passage: str, claim: str) -> None:
    assert not find_conflicts(claim, passage)


@pytest.mark.parametrize(("passage", "claim"), OTHER)
def test_a_dropped_denial_is_one(passage: str, claim: str) -> None:
    assert find_conflicts(claim, passage)
