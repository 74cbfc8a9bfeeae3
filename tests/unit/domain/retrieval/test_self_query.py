from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.retrieval.filters import Equals, accepts
from genai_core.domain.retrieval.self_query import (
    guessed_conditions,
    mentions_documents,
    narrowed,
    stated_conditions,
)

VALUES = {
    "author": ("Ada Lovelace", "Grace Hopper", "May Li", "Tim Hopper", "Jan"),
    "type": ("pdf", "md", "xlsx", "eml", "pptx"),
    "source": ("handbook.md", "data/relay-r3-data-sheet.pdf", "notes.md", "old/notes.md"),
}


def shown(question: str, values=VALUES) -> list[str]:
    return [condition.shown for condition in stated_conditions(question, values)]


@pytest.mark.parametrize(
    ("question", "conditions"),
    [
        ("What does the report by Ada Lovelace say about engines?", ["author: Ada Lovelace"]),
        ("what did ada lovelace write about engines?", ["author: Ada Lovelace"]),
        ("What has Ada Lovelace written about engines?", ["author: Ada Lovelace"]),
        ("According to Lovelace, can engines think?", ["author: Ada Lovelace"]),
        ("What do Grace Hopper's notes say?", ["author: Grace Hopper"]),
        ("Which documents written by May Li mention bugs?", ["author: May Li"]),
        ("How many days does the PDF mention?", []),
        ("How many days are given in the PDF?", ["type: pdf"]),
        ("What is the total in our spreadsheet?", ["type: xlsx"]),
        ("Which price was agreed in the emails?", ["type: eml"]),
        ("Who is named in the slides from 2023?", ["type: pptx", "date: 2023"]),
        ("What do the documents since March 2021 say?", ["date: gte 2021-03"]),
        ("Which reports published before 2020 mention growth?", ["date: lt 2020"]),
        ("Summarise the notes of 2022-05.", ["date: 2022-05"]),
        ("What changed in the 2019 report?", ["date: 2019"]),
        ("What does handbook.md say about leave?", ["source: handbook.md"]),
        ("the voltage in relay-r3-data-sheet.pdf?", ["source: data/relay-r3-data-sheet.pdf"]),
        ("What stands in old/notes.md?", ["source: old/notes.md"]),
        ("What stands in notes.md?", ["source: notes.md or old/notes.md"]),
    ],
)
def test_what_a_question_states_about_documents_becomes_a_condition(question, conditions):
    assert shown(question) == conditions
    assert mentions_documents(question) or not conditions


@pytest.mark.parametrize(
    "question",
    [
        "Who was Ada Lovelace?",
        "When was Ada Lovelace born?",
        "How do I export a report to PDF?",
        "What happened in 2020?",
        "How did revenue change between 2018 and 2020?",
        "Is e-mail encrypted?",
        "How do I open a spreadsheet?",
        "May I leave early in May?",
        "Which policy covers January travel?",
        "according to the handbook, how many days of leave are there?",
        "How do I write by hand?",
        "",
    ],
)
def test_a_topic_is_not_a_condition(question):
    assert shown(question) == []


def test_a_last_name_of_two_authors_names_neither():
    assert shown("What does the report by Hopper say?") == []


def test_values_the_workspace_lacks_make_no_condition():
    assert shown("What does the report by Ada Lovelace say in the PDF?", {}) == []


def test_a_condition_is_a_filter_with_the_workspace_s_spelling():
    (condition,) = stated_conditions("the report by ADA LOVELACE", VALUES)
    assert condition.wanted == Equals("author", "Ada Lovelace")
    (since,) = stated_conditions("documents since March 2021", VALUES)
    assert accepts(since.wanted, {"date": "2021-03-05"})
    assert not accepts(since.wanted, {"date": "2021-02-28"})


def test_the_least_certain_condition_comes_last():
    question = "What does the 2019 report by Ada Lovelace say in handbook.md?"
    assert shown(question) == ["source: handbook.md", "author: Ada Lovelace", "date: 2019"]


def test_conditions_join_the_user_s_own_filter():
    own = Equals("type", "md")
    (condition,) = stated_conditions("the report by Ada Lovelace", VALUES)
    assert narrowed(own, ()) == own
    assert narrowed(None, ()) is None
    both = narrowed(own, (condition,))
    assert both
    assert accepts(both, {"type": "md", "author": "Ada Lovelace"})
    assert not accepts(both, {"type": "pdf", "author": "Ada Lovelace"})


def test_a_model_s_guess_counts_only_where_it_can_be_true():
    guess = {
        "author": "ada lovelace",
        "type": ["PDF", "docx"],
        "date": {"gte": "2020"},
        "source": "nowhere.md",
        "colour": "blue",
        "tags": None,
        "language": {"nonsense": 1},
    }
    conditions = {condition.field: condition for condition in guessed_conditions(guess, VALUES)}
    assert set(conditions) == {"author", "type", "date"}
    assert conditions["author"].wanted == Equals("author", "Ada Lovelace")
    assert conditions["type"].wanted == Equals("type", "pdf")
    assert guessed_conditions({"date": {"wrong": []}}, VALUES) == ()


def test_names_with_signs_of_patterns_are_only_names():
    values = {"author": ("C++ (group", "[a-z]+"), "source": ("a+b.md", "(x.md")}
    assert shown("What does the report by C++ (group say about a+b.md?", values) == [
        "source: a+b.md",
        "author: C++ (group",
    ]


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=5))
def test_no_question_and_no_values_break_it(question, names):
    values = {"author": tuple(names), "source": tuple(names), "type": tuple(names)}
    assert all(condition.shown for condition in stated_conditions(question, values))


@given(
    st.dictionaries(st.text(max_size=8), st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text())))
)
def test_no_guess_breaks_it(guess):
    assert isinstance(guessed_conditions(guess, VALUES), tuple)
