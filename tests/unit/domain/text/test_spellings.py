import pytest

from genai_core.domain.text.spellings import Spellings
from genai_core.domain.text.words import split_words


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("caesium", "cesium"),
        ("Velasquez", "Velázquez"),
        ("Quran", "Qur'an"),
        ("Tinker Bell", "Tinkerbell"),
        ("bluebottle", "blue bottle"),
        ("organise", "organize"),
    ],
)
def test_a_word_is_found_in_another_spelling(first: str, other: str) -> None:
    assert Spellings.of(split_words(other)).matches(split_words(first)).all()


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("Carlo", "Carla"),
        ("Niger", "Nigeria"),
        ("Austria", "Australia"),
        ("Slovakia", "Slovenia"),
        ("Martin", "Martina"),
        ("Iran", "Iraq"),
        ("1000", "1 000"),
        ("1959", "1995"),
    ],
)
def test_rival_names_and_numbers_are_not_other_spellings(first: str, other: str) -> None:
    assert not Spellings.of(split_words(other)).matches(split_words(first)).any()


def test_texts_without_words_match_nothing() -> None:
    assert not Spellings.of(()).matches(split_words("anything")).any()
    assert Spellings.of(split_words("anything")).matches(()).tolist() == []
