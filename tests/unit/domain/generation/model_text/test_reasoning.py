"""Reasoning is told from the answer, and every way of cutting the stream gives the same text."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from genai_core.domain.generation.model_text.answer_text import ModelWords
from genai_core.domain.generation.model_text.tags import TAGS

ANSWER = "The deposit is 1,000 euros."
REASONED = [
    f"<think>Maybe 900?</think>{ANSWER}",
    f"maybe 5 minutes... no.</think>{ANSWER}",
    f"<thinking>\n<think>nested</think> and on\n</thinking>\n\n{ANSWER}",
    f"<Reasoning>first</Reasoning><reasoning>second</reasoning>{ANSWER}",
    "<|channel|>analysis<|message|>We need it.<|end|>"
    f"<|start|>assistant<|channel|>final<|message|>{ANSWER}<|return|>",
    f"<|channel|>analysis<|message|>Hm.<|channel|>final<|message|>{ANSWER}",
    f"<|start|>assistant<|channel|>commentary to=x<|message|>Hm.<|end|><|channel|>final<|message|>{ANSWER}",
    f"[THINK]Maybe 900?[/THINK]{ANSWER}",
    f"◁think▷ Maybe 900? ◁/think▷ {ANSWER}",
    f"<think>never closed\n<answer>{ANSWER}</answer>",
    f"<|begin_of_thought|>x<|end_of_thought|><|begin_of_solution|>{ANSWER}<|end_of_solution|>",
    f"<|START_THINKING|>x<|END_THINKING|><|START_RESPONSE|>{ANSWER}<|END_RESPONSE|>",
    f"<|channel>thought\nHm.<channel|>{ANSWER}",
    f"{ANSWER}<|im_end|>",
    f"I see:\n```json\n{{}}\n...</think>{ANSWER}",
    f"{ANSWER}<think>Was that right?</think>",
    f"first</think>second</think>{ANSWER}",
]
KEPT = [
    "1. Stop it.\n2. Wait.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "Models write `<think>` before and `</think>` after it.",
    "```html\n<think>kept</think>\n```\nThat is the format.",
    "It is declared as Map<String, List<Integer>> and read with items[0].",
    "a < b, c > d, <b>bold</b>, </div>, [x], <|, ``, ~~",
    "Use `[THINK]` there.",
]


def text_of(*deltas: str) -> str:
    words = ModelWords()
    draft = ""
    for delta in deltas:
        piece = words.add(delta)
        draft = piece.text if piece.restarts else draft + piece.text
    text = words.end()
    assert text.startswith(draft), "the draft is the beginning of the text"
    return text


@pytest.mark.parametrize("written", REASONED)
def test_reasoning_is_not_part_of_the_text(written: str) -> None:
    assert text_of(written).strip() == ANSWER


@pytest.mark.parametrize("written", KEPT)
def test_what_only_looks_like_reasoning_stays(written: str) -> None:
    assert text_of(written) == written


@pytest.mark.parametrize("written", [*REASONED, *KEPT])
def test_every_cutting_gives_the_same_text(written: str) -> None:
    whole = text_of(written)
    assert text_of(*written) == whole
    for position in range(len(written) + 1):
        assert text_of(written[:position], written[position:]) == whole


def test_any_mix_of_tags_and_text_is_read_alike_however_it_is_cut() -> None:
    chance = random.Random(7)
    parts = [*sorted(TAGS), "word", " ", "\n", "`", "<", "|", "😀", "\ud83d", "\ude00", "[1]"]
    for _ in range(600):
        written = "".join(chance.choices(parts, k=chance.randrange(1, 14)))
        whole = text_of(written)
        for _ in range(4):
            cuts = sorted({0, len(written), *(chance.randrange(len(written) + 1) for _ in range(5))})
            assert text_of(*(written[start:end] for start, end in pairwise(cuts))) == whole, repr(written)


def test_reasoning_alone_leaves_no_text() -> None:
    for written in ("<think>So", "<think>So</think>", "<|channel|>analysis<|message|>So", "So</think>  "):
        words = ModelWords()
        words.add(written)
        assert not words.end().strip()
        assert words.reasoned


def test_halves_of_a_character_are_joined_and_a_lone_half_does_no_harm() -> None:
    assert text_of("It is \ud83d", "\ude00.") == "It is 😀."
    assert text_of("It is \ud83d", "!").encode() == "It is \ufffd!".encode()
    assert text_of("\ude00 it is").encode()


def test_no_tag_is_part_of_another() -> None:
    for tag in TAGS:
        assert not any(tag in other for other in TAGS - {tag})


def test_time_grows_with_the_length_only() -> None:
    for part in ("<", "`", "<think>", "</think>", "[THINK", "<|", "<think", "\n", "a"):
        assert len(text_of(part * 20_000)) <= len(part) * 20_000
