"""The text that is left of Markdown pages, beside what markdown-it-py reads: CommonMark's own grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from genai_core.domain.ingestion.cleaning import clean_markdown

ROOT = Path(__file__).resolve().parents[4]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("samples/**/*.md")])
HEADER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
READER = MarkdownIt("commonmark").enable("table")


def read(page: str) -> Iterator[str]:
    """Yields the text of each block; the number of a list's item is text too."""
    for token in READER.parse(page):
        if token.type == "list_item_open" and token.info:
            yield token.info
        elif token.type == "inline":
            yield "".join(map(visible, token.children or ()))
        elif token.type in ("fence", "code_block"):
            yield token.content


def visible(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return "" if token.type == "html_inline" else token.content


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_words_of_a_page_are_those_that_commonmark_shows(page: Path) -> None:
    text = HEADER.sub("", page.read_text("utf-8"))
    assert words(clean_markdown(text)) == words("\n".join(read(text)))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("a *b* **c** `d*e*`", "a b c d*e*"),
        ("[text](http://x.org/y_z) and ![alt](p.png)", "text and alt"),
        ("1. one\n2. two", "1. one 2. two"),
        ("\\*not emphasised\\*", "*not emphasised*"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
        ("Title\n=====\n\nText &amp; more", "Title Text & more"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 3 4"),
    ],
)
def test_both_read_the_marks_of_a_line_alike(page: str, expected: str) -> None:
    assert words(clean_markdown(page)) == words("\n".join(read(page))) == words(expected)
