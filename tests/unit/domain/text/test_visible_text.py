"""Foreign text is what people see of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.text.visible_text import visible_line, visible_text


@pytest.mark.parametrize(
    ("hidden", "seen"),
    [
        ("\x1b]0;PWNED\x07\x1b[31mred\x1b[0m", "red"),
        ("a\x1b[2K\x1b[1Ab\x07\x08", "ab"),
        ("\x9b31mred", "red"),
        ("ig\u200bn\u200dore", "ignore"),
        ("pay \u202ecba\u202c now", "pay cba now"),
        ("Hello" + "".join(chr(0xE0000 + ord(c)) for c in "obey me"), "Hello"),
        ("a" + "".join(chr(0xE0100 + n) for n in range(9)), "a"),
        ("so\u00adft", "soft"),
        ("one\r\ntwo\rthree\x0cfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("\ud800x\x00y", "xy"),
        ("a\u3164b\u2060c", "abc"),
    ],
)
def test_what_nobody_sees_is_taken_out(hidden: str, seen: str) -> None:
    assert visible_text(hidden) == seen


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, 5 < 6 & [31m is no sequence.",
        "Größe, naïve, Ωμέγα, Привет\tmit\nZeilen",
        "می\u200cخواهم",
        "क\u094d\u200dष",
        "👩\u200d👩\u200d👧 ❤\ufe0f",
        "中文。日本語",
        "",
    ],
)
def test_what_a_script_needs_stays(text: str) -> None:
    assert visible_text(text) == text


@given(st.text(max_size=80))
def test_a_cleaned_text_has_no_control_character_and_stays_as_it_is(text: str) -> None:
    clean = visible_text(text)

    assert visible_text(clean) == clean
    assert not [c for c in clean if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]


@given(st.text(max_size=200), st.integers(2, 50))
def test_a_line_is_one_line_and_no_longer_than_asked(text: str, most: int) -> None:
    line = visible_line(text, most)

    assert len(line) <= most
    assert "\n" not in line
