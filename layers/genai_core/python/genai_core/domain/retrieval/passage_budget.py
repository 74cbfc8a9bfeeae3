"""Limit all passages of one question together to a number of words.

In scripts without spaces each character counts as a word, as in the chunker. Text beyond the budget is cut at
the end of a sentence, or dropped. Only if the first sentence of the first passage is too long, it is cut at a
word: some evidence is better than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.text.claims import split_sentences
from genai_core.domain.text.scripts import CJK
from genai_core.domain.text.sizes import json_bytes

_WORD = re.compile(rf"[{CJK}]|[^\s{CJK}]+")


def count_words(text: str) -> int:
    """Returns the number of words."""
    return sum(1 for _ in _WORD.finditer(text))


def within_budget(passages: Sequence[Passage], words: int) -> tuple[Passage, ...]:
    """Returns the best passages that fit into `words` together; 0 means no limit.

    The first that does not fit is cut after its last sentence that fits, or dropped; all later ones are
    dropped.
    """
    if words <= 0:
        return tuple(passages)
    chosen: list[Passage] = []
    left = words
    for passage in passages:
        needed = count_words(passage.chunk.text)
        if needed > left:
            end = _sentence_end(passage.chunk.text, left)
            if not end and not chosen:
                end = _word_end(passage.chunk.text, left)
            return (*chosen, *([_shortened(passage, end)] if end else []))
        chosen.append(passage)
        left -= needed
    return tuple(chosen)


def within_size(passages: Sequence[Passage], most_bytes: int) -> tuple[Passage, ...]:
    """Returns the best passages whose texts together have at most `most_bytes` as JSON; always the first
    one."""
    chosen: list[Passage] = []
    left = most_bytes
    for passage in passages:
        left -= json_bytes(passage.chunk.text)
        if left < 0 and chosen:
            break
        chosen.append(passage)
    return tuple(chosen)


def _sentence_end(text: str, words: int) -> int:
    """Returns the end of the last sentence within the first `words` words; 0 if no sentence ends there."""
    fitting = 0
    for sentence in split_sentences(text):
        if count_words(text[: sentence.end]) > words:
            break
        fitting = sentence.end
    return fitting


def _word_end(text: str, words: int) -> int:
    return next((word.end() for word in islice(_WORD.finditer(text), words - 1, None)), 0)


def _shortened(passage: Passage, end: int) -> Passage:
    parts = tuple(part for part in passage.parts if part.start < end)
    return replace(passage, chunk=replace(passage.chunk, text=passage.chunk.text[:end]), parts=parts)
