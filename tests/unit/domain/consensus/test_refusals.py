import csv
import time
from pathlib import Path

import pytest

from genai_core.domain.consensus.refusals import NOT_FOUND_TEXT, is_refusal


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        NOT_FOUND_TEXT,
        "not found",
        "I don't know.",
        "I’m sorry, but I couldn’t find any information about it.",
        "The passages do not contain the answer.",
        "Unfortunately, there is not enough information to answer. Please provide more context.",
        "As an AI language model, I cannot answer this.",
        "In den Dokumenten nicht gefunden.",
    ],
)
def test_these_are_refusals(text: str) -> None:
    assert is_refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "1969",
        "No.",
        "He did not know the answer and left the stage in 1931.",
        "The museum is not open on Mondays.",
        "I do not have real-time data, but as of 2018 the tallest building is the Burj Khalifa.",
        "I could not find the exact date. However, the treaty was signed in 1648.",
    ],
)
def test_these_answer(text: str) -> None:
    assert not is_refusal(text)


DATA = Path(__file__).parents[3] / "data" / "refusals"


def rows(name: str) -> list[tuple[str, bool]]:
    with (DATA / name).open(encoding="utf-8") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["text"], row["is_refusal"] == "true") for row in table]


def test_refusals_and_true_negative_statements_are_told_apart_in_nine_languages() -> None:
    listed = [
        *rows("rows.tsv"),
        *rows("documents.tsv"),
        *rows("hall.tsv"),
        *rows("lock.tsv"),
        *rows("pool.tsv"),
        *rows("lake.tsv"),
        *rows("island.tsv"),
    ]
    assert [text for text, expected in listed if is_refusal(text) != expected] == []


def test_rows_held_back_from_the_wordings_are_told_apart_too() -> None:
    held = rows("held_out.tsv")
    right = sum(is_refusal(text) == expected for text, expected in held)
    assert right >= 0.97 * len(held)


@pytest.mark.parametrize(
    "text", ["High Willhays is the highest point.", "Hit Me was a single.", "Sorry Street"]
)
def test_a_word_that_only_begins_like_a_greeting_is_none(text: str) -> None:
    assert not is_refusal(text)


def test_what_stands_around_a_refusal_changes_nothing() -> None:
    for text in ("**Not found in the documents.**", "> Not mentioned.", "“The passages do not say.”"):
        assert is_refusal(text), text


def test_time_grows_with_the_length_only() -> None:
    for part in ("the documents ", "not ", "no information ", "i do not ", "a", ". ", "the ", "nicht "):
        began = time.process_time()
        is_refusal(part * 20_000)
        assert time.process_time() - began < 1.0, part
