"""Splits text into sentences.

Every sentence is a span of its text, so that a citation is verbatim. It uses punctuation and layout only:
abbreviations, initials, decimals, list items, tables and code stay whole, and scripts that write no spaces
between sentences are cut at their own full stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from genai_core.domain.text.scripts import ENDS_WITHOUT_SPACE
from genai_core.domain.text.word_lists import word_list


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text: `source[start:end] == text`."""

    text: str
    start: int
    end: int


_ABBREVIATIONS = frozenset(word_list("abbreviations"))
_TERMINATOR = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?:\s*\[\d{1,3}\])*(?=\s|$)"
    rf"|[{ENDS_WITHOUT_SPACE}]+[」』”’）]*"
)
_FENCE = re.compile(r"^[ \t]*(```|~~~)", re.MULTILINE)
_LINE_ITEM = re.compile(r"[ \t]*(?:[-*•‣▪–]\s+|\(?\d{1,3}[.)]\s+|\(?[a-zA-Z][.)]\s+|#{1,6}\s+|\|)")
_CELLS = " | "
"""Separator of the cells in a table row, as extraction writes it."""
_LAST_WORD = re.compile(r"([^\s(\[\"'“‘]+)$")
_LINES = re.compile(r"[^\n]+")
_SPACED_ABBREVIATION = re.compile(r"[^\W\d_]\.(?!\w)")
"""What follows the first letter of "z. B." and "i. d. R."."""
_CLOSING_QUOTES = "\"'”’»"
_WRAPPED_LINE_CHARS = 60
_BEFORE_ORDINAL = frozenset(
    ("am", "zum", "vom", "im", "dem", "den", "des", "das", "der", "bis", "ab", "seit")
)
"""German words before "28." that no sentence ends behind."""
_ORDINAL_LEAD, _ORDINAL_DIGITS = 12, 2
_REMEMBERED_CHARS = 4000
"""Longest text whose sentences are remembered: no whole document is kept in memory."""
_LOOK_CHARS = 80
"""Context around a full stop: enough for a word, and bounded, so that time stays linear."""


def split_sentences(text: str) -> tuple[Span, ...]:
    """Returns the sentences of a text in order, without the white space around them.

    A fenced code block, a list item without a full stop and a table row count as one sentence each.
    """
    return _remembered(text) if len(text) <= _REMEMBERED_CHARS else _split(text)


@lru_cache(maxsize=1024)
def _remembered(text: str) -> tuple[Span, ...]:
    """Splits each passage and claim once; a check needs their sentences again and again."""
    return _split(text)


def _split(text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for start, end, is_code in _regions(text):
        pieces = [(start, end)] if is_code else list(_prose(text, start, end))
        spans.extend(span for begin, stop in pieces if (span := _trimmed(text, begin, stop)))
    return tuple(spans)


def _regions(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yields prose and fenced code in turn; an unclosed fence runs to the end."""
    position = 0
    fences = [match.start() for match in _FENCE.finditer(text)]
    for opening, closing in zip(fences[::2], [*fences[1::2], None], strict=False):
        yield position, opening, False
        end = len(text) if closing is None else text.find("\n", closing)
        position = len(text) if end < 0 else end
        yield opening, position, True
    yield position, len(text), False


def _prose(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for begin, stop in _paragraphs(text, start, end):
        position = begin
        for match in _TERMINATOR.finditer(text, begin, stop):
            if _ends_sentence(text, position, match, stop):
                yield position, match.end()
                position = match.end()
        yield position, stop


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Joins wrapped lines; blank lines, list items and short lines at a sentence's end split paragraphs."""
    begin: int | None = None
    last_end = start
    for match in _LINES.finditer(text, start, end):
        line = match.group()
        if not line.strip():
            continue
        if begin is None:
            begin = match.start()
        elif _breaks(text, last_end, match.start(), line):
            yield begin, last_end
            begin = match.start()
        last_end = match.end()
    if begin is not None:
        yield begin, last_end


def _breaks(text: str, previous_end: int, line_start: int, line: str) -> bool:
    blank_between = text.count("\n", previous_end, line_start) > 1
    if blank_between or _LINE_ITEM.match(line):
        return True
    previous_line = text[text.rfind("\n", 0, previous_end) + 1 : previous_end]
    if _CELLS in line and _CELLS in previous_line:
        return True
    return len(previous_line.strip()) < _WRAPPED_LINE_CHARS and line.lstrip()[:1].isupper()


def _ends_sentence(text: str, start: int, match: re.Match[str], stop: int) -> bool:
    following = text[match.end() : min(stop, match.end() + _LOOK_CHARS)].lstrip()
    if not following or match.group()[0] not in ".…":
        # A quoted question may go on: "Is it?" she asked.
        return not (match.group()[-1] in _CLOSING_QUOTES and following[:1].islower())
    if not following or following[0].islower():
        return not following
    if match.group()[:2] == "..":
        return True
    word = _LAST_WORD.search(text, max(start, match.start() - _LOOK_CHARS), match.start())
    if word is None:
        return True
    last = word.group(1)
    is_initial = len(last) == 1 and last.isupper() and last.isascii()
    is_initial = is_initial or (len(last) == 1 and _SPACED_ABBREVIATION.match(following) is not None)
    is_item_number = last.isdigit() and not text[start : word.start()].strip()
    is_item_number = is_item_number or (last.isdigit() and _is_german_ordinal(text, word))
    is_abbreviation = last.lower() in _ABBREVIATIONS and not _abbreviation_ends(last, following)
    return not (is_initial or is_item_number or is_abbreviation)


def _is_german_ordinal(text: str, number: re.Match[str]) -> bool:
    """True for the number of "am 28. September" and "im 3. Stock"."""
    before = _LAST_WORD.search(text, max(0, number.start() - _ORDINAL_LEAD), number.start() - 1)
    return (
        len(number.group(1)) <= _ORDINAL_DIGITS
        and before is not None
        and before.group(1).lower() in _BEFORE_ORDINAL
    )


def _abbreviation_ends(last: str, following: str) -> bool:
    """True where an abbreviation that can end a sentence ("in the U.S. The ...") is followed by a new one."""
    can_end = last.lower() in {
        "etc",
        "u.s",
        "u.k",
        "u.n",
        "a.m",
        "p.m",
        "b.c",
        "a.d",
        "d.c",
        "inc",
        "ltd",
        "co",
        "jr",
    }
    return can_end and bool(
        re.match(r"(The|A|An|In|It|He|She|They|This|These|But|And|On|At|For|We|I)\b", following)
    )


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    stripped = piece.strip()
    if not any(character.isalnum() for character in stripped):
        return None
    begin = start + piece.index(stripped[0])
    return Span(stripped, begin, begin + len(stripped))
