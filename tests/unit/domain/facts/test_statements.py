"""Statements: sentences cut into clauses, and each clause of a claim beside the nearest of the evidence."""

from __future__ import annotations

from genai_core.domain.facts.logic.statements import align, read_resting, read_statement

SENTENCE = "The store is not open on Mondays, but it opens at nine."


def test_a_sentence_is_cut_into_clauses_with_their_own_denials() -> None:
    first, second = read_statement(SENTENCE, "english").clauses
    assert (first.is_denied, second.is_denied) == (True, False)
    assert {item.form for item in first.items} >= {"store", "open", "mondays"}
    assert {item.form for item in second.items} >= {"opens", "nine"}


def test_each_clause_of_a_claim_meets_the_nearest_clause_of_the_evidence() -> None:
    claim = read_statement("It opens at nine.", "english")
    other = read_statement("Dogs are welcome in the garden.", "english")
    (pair,) = align(claim, [other, read_statement(SENTENCE, "english")])
    assert pair.evidence.text == SENTENCE
    assert all(pair.has(item) for item in pair.claim.clauses[0].items)


def test_without_evidence_no_clause_has_a_partner() -> None:
    assert align(read_statement("Parking is free.", "english"), []) == []


def test_a_sentence_that_rests_on_another_has_the_words_of_both() -> None:
    resting = read_resting("It has no display.", "The relay is grey.", "english")
    alone = read_statement("It has no display.", "english")
    assert {item.form for item in resting.before} >= {"relay"}
    assert resting.keys > alone.keys
    assert read_resting("It has no display.", "", "english") == alone


def test_the_language_decides_what_denies() -> None:
    (german,) = read_statement("Das Lager ist montags nicht geöffnet.", "german").clauses
    (french,) = read_statement("Le magasin n'est pas ouvert le lundi.", "french").clauses
    assert german.is_denied
    assert french.is_denied
