from __future__ import annotations

import pytest

from evaluation.metrics.answers import CitationCounts, count_citations, normalised, token_f1


def test_words_are_compared_without_case_punctuation_articles_and_markers() -> None:
    assert normalised("The Eiffel Tower, in Paris. [1]") == ["eiffel", "tower", "in", "paris"]


@pytest.mark.parametrize(
    ("answer", "golds", "expected"),
    [
        ("the tower", ["A tower."], 1.0),
        ("b c d", ["b"], 0.5),
        ("nothing of it", ["something else"], 0.0),
        ("", ["x"], 0.0),
        ("x", [], 0.0),
        ("blue", ["red", "blue"], 1.0),
    ],
)
def test_f1_is_that_of_the_nearest_gold_answer(answer: str, golds: list[str], expected: float) -> None:
    assert token_f1(answer, golds) == pytest.approx(expected)


def test_a_quote_is_right_where_it_shares_most_words_with_a_gold_sentence() -> None:
    gold = ["The tower was completed in 1889 .", "It is repainted every seven years ."]
    counts = count_citations(
        ["The tower was completed in 1889.", "Paris has many cafés on its streets."], gold
    )
    assert counts == CitationCounts(cited=2, right=1, gold=2, reached=1)
    assert count_citations([], gold) == CitationCounts(0, 0, 2, 0)
