"""Words that share a stem, and words that do not."""

import pytest

from genai_core.domain.facts.languages import language_of
from genai_core.domain.facts.logic.coverage import is_compound_of
from genai_core.domain.facts.logic.statements import read_statement
from genai_core.domain.facts.logic.stems import root_of

SAME = [
    ("english", "order ordered ordering orders"),
    ("english", "hospital hospitals"),
    ("english", "comment commented"),
    ("german", "offen offene offenen"),
    ("spanish", "necesario necesaria necesarios"),
    ("italian", "pubblico pubblica pubbliche"),
    ("portuguese", "versão versões"),
    ("portuguese", "possível possíveis"),
    ("dutch", "werknemer werknemers"),
    ("dutch", "koop kopen"),
    ("dutch", "locatie locaties"),
]
DIFFERENT = [
    ("english", "career carry"),
    ("german", "Kreis Preis"),
    ("spanish", "mano mañana"),
    ("spanish", "hermana hermoso"),
    ("italian", "pane pena"),
    ("portuguese", "pão mão"),
    ("dutch", "voor vier"),
]


@pytest.mark.parametrize(("language", "forms"), SAME)
def test_inflected_forms_have_one_stem(language: str, forms: str) -> None:
    assert len({root_of(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize(("language", "forms"), DIFFERENT)
def test_other_words_have_other_stems(language: str, forms: str) -> None:
    assert len({root_of(form, language) for form in forms.split()}) == len(forms.split())


def test_a_compound_says_what_its_parts_do_and_what_a_value_measures() -> None:
    keys = read_statement("Der Vertrag endet nach zwei Jahren.", "german").keys
    assert is_compound_of("vertragslaufzeit", keys, "german")
    assert not is_compound_of("mietvertragslaufzeit", keys, "german")
    assert not is_compound_of("vertragsstrafe", keys, "german")
    assert not is_compound_of("vertragslaufzeit", keys, "dutch")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("De boekhouder werd door de directeur ontslagen.", "dutch"),
        ("Le nombre de chômeurs a diminué de 2 % en mars.", "french"),
        ("Se permite comer en la biblioteca.", "spanish"),
        ("Hundar är inte tillåtna i byggnaden.", None),
        ("Katten er ikke hjemme i dag, men den kommer snart.", None),
        ("Eläimiä ei saa tuoda rakennukseen.", None),
    ],
)
def test_words_that_languages_share_make_no_text_foreign(text: str, language: str | None) -> None:
    assert language_of(text) == language
