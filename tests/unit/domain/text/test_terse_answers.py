"""Answers that leave out what they are about."""

import pytest

from genai_core.domain.text.terse_answers import MAX_TERSE_WORDS, spelt_out, with_question

QUESTION = "How long is the line?"


@pytest.mark.parametrize("answer", ["84 km.", "About 84 km in all.", "84"])
def test_a_terse_answer_gets_its_question_in_front(answer: str) -> None:
    assert spelt_out(answer, QUESTION) == f"How long is the line: {answer}"


@pytest.mark.parametrize("answer", ["The line measures 84 km.", "84 km of lines.", ""])
def test_an_answer_that_names_what_was_asked_for_stays(answer: str) -> None:
    assert spelt_out(answer, QUESTION) == (answer or "How long is the line: ")


def test_a_longer_answer_stays_whatever_its_words() -> None:
    words = ["eighty", "four", "thousand", "metres", "between", "both", "of", "its", "ends"]
    assert spelt_out(" ".join(words[:MAX_TERSE_WORDS]), QUESTION).startswith("How long")
    assert spelt_out(" ".join(words), QUESTION) == " ".join(words)


def test_without_a_question_nothing_is_put_in_front() -> None:
    assert with_question("84 km.", "") == "84 km."
    assert spelt_out("84 km.", "") == "84 km."


def test_stop_words_of_the_question_do_not_name_what_was_asked_for() -> None:
    assert spelt_out("It is the 84.", QUESTION).startswith("How long is the line: ")
