"""The layout of an answer: what lies between its sentences is served as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.consensus.served_layout import gaps, laid_out

ANSWER = "- First.\n- Second.\n\nFirst. End"


def test_the_gaps_lie_before_each_sentence_and_after_the_last() -> None:
    assert gaps(ANSWER, ["First.", "Second."]) == ["- ", "\n- ", "\n\nFirst. End"]
    assert gaps(ANSWER, []) == [ANSWER]


def test_a_repeated_sentence_is_searched_for_behind_the_one_before() -> None:
    assert gaps(ANSWER, ["First.", "Second.", "First."]) == ["- ", "\n- ", "\n\n", " End"]


def test_a_sentence_that_is_not_in_the_text_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="substring"):
        gaps(ANSWER, ["Second.", "Third."])


def test_sentences_are_replaced_and_marks_of_lists_stay() -> None:
    shown = laid_out(ANSWER, [("First.", "First [1]."), ("Second.", "")])
    assert shown == "- First [1].\n- \n\nFirst. End"


@given(st.lists(st.text("ab .\n", min_size=1, max_size=8), max_size=6))
def test_sentences_that_stay_themselves_give_the_text_back(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert laid_out(text, [(sentence, sentence) for sentence in sentences]) == text.strip()
