"""Near copies: what was changed in them, and what was only moved."""

import pytest

from genai_core.domain.facts.logic.edits import MAX_WORDS, edit_conflicts
from genai_core.domain.facts.logic.restating import restates

CHANGED = [
    ("english", "The bridge was designed by Arup.", "The bridge was designed by Foster.", "name"),
    ("english", "Keys made her debut in Oslo in 2007.", "Keys made her debut in Bergen in 2007.", "name"),
    ("english", "Leeds was bombed by the Luftwaffe.", "The Luftwaffe was bombed by Leeds.", "role"),
    ("english", "In 1630 Kiwis replaced the Tupani.", "In 1630 the Tupani replaced Kiwis.", "role"),
    ("english", "It forms a large part of the market.", "It forms a small part of the market.", "opposite"),
    ("english", "There were two million fewer workers.", "There were two million more workers.", "opposite"),
    ("english", "They recorded the album without him.", "They recorded the album with him.", "exception"),
    ("english", "Loads go one way only, as planned.", "Loads go one way also, as planned.", "exception"),
    ("english", "The song was ranked here.", "The song was not ranked here.", "negation"),
    ("german", "Der Mieter informiert den Vermieter.", "Der Vermieter informiert den Mieter.", "role"),
    ("french", "La banque a poursuivi le client.", "Le client a poursuivi la banque.", "role"),
    ("spanish", "La madre llamó al médico.", "El médico llamó a la madre.", "role"),
    ("italian", "Il treno parte da Bologna alle otto.", "Il treno parte da Modena alle otto.", "name"),
    ("portuguese", "O gerente despediu o contabilista.", "O contabilista despediu o gerente.", "role"),
    ("dutch", "De bank heeft de klant aangeklaagd.", "De klant heeft de bank aangeklaagd.", "role"),
]  # fmt: skip

MOVED = [
    ("english", "The Danube passes Vienna and Budapest.", "The Danube passes Budapest and Vienna."),
    ("english", "In May they met in Rome.", "In Rome they met in May."),
    ("english", "Lima is the capital of Peru.", "The capital of Peru is Lima."),
    ("english", "Ask by telephone and by e-mail.", "Ask by e-mail and by telephone."),
    ("english", "Ana Ruiz is married to Bo Lind.", "Bo Lind is married to Ana Ruiz."),
    ("german", "Den Vermieter informiert der Mieter.", "Der Mieter informiert den Vermieter."),
    ("german", "Die Preise sind im Herbst gestiegen.", "Im Herbst sind die Preise gestiegen."),
    ("dutch", "Het comité komt elke maand bijeen.", "Elke maand komt het comité bijeen."),
    ("spanish", "El ascensor no funciona los domingos.", "Los domingos no funciona el ascensor."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "claim", "kind"), CHANGED)
def test_one_change_in_a_near_copy_is_a_conflict(language: str, sentence: str, claim: str, kind: str) -> None:
    conflicts = list(edit_conflicts(claim, sentence, language))
    assert [conflict.kind for conflict in conflicts] == [kind]
    assert all(conflict.is_mandatory for conflict in conflicts)


@pytest.mark.parametrize(("language", "sentence", "claim"), MOVED)
def test_what_is_only_moved_is_none(language: str, sentence: str, claim: str) -> None:
    assert not list(edit_conflicts(claim, sentence, language))
    assert restates(claim, sentence, language)


def test_other_spellings_and_short_forms_of_a_name_are_not_a_conflict() -> None:
    sentence = "The novel by Dostoevsky was printed in the United States in March."
    assert not list(edit_conflicts(sentence.replace("Dostoevsky", "Dostoyevsky"), sentence, "english"))
    assert not list(edit_conflicts(sentence.replace("United States", "US"), sentence, "english"))


def test_two_turns_make_up_for_one_another() -> None:
    assert not list(
        edit_conflicts("The gate is not open at night.", "The gate is closed at night.", "english")
    )


def test_a_claim_that_leaves_something_out_restates_nothing() -> None:
    assert not restates("Staff may enter.", "Staff with a badge may enter.", "english")


def test_lines_too_long_to_compare_word_by_word_are_left_alone() -> None:
    words = "valve " * MAX_WORDS
    assert not list(edit_conflicts(f"{words}opens now", f"{words}closes now", "english"))
