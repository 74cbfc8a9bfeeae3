"""What holds of any text in any script: spans are verbatim, sizes are kept, and folding is stable."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.text.claims import split_sentences
from genai_core.domain.text.sizes import cut_to_bytes, json_bytes
from genai_core.domain.text.storable_text import storable_text
from genai_core.domain.text.visible_text import visible_line, visible_text
from genai_core.domain.text.words import fold, split_words, stem

SENTENCES = {
    "english": ("The counter opens at 7:30 a.m. on weekdays.", "It costs 1.5 euros.", "Dr. Smith is there."),
    "german": ("Der Schalter öffnet am 3. Mai.", "Er kostet z. B. 1,50 Euro.", "Dr. Weber ist da."),
    "french": ("Le guichet ouvre à 7 h 30.", "M. Dupont est là.", "Il coûte 1,50 euro."),
    "spanish": ("La ventanilla abre a las 7:30.", "¿Cuánto cuesta?", "El Sr. López está allí."),
    "italian": ("Lo sportello apre alle 7.30.", "Il sig. Rossi è lì.", "Costa 1,50 euro."),
    "portuguese": ("O balcão abre às 7h30.", "O Sr. Silva está lá.", "Custa 1,50 euros."),
    "dutch": ("Het loket gaat open om 7.30 uur.", "Dhr. De Vries is er.", "Het kost 1,50 euro."),
    "japanese": ("窓口は七時半に開きます。", "料金は百円です。", "田中さんがいます。"),
    "chinese": ("窗口七点半开门。", "费用是一百元。", "王先生在那里。"),
}
ANY_TEXT = st.text(max_size=200)
STORABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@pytest.mark.parametrize("language", SENTENCES)
def test_sentences_are_split_at_their_ends_and_nowhere_else(language: str) -> None:
    sentences = SENTENCES[language]
    separator = "" if language in ("japanese", "chinese") else " "
    assert [span.text for span in split_sentences(separator.join(sentences))] == list(sentences)


@pytest.mark.parametrize("language", SENTENCES)
def test_the_order_of_sentences_does_not_change_where_they_end(language: str) -> None:
    first, second, third = SENTENCES[language]
    turned = "\n\n".join((third, first, second))
    assert [span.text for span in split_sentences(turned)] == [third, first, second]


@given(ANY_TEXT)
def test_a_sentence_is_verbatim_and_no_letter_or_digit_is_lost(text: str) -> None:
    spans = split_sentences(text)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    kept = "".join(span.text for span in spans)
    assert "".join(filter(str.isalnum, kept)) == "".join(filter(str.isalnum, text))
    assert all(span.text == span.text.strip() and span.text for span in spans)


@given(ANY_TEXT)
def test_words_are_verbatim_in_order_and_never_overlap(text: str) -> None:
    words = split_words(text)
    assert all(word.form == fold(text[word.start : word.end]) for word in words)
    assert all(before.end <= after.start for before, after in pairwise(words))
    assert all(word.start < word.end for word in words)


@given(st.text("aàâäçéèêëîïñóôöùûüÿœßÆ’' ", max_size=40))
def test_folding_latin_letters_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("Café", "CAFÉ"),
        ("Café", "cafe\u0301"),
        ("naïve", "naive"),
        ("Straße", "STRASSE"),
        ("l’eau", "l'eau"),
        ("ﬁnal", "final"),
        ("ＡＢＣ", "abc"),
        ("Ångström", "angstrom"),
    ],
)
def test_spellings_of_one_word_compare_equal(word: str, other: str) -> None:
    assert fold(word) == fold(other)


@pytest.mark.parametrize(
    ("word", "other"), [("й", "и"), ("が", "か"), ("شَ", "ش"), ("1", "2"), ("ä", "ae"), ("no", "not")]
)
def test_marks_that_are_parts_of_letters_keep_words_apart(word: str, other: str) -> None:
    assert fold(word) != fold(other)


@pytest.mark.parametrize(
    ("forms", "other"),
    [
        (("open", "opens", "opened", "opening"), "span"),
        (("stop", "stops", "stopped", "stopping"), "step"),
        (("city", "cities"), "town"),
        (("go", "went", "gone", "goes"), "get"),
        (("write", "wrote", "written", "writes"), "ride"),
        (("child", "children"), "chill"),
    ],
)
def test_inflections_have_one_stem_that_another_word_lacks(forms: tuple[str, ...], other: str) -> None:
    assert len({stem(form) for form in forms}) == 1
    assert stem(other) != stem(forms[0])


@given(STORABLE, st.integers(0, 120))
def test_a_cut_text_is_the_longest_beginning_that_fits(text: str, most: int) -> None:
    cut = cut_to_bytes(text, most)
    assert text.startswith(cut)
    assert json_bytes(cut) <= most or not cut
    if cut != text:
        assert json_bytes(text[: len(cut) + 1]) > most


@given(STORABLE)
def test_the_size_of_a_text_is_what_its_json_takes(text: str) -> None:
    assert json_bytes(text) in (
        len(json.dumps(text, ensure_ascii=False).encode()),
        len(json.dumps(text, ensure_ascii=False).encode()) - 2,
    )


@given(ANY_TEXT)
def test_a_stored_text_can_be_written_as_utf_8_and_storing_it_again_changes_nothing(text: str) -> None:
    stored = storable_text(text)
    assert stored.encode().decode() == stored
    assert "\x00" not in stored
    assert storable_text(stored) == stored


@given(ANY_TEXT)
def test_a_shown_text_has_no_terminal_sequences_and_no_control_characters(text: str) -> None:
    shown = visible_text(f"\x1b[31m{text}\x1b[0m\x07")
    assert not {"\x1b", "\x07", "\x00", "\u202e", "\u200b"} & set(shown)
    assert visible_text(shown) == shown


@given(ANY_TEXT, st.integers(1, 60))
def test_a_label_is_one_line_of_at_most_its_length(text: str, most: int) -> None:
    line = visible_line(text, most)
    assert len(line) <= most
    assert len(line.splitlines()) <= 1
