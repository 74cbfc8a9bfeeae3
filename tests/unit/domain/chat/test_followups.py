from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.chat.followups import standalone_question
from genai_core.domain.generation.models import Message

TOWER = "When was the Eiffel Tower completed?"
ANSWER = "The Eiffel Tower was completed in 1889. It was built by the company of Gustave Eiffel."


def talk(*turns: str) -> list[Message]:
    return [Message("assistant" if index % 2 else "user", text) for index, text in enumerate(turns)]


def folded(question: str, *turns: str) -> str:
    return standalone_question(question, talk(*turns))


@pytest.mark.parametrize(
    "question",
    [
        "And how tall is it?",
        "How tall is it?",
        "Who designed it?",
        "What about in winter?",
        "How about its lifts?",
        "Why?",
        "How so?",
        "Tell me more",
        "And the opening hours?",
        "Does this apply to children?",
        "Can they visit for free?",
        "What is the price of that?",
        "Opening hours?",
        "Regional differences",
        "How much?",
        "Anything else?",
        "Thanks! And on Sundays?",
        "Is it possible to climb it on foot?",
        "What are the other ones like?",
        "Who else?",
        "Which of these is the largest?",
    ],
)
def test_a_follow_up_gets_the_question_it_leans_on(question):
    assert folded(question, TOWER, ANSWER) == f"{TOWER} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "How do I encrypt a volume before attaching it?",
        "Is it possible to change the plan of a subscription?",
        "What is the minimum age for applying for a mortgage?",
        "Are there any other important river systems in Maine?",
        "Which instance types are available for those who use Windows?",
        "Is refinancing the same as getting a mortgage?",
        "I tried to update my credit card, but it keeps showing errors",
        "How to hire a lawyer",
        "What happens to snapshots this year?",
        "what about why can't I apply a feature code to my account?",
        "When does the warranty of the R3 relay end?",
        "relay R3 price list",
    ],
)
def test_a_question_with_its_own_subject_stays_as_it_is(question):
    assert folded(question, TOWER, ANSWER) == question


def test_a_new_year_in_a_follow_up_replaces_the_old_one():
    assert folded("And in 2020?", "What was the revenue in 2019?", "5.") == (
        "What was the revenue in 2020? And in 2020?"
    )
    assert "6.14" not in folded("How about version 6.16.0?", "What changed in 6.14.0?", "Much.")
    assert "Monday" not in folded("and on Friday?", "When does the shop open on Monday?", "At 8.")


def test_two_years_are_both_kept_where_it_is_unclear_which_is_renewed():
    assert "2018" in folded("And 2020?", "How did revenue grow from 2018 to 2019?", "By 3.")


def test_a_person_is_taken_from_the_answer():
    question = folded("When was he born?", "Who designed the tower?", "It was Gustave Eiffel.")
    assert question == "Who designed the tower? Gustave Eiffel When was he born?"


def test_a_chain_of_follow_ups_keeps_its_subject_and_forgets_the_rest():
    question = folded("And why?", TOWER, ANSWER, "How tall is it?", "330 m.", "And its weight?", "7,300 t.")
    assert question == f"{TOWER} And its weight? And why?"


def test_a_new_subject_ends_what_follow_ups_lean_on():
    question = folded("How long is it?", TOWER, ANSWER, "Where does the Rhine begin?", "In Switzerland.")
    assert question == "Where does the Rhine begin? How long is it?"


def test_without_a_conversation_nothing_is_put_in_front():
    assert folded("  And in winter? ") == "And in winter?"
    assert folded("How tall is it?", "") == "How tall is it?"


def test_a_folded_question_stays_short_and_keeps_its_end():
    standalone = folded("And why is it?", "x y z " * 1000, "Yes.")
    assert len(standalone) <= 1000
    assert standalone.endswith("And why is it?")


@given(st.text(max_size=200), st.lists(st.text(max_size=100), max_size=6))
def test_any_text_ends_with_the_question_itself(question, turns):
    standalone = standalone_question(question, talk(*turns))
    assert standalone.endswith(question.strip()[-1000:])
    assert len(standalone) <= max(1000, len(question))


@pytest.mark.parametrize(
    ("asked", "earlier", "expected"),
    [
        (
            "And in Japan?",
            "What is the allowance in Norway?",
            "What is the allowance in Japan? And in Japan?",
        ),
        (
            "What about in New Zealand?",
            "What is the allowance in Norway?",
            "What is the allowance in New Zealand? What about in New Zealand?",
        ),
        # A month is no country, and another preposition asks for something else.
        ("And in May?", "What is the allowance in Norway?", "What is the allowance in Norway? And in May?"),
        ("And for Ada?", "What is the allowance in Norway?", "What is the allowance in Norway? And for Ada?"),
        # It is not clear which of two is meant.
        (
            "And in Japan?",
            "Is rent in Norway higher than in Spain?",
            "Is rent in Norway higher than in Spain? And in Japan?",
        ),
    ],
)
def test_a_short_follow_up_replaces_the_name_behind_the_same_preposition(
    asked: str, earlier: str, expected: str
) -> None:
    assert folded(asked, earlier, "75 euros.") == expected


ALLOWANCE = "What is the full day allowance in {}?"


@pytest.mark.parametrize(
    ("old", "new"), [("Norway", "Japan"), ("Japan", "Norway"), ("Norway", "New Zealand")]
)
@pytest.mark.parametrize("form", ["What about {}?", "And {}?", "how about {}", "and what about {}?"])
def test_a_follow_up_of_nothing_but_a_name_replaces_the_only_name(old: str, new: str, form: str) -> None:
    asked = form.format(new)
    assert folded(asked, ALLOWANCE.format(old), "75 euros.") == f"{ALLOWANCE.format(new)} {asked}"


def test_a_renewed_name_stays_for_the_follow_ups_after_it() -> None:
    talked = (ALLOWANCE.format("Norway"), "75.", "What about Japan?", "66.")
    assert "Norway" not in folded("And on arrival?", *talked)
    assert "Norway" not in folded("And why?", *talked, "And on arrival?", "50.")
    swedish = folded("And Sweden?", *talked)
    assert "Norway" not in swedish
    assert "Japan" not in swedish


def test_an_organisation_replaces_an_organisation() -> None:
    earlier = "What does Siemens AG pay?"
    assert folded("And Acme Corp?", earlier, "75.") == "What does Acme Corp pay? And Acme Corp?"


@pytest.mark.parametrize(
    ("asked", "earlier"),
    [
        ("What about VAT?", ALLOWANCE.format("Norway")),
        ("What about Japan?", "Is rent in Norway higher than in Spain?"),
        ("What about May?", ALLOWANCE.format("Norway")),
        ("What about Dr Weber?", ALLOWANCE.format("Norway")),
        ("What about Siemens AG?", ALLOWANCE.format("Norway")),
        ("What about the University of Oslo?", ALLOWANCE.format("Norway")),
        ("What about Dr Weber?", "What does Siemens AG pay?"),
        ("What about dinner?", ALLOWANCE.format("Norway")),
        ("What about Japan?", "How high is the allowance?"),
    ],
)
def test_a_name_of_another_kind_replaces_nothing(asked: str, earlier: str) -> None:
    assert folded(asked, earlier, "75 euros.") == f"{earlier} {asked}"
