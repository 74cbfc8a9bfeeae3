"""Words of a text: how they are split, folded and reduced to stems."""

import pytest

from genai_core.domain.text.words import fold, split_words, stem


def forms(text: str) -> list[str]:
    return [word.form for word in split_words(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The fox, quick!", ["the", "fox", "quick"]),
        ("1,234.5 kg", ["1,234.5", "kg"]),
        ("version 2.0.1.", ["version", "2.0.1"]),
        ("don't O’Brien's", ["don't", "o'brien", "s"]),
        ("naïve Café", ["naive", "cafe"]),
        ("数据库", ["数", "据", "库"]),
        ("AWS数据", ["aws", "数", "据"]),
        ("snake_case 5G", ["snake", "_case", "5", "g"]),
        ("", []),
        ("— … !", []),
    ],
)
def test_a_text_is_split_at_spaces_and_marks_and_unspaced_scripts_by_character(
    text: str, words: list[str]
) -> None:
    assert forms(text) == words


def test_each_word_lies_where_it_says() -> None:
    text = "Résumés of 数据, don’t stop."
    for word in split_words(text):
        assert fold(text[word.start : word.end]) == word.form


@pytest.mark.parametrize(
    "inflections",
    [
        ("connect", "connects", "connected", "connecting", "connection", "connections"),
        ("stop", "stops", "stopped", "stopping"),
        ("study", "studies", "studied"),
        ("quick", "quickly"),
        ("go", "went", "gone"),
        ("child", "children"),
    ],
)
def test_all_inflections_of_a_word_have_one_stem(inflections: tuple[str, ...]) -> None:
    assert len({stem(form) for form in inflections}) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [("form", "from"), ("sing", "s"), ("bed", "b"), ("rating", "rattle"), ("données", "donnes"), ("5g", "5")],
)
def test_other_words_keep_stems_of_their_own(first: str, second: str) -> None:
    assert stem(first) != stem(second)


def test_words_that_change_the_meaning_are_content_and_stop_words_are_not() -> None:
    content = [word.form for word in split_words("The limit is not more than the value") if word.is_content]
    assert "limit" in content
    assert "not" in content
    assert "the" not in content


@pytest.mark.parametrize(
    ("first", "second"),
    [("ＡＢＣ", "abc"), ("Straße", "strasse"), ("É", "e"), ("it’s", "it's"), ("ﬁne", "fine")],
)
def test_what_is_written_differently_folds_alike(first: str, second: str) -> None:
    assert fold(first) == fold(second)


def test_marks_of_other_scripts_are_letters_and_stay() -> None:
    assert fold("がか") != fold("かか")
    assert fold("й") != fold("и")
