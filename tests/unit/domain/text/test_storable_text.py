"""Text and JSON values that every store can hold."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.text.storable_text import storable_text, storable_values


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("plain é 数 😀", "plain é 数 😀"),
        ("a\x00b", "a\ufffdb"),
        ("half \ud83d emoji", "half ? emoji"),
        ("", ""),
    ],
)
def test_only_nul_and_half_characters_are_replaced(text: str, stored: str) -> None:
    assert storable_text(text) == stored


@given(st.text(st.characters(codec=None)))
def test_any_text_becomes_utf_8_without_nul_and_stays_so(text: str) -> None:
    stored = storable_text(text)
    assert "\x00" not in stored
    assert stored.encode("utf-8").decode() == stored
    assert storable_text(stored) == stored
    assert len(stored) == len(text)


def test_keys_and_values_of_any_depth_become_storable() -> None:
    value = {"a\x00": ["b\x00", {"c": ("d\x00", 5, None, True, 1.5)}]}
    stored = storable_values(value)
    assert stored == {"a\ufffd": ["b\ufffd", {"c": ["d\ufffd", 5, None, True, 1.5]}]}
    assert "\\u0000" not in json.dumps(stored)
