"""The analyser in several languages, with the real stemmers."""

from __future__ import annotations

from dataclasses import replace

import pytest
import Stemmer
from hypothesis import given
from hypothesis import strategies as st

from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.lexical import MAX_TERMS, PAIR_WEIGHT, PART_WEIGHT, LexicalAnalyser
from genai_core.domain.text.languages import LANGUAGES, language_called


def speaking(*names: str) -> LexicalAnalyser:
    first, *others = (LexicalAnalyser(SnowballStemmer(name), language_called(name)) for name in names)
    return replace(first, others=tuple(others))


def chunk(text: str, ordinal: int = 0, **metadata: str) -> Chunk:
    return Chunk(ChunkId(f"c{ordinal}"), DocumentId("d"), ordinal, text, "", metadata=dict(metadata))


GERMAN = speaking("english", "german")


@pytest.mark.parametrize(
    ("name", "text", "question"),
    [
        ("german", "Die Häuser wurden verkauft.", "Welches Haus verkaufte man?"),
        ("german", "Die Straßen sind gesperrt.", "Ist die Strasse gesperrt?"),
        ("german", "Frau Müller leitet das Büro.", "Wer ist Frau Mueller?"),
        ("german", "Die Kündigungsfrist beträgt drei Monate.", "Welche Frist gilt für eine Kündigung?"),
        ("french", "L'école ouvre ses portes aujourd'hui.", "Quand les écoles sont-elles ouvertes ?"),
        ("french", "Les factures d'électricité sont payées.", "Qu'est-ce qu'une facture d’électricité ?"),
        ("spanish", "Las garantías duran dos años.", "¿Cuánto dura la garantía?"),
        ("italian", "Le fatture dell'azienda sono pagate.", "Dove paga la fattura l’azienda?"),
        ("portuguese", "As garantias são válidas por dois anos.", "A garantia é valida quando?"),
        ("dutch", "De facturen worden betaald.", "Wanneer wordt de factuur betaald?"),
        ("swedish", "Garantierna gäller i två år.", "Hur länge gäller garantin?"),
        ("danish", "Fakturaerne betales til tiden.", "Hvornår bliver fakturaen betalt?"),
        ("norwegian", "Fakturaene betales i tide.", "Når må fakturaen betales?"),
        ("finnish", "Laskut maksetaan ajoissa.", "Milloin lasku on maksettava?"),
        ("russian", "Новые счета оплачены.", "Когда оплачен новый счёт?"),
    ],
)
def test_a_question_meets_another_form_of_the_word(name, text, question):
    analyser = speaking(name)
    counts, _ = analyser.count(text)
    stems = [term for term in analyser.weigh(question) if " " not in term]
    assert stems
    assert [term for term in stems if term in counts]


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("german", "Was ist das, und warum können wir es nicht?"),
        ("french", "Qu’est-ce que c'est, et pourquoi ?"),
        ("spanish", "¿Qué es esto y por qué?"),
        ("italian", "Che cos'è e perché?"),
        ("portuguese", "O que é isso e por quê?"),
        ("dutch", "Wat is het en waarom?"),
        ("swedish", "Vad är det och varför?"),
        ("danish", "Hvad er det, og hvorfor?"),
        ("norwegian", "Hva er det, og hvorfor?"),
        ("finnish", "Mikä se on ja miksi?"),
        ("russian", "Что это и почему?"),
    ],
)
def test_question_words_are_left_out(name, question):
    assert speaking(name).weigh(question) == {}


def test_every_language_has_its_stemmer_and_the_lists_are_long_enough():
    assert set(LANGUAGES) <= set(Stemmer.algorithms())
    assert all(len(item.stop_words) >= 60 for item in LANGUAGES.values() if item.has_stop_words)
    assert sum(item.has_stop_words for item in LANGUAGES.values()) == 12


def test_parts_of_a_compound_count_as_stems_and_weigh_less():
    analyser = speaking("german")
    counts, length = analyser.count("Kündigungsfrist")
    assert counts == {"kundigungsfrist": 1, "kundig": 1, "frist": 1}
    assert length == 3
    assert analyser.weigh("Kündigungsfrist?") == {
        "kundigungsfrist": 1.0,
        "kundig": PART_WEIGHT,
        "frist": PART_WEIGHT,
    }


def test_vowel_signs_stay_within_their_words():
    counts, length = speaking("hindi").count("किताबें मेज़ पर")
    assert length == 3
    assert all(len(term) > 1 for term in counts)


def test_scripts_without_spaces_are_cut_into_characters_in_every_language():
    for name in LANGUAGES:
        assert set(speaking(name).weigh("東京都")) == {"東", "京", "都", "東 京", "京 都"}


def test_a_text_is_cut_in_its_own_language_alone():
    german, english = "Die Häuser sind in der Stadt und werden verkauft.", "The houses are in the town."
    assert GERMAN.count(german) == speaking("german").count(german)
    assert GERMAN.count(english) == speaking("english").count(english)


def test_a_question_is_cut_in_its_own_language_alone():
    question = "Wie lange ist die Kündigungsfrist für das Büro?"
    assert GERMAN.weigh(question) == speaking("german").weigh(question)


def test_an_uncertain_question_is_cut_in_all_languages_each_stem_once():
    weights = GERMAN.weigh("houses Häuser backup")
    assert weights["hous"] == weights["haus"] == weights["backup"] == 1.0
    assert weights["hous hauser"] == PAIR_WEIGHT


def test_the_language_that_metadata_names_wins():
    text = "The houses are in the town, and they are for sale."
    chosen = GERMAN.for_document([chunk(text, language="de-DE")])
    assert chosen.count(text) == speaking("german").count(text)
    assert GERMAN.for_document([chunk(text, language="xx")]).count(text) == speaking("english").count(text)


def test_a_chunk_of_unknown_language_takes_that_of_its_document():
    german = "Die Preise sind in der Liste, und sie werden nicht geändert. Das gilt auch für den Versand."
    chunks = [chunk(german), chunk("Häuser: 42", 1), chunk("But this is what they said to all of us.", 2)]
    analyser = GERMAN.for_document(chunks)
    assert analyser.count("Häuser: 42") == speaking("german").count("Häuser: 42")
    assert GERMAN.count("Häuser: 42") == speaking("english").count("Häuser: 42")
    assert analyser.count(chunks[2].text) == speaking("english").count(chunks[2].text)


def test_one_language_alone_asks_for_none():
    analyser = speaking("english")
    assert analyser.for_document([chunk("Die Häuser", language="de")]) is analyser


def test_the_terms_of_an_uncertain_question_are_bounded():
    analyser = speaking("english", "german", "french", "spanish", "italian", "finnish")
    assert len(analyser.weigh(" ".join(f"wortungen{number}x" for number in range(9000)))) <= MAX_TERMS


@given(st.text(max_size=200))
def test_any_text_finds_itself_in_several_languages(text):
    analyser = speaking("english", "german", "french", "russian")
    counts, length = analyser.for_document([chunk(text)]).count(text)
    assert sum(1 for term in counts if " " not in term and not term.startswith("=")) <= length
    if length and length <= 20:
        assert any(term in counts for term in analyser.weigh(text))
