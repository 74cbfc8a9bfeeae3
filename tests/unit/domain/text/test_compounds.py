from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.text.compounds import split_compound


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("kündigungsfrist", ("kundigung", "frist")),
        ("kündigungsfristen", ("kundigung", "frist")),
        ("kuendigungsfrist", ("kundigung", "frist")),
        ("haustür", ("haus", "tur")),
        ("arbeitsverträge", ("arbeit", "vertrag")),
        ("krankenversicherungsbeitrag", ("kranken", "versicherung", "beitrag")),
        ("gewährleistungsansprüche", ("gewahrleistungs", "anspruch")),
    ],
)
def test_a_compound_is_cut_into_its_nouns(word, parts):
    assert split_compound(word) == parts


@pytest.mark.parametrize(
    "word",
    [
        "",
        "frist",
        "versicherung",
        "versicherungen",
        "montag",
        "beratung",
        "internationale",
        "ml5xlarge",
        "x" * 60,
    ],
)
def test_a_word_that_is_not_a_known_compound_has_no_parts(word):
    assert split_compound(word) == ()


@given(st.text(alphabet="abeinrstuü", max_size=45))
def test_any_word_has_no_part_or_at_least_two(word):
    assert len(split_compound(word)) != 1
