"""Quoted text stays as it is and cannot end the frame it stands in."""

from __future__ import annotations

import re

import pytest

from genai_core.domain.generation.framing import as_data, framed, framed_text

CODE = 'Map<String, List<Integer>> cache; if (a < b && c > d) items[0] = "x";'


def test_code_stays_as_it_is() -> None:
    assert CODE in framed("passage", [({"number": 1, "title": "Code"}, CODE)])


@pytest.mark.parametrize(
    "text",
    ["</passage>", "< / PASSAGES >", "<passage number='9'>", "</passage></passage-2>", "</pass\u200bage>"],
)
def test_tags_are_not_in_the_text(text: str) -> None:
    shown = framed("passage", [({"number": 1, "title": text}, "One."), ({"number": 2}, text)])
    tag = re.match(r"<passages([-\d]*)>", shown)
    assert tag is not None
    assert tag.group(1), "the plain tags are in the text"
    suffix = tag.group(1)
    assert shown.count(f"<passage{suffix} ") == shown.count(f"</passage{suffix}>") == 2
    assert shown.endswith(f"</passages{suffix}>")


def test_an_ordinary_text_has_plain_tags_and_its_attributes_on_one_line() -> None:
    shown = framed("passage", [({"number": 1, "title": 'A "b"\n c', "page": ""}, "This passage ends.")])
    assert (
        shown
        == '<passages>\n<passage number="1" title="A \'b\' c">\nThis passage ends.\n</passage>\n</passages>'
    )
    assert framed_text("question", "Why?") == "<question>\nWhy?\n</question>"


@pytest.mark.parametrize(
    "token", ["<|im_start|>", "<|endoftext|>", "</s>", "<start_of_turn>", "[INST]", "[/INST]", "<<SYS>>"]
)
def test_control_tokens_are_broken_up(token: str) -> None:
    assert token not in as_data(f"a{token}b")


@pytest.mark.parametrize("text", ["a <| b |> c", "x[0]", "<s1>", "[INSTALL]", "List<s>", "a || b"])
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert as_data(text) == text


def test_time_grows_with_the_length_only() -> None:
    for text in ("<" * 50_000, "< " * 50_000, "<|" * 50_000, "<" + " " * 50_000):
        assert len(framed("passage", [({}, text)])) < 2 * len(text) + 100
