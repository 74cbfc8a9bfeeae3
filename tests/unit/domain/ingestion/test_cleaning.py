"""Markdown without its marks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genai_core.domain.ingestion.cleaning import clean_markdown, front_matter, markdown_blocks


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        (r"Amazon S3 \(Simple\) num\_classes \[1\]", "Amazon S3 (Simple) num_classes [1]"),
        ("See [Tune a Model](IC-tuning.md#a_(b)) now", "See Tune a Model now"),
        ("![a picture](x.png) [text][ref] <https://example.org/a>", "a picture text https://example.org/a"),
        (r"\[not a link\](but text)", "[not a link](but text)"),
        ("**bold** *slanted* __strong__ ~~gone~~ `co*de*`", "bold slanted strong gone co*de*"),
        ("snake_case_name 2 * 3 * 4 a*b", "snake_case_name 2 * 3 * 4 a*b"),
        ("> quoted\n> twice", "quoted\ntwice"),
        ("A &amp; B<br>C <a name='x'></a>D, 3 < 4 and 5 > 4", "A & B C D, 3 < 4 and 5 > 4"),
        ("before <!-- hidden\nlines --> after", "before after"),
        ("[ref]: https://example.org 'title'\ntext", "text"),
        ("one\n\n---\n\ntwo", "one\n\ntwo"),
        ("| a | b |\n| :-- | --: |\n| 1 |  2 | ", "a | b\n1 | 2"),
        ("a | b\n--- | ---\n1 | 2", "a | b\n1 | 2"),
        ("- one\n    - two", "- one\n    - two"),
        ("restore <copy-name> --into <target>", "restore <copy-name> --into <target>"),
        ("List<String>, Vec<u8>, Map<object, Option<b>>", "List<String>, Vec<u8>, Map<object, Option<b>>"),
        (
            "copy <source> to <DEST>; mail <ops@example.org>",
            "copy <source> to <DEST>; mail <ops@example.org>",
        ),
        ("H<sub>2</sub>O, <kbd>F5</kbd>, <b\nclass='x'>loud</b>", "H2O, F5, loud"),
        ("put it inside <head> and not in <body>", "put it inside <head> and not in <body>"),
        ("***both*** **a *b*** *c **d***", "both a b c d"),
        ("2**10 and a ** b and **open", "2**10 and a ** b and **open"),
        ("~~gone~~ ~/home and __init__.py", "gone ~/home and init.py"),
        ("`<!-- shown -->` <!-- not --> x <!-- never ends", "<!-- shown --> x <!-- never ends"),
        ("[^1]: A footnote keeps its text.", "[^1]: A footnote keeps its text."),
        ("| a |  | c |\n|---|---|---|\n|  | 2 \\| 3 |  |", "a |  | c\n | 2 | 3 |"),
        ("a | b | c\n--|--|--\n1 | | 3", "a | b | c\n1 |  | 3"),
        ("", ""),
    ],
)
def test_marks_go_and_text_stays(marked: str, text: str) -> None:
    assert clean_markdown(marked) == text


def test_headings_become_lines_with_their_path() -> None:
    blocks = markdown_blocks("# Top #\nintro\n## Sub `x`\ntext\n\nOther\n=====\nend\n\nLow\n---\nlast")
    assert [(block.text, block.heading_path) for block in blocks] == [
        ("Top", ("Top",)),
        ("intro", ("Top",)),
        ("Sub x", ("Top", "Sub x")),
        ("text", ("Top", "Sub x")),
        ("Other", ("Other",)),
        ("end", ("Other",)),
        ("Low", ("Other", "Low")),
        ("last", ("Other", "Low")),
    ]


def test_code_keeps_its_characters_and_lines() -> None:
    blocks = markdown_blocks("```python\n# no heading\nx = a[1](2)  \\* 3\n\ny\n```\nafter")
    assert [block.text for block in blocks] == ["# no heading\nx = a[1](2)  \\* 3\n\ny", "after"]


def test_a_fence_that_never_closes_loses_nothing() -> None:
    assert clean_markdown("~~~\ncode\n# still code") == "code\n# still code"


def test_front_matter_is_read_and_left_out() -> None:
    page = "---\ntitle: 'A: B'\nAuthor: Ada\n---\ntext"
    assert front_matter(page) == {"title": "A: B", "author": "Ada"}
    assert clean_markdown(page) == "text"
    assert front_matter("---\n\nno header\n\n---\n") == {}


@settings(max_examples=200, deadline=1000)
@given(st.text(alphabet="ab #*_`[]()<>|\\-=~&;!\n\t", max_size=300))
def test_any_text_is_accepted_and_words_survive(text: str) -> None:
    cleaned = clean_markdown(text)
    assert not any("\ue000" <= char <= "\ue0ff" for char in cleaned)


def test_a_comment_in_a_code_block_is_code() -> None:
    assert clean_markdown("```html\n<!-- kept -->\n```\n<!-- gone -->\n\ntext") == "<!-- kept -->\n\ntext"


def test_many_marks_without_partners_are_read_in_a_second() -> None:
    page = "**a " * 60_000
    started = time.process_time()
    assert clean_markdown(page) == page.strip()
    assert time.process_time() - started < 2


@pytest.mark.parametrize("unit", ["[", "*a ", "`", "<a ", "![](", "**", "_a", "| - ", "> ", "\\[", "[a]["])
def test_no_input_makes_it_slow(unit: str) -> None:
    started = time.perf_counter()
    clean_markdown(unit * (20_000 // len(unit)))
    assert time.perf_counter() - started < 5
