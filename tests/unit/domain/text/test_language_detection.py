from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.text.language_detection import detect_language
from genai_core.domain.text.languages import LANGUAGES, language_called, named_language
from genai_core.errors import InvalidInput

LISTED = tuple(language for language in LANGUAGES.values() if language.has_stop_words)
SENTENCES = [
    ("english", "How long is the warranty on refurbished devices?"),
    ("english", "The invoice has to be paid within thirty days."),
    ("english", "What happens if I do not return the laptop?"),
    ("german", "Wie lange gilt die Garantie für gebrauchte Geräte?"),
    ("german", "Die Rechnung ist innerhalb von dreißig Tagen zu bezahlen."),
    ("german", "Was passiert, wenn ich den Laptop nicht zurückgebe?"),
    ("french", "Quelle est la durée de la garantie pour les appareils ?"),
    ("french", "La facture doit être payée dans les trente jours."),
    ("french", "Qu'est-ce qui se passe si je ne rends pas l'ordinateur ?"),
    ("spanish", "¿Cuánto dura la garantía de los equipos reacondicionados?"),
    ("spanish", "La factura debe pagarse en un plazo de treinta días."),
    ("italian", "Quanto dura la garanzia per gli apparecchi ricondizionati?"),
    ("italian", "La fattura deve essere pagata entro trenta giorni."),
    ("italian", "Che cosa succede se non restituisco il portatile?"),
    ("portuguese", "Qual é a duração da garantia dos aparelhos recondicionados?"),
    ("portuguese", "A fatura deve ser paga no prazo de trinta dias, não depois."),
    ("dutch", "Hoe lang is de garantie op gebruikte apparaten?"),
    ("dutch", "De factuur moet binnen dertig dagen worden betaald."),
    ("swedish", "Hur länge gäller garantin för begagnade apparater?"),
    ("swedish", "Fakturan ska betalas inom trettio dagar och inte senare."),
    ("danish", "Hvor længe gælder garantien på brugte apparater, og hvad dækker den ikke?"),
    ("danish", "Fakturaen skal betales inden for tredive dage efter levering."),
    ("norwegian", "Hva dekker garantien, og hvor lenge varer den etter kjøpet?"),
    ("norwegian", "Fakturaen må betales innen tretti dager etter levering."),
    ("finnish", "Kuinka kauan takuu on voimassa ja mitä se ei kata?"),
    ("finnish", "Lasku on maksettava kolmenkymmenen päivän kuluessa, ja se ei ole valinnainen."),
    ("russian", "Сколько длится гарантия на подержанные устройства?"),
    ("russian", "Счёт должен быть оплачен в течение тридцати дней."),
]


@pytest.mark.parametrize(("name", "text"), SENTENCES)
def test_the_language_of_a_sentence_is_detected_or_left_open(name, text):
    detected = detect_language(text, LISTED)
    # Danish and Norwegian share nearly all of their function words; nothing may be said wrongly.
    assert detected is None or detected.name == name


@pytest.mark.parametrize(("name", "text"), SENTENCES)
def test_a_sentence_in_another_language_is_not_taken_for_english(name, text):
    other = "german" if name == "english" else name
    among = [language_called("english"), language_called(other)]
    detected = detect_language(text, among)
    assert detected is not None
    assert detected.name == name


def test_nearly_all_sentences_are_detected_among_all_listed_languages():
    detected = [detect_language(text, LISTED) for _, text in SENTENCES]
    assert sum(language is not None for language in detected) >= 0.85 * len(SENTENCES)


@pytest.mark.parametrize(
    "text", ["", "warranty period", "Garantie Dauer", "SKU-1234 42", "東京都", "🙂", "\ud800"]
)
def test_a_text_without_function_words_is_left_open(text):
    assert detect_language(text, LISTED) is None


def test_one_language_alone_is_the_answer():
    assert detect_language("東京都", [language_called("english")]) == language_called("english")


def test_a_language_without_a_word_list_is_detected_by_its_letters():
    among = [language_called("english"), language_called("polish"), language_called("greek")]
    polish, greek = "Gwarancja działa, gdy urządzenie się zepsuło", "Πόσο διαρκεί η εγγύηση"
    assert detect_language(polish, among) == language_called("polish")
    assert detect_language(greek, among) == language_called("greek")


def test_a_letter_speaks_for_the_languages_that_write_it():
    among = [language_called("german"), language_called("swedish"), language_called("french")]
    assert detect_language("Straße Größe Maß", among) == language_called("german")
    assert detect_language("sträng sätter stöder", among) is None
    assert detect_language("répertoires détaillés", among) == language_called("french")


def test_the_order_of_the_languages_does_not_matter():
    for _, text in SENTENCES:
        assert detect_language(text, LISTED) == detect_language(text, LISTED[::-1])


@pytest.mark.parametrize(
    ("stated", "name"),
    [("de", "german"), ("de-AT", "german"), ("DEU", "german"), ("Deutsch", "german"), ("French", "french")],
)
def test_metadata_names_a_language_by_code_or_name(stated, name):
    assert named_language(stated, LISTED) == language_called(name)


@pytest.mark.parametrize("stated", ["", "xx", "tlh", "pl"])
def test_metadata_that_names_none_of_them_names_nothing(stated):
    assert named_language(stated, LISTED) is None


def test_an_unknown_language_is_refused():
    with pytest.raises(InvalidInput, match="klingon"):
        language_called("klingon")


@given(st.text(max_size=200))
def test_any_text_can_be_examined(text):
    assert detect_language(text, LISTED) in (None, *LISTED)
