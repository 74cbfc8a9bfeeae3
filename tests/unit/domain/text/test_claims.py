import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.text.claims import split_sentences


def pieces(text: str) -> list[str]:
    return [span.text for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Smith paid $3.50. He left.", ["Dr. Smith paid $3.50.", "He left."]),
        ("J. K. Rowling wrote it. See e.g. page 3.", ["J. K. Rowling wrote it.", "See e.g. page 3."]),
        ("He lives in the U.S. The rest left.", ["He lives in the U.S.", "The rest left."]),
        ("It rose [1]. It fell.[2] End", ["It rose [1].", "It fell.[2]", "End"]),
        ('"Is it?" she asked. "Yes!"', ['"Is it?" she asked.', '"Yes!"']),
        ("これは文です。次の文。", ["これは文です。", "次の文。"]),
        ("هل هذا صحيح؟ نعم.", ["هل هذا صحيح؟", "نعم."]),
        ("यह वाक्य है। दूसरा।", ["यह वाक्य है।", "दूसरा।"]),
        ("- one\n- two\n1. three", ["- one", "- two", "1. three"]),
        ("a wrapped line that goes on and on until the very end of the line\nand on here.", 1),
        ("Text.\n```\nx = 1. y\n```\nMore.", ["Text.", "```\nx = 1. y\n```", "More."]),
        ("a ?\n\nb", ["a ?", "b"]),
        ("", []),
        ("...", []),
    ],
)
def test_text_is_cut_where_sentences_end(text: str, expected: list[str] | int) -> None:
    claims = pieces(text)
    assert len(claims) == expected if isinstance(expected, int) else claims == expected


@given(st.text(max_size=300))
def test_every_sentence_is_a_span_of_its_text_in_order(text: str) -> None:
    position = 0
    for span in split_sentences(text):
        assert text[span.start : span.end] == span.text
        assert span.start >= position
        position = span.end


@given(st.text(alphabet='ab .!?\n`-1[]"', max_size=200))
def test_no_word_is_lost(text: str) -> None:
    kept = "".join(span.text for span in split_sentences(text))
    assert sum(c.isalnum() for c in kept) == sum(c.isalnum() for c in text)


def test_each_row_of_a_table_is_a_sentence_however_long() -> None:
    head = "part number | description | fits"
    rows = [
        f"part number: HX-{n} | description: Fan module of {n} millimetres | fits: Relay R{n}" for n in (1, 2)
    ]
    text = "\n".join([head, *rows])
    assert [span.text for span in split_sentences(text)] == [head, *rows]
    wrapped = (
        "This paragraph is wrapped by hand at the end of a long line,\nand a | b is in its one sentence."
    )
    assert len(split_sentences(wrapped)) == 1
