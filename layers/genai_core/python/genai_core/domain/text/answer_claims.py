"""Find the claims of an answer: its sentences, except those that state nothing.

Headings, the heads of tables, lead-ins ("Here is the answer:") and courtesies are shown but not checked, and
the numbers and bullets of a list are not part of its items. If nothing else is left, all sentences count: an
answer that is one heading states its heading.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from genai_core.domain.text.claims import Span, split_sentences
from genai_core.domain.text.word_lists import word_list
from genai_core.domain.text.words import fold, split_words

_NUMBERED = re.compile(r"^[ \t>]*\(?(\d{1,3})[.)][ \t]", re.MULTILINE)
_NUMBER = re.compile(r"\(?(\d{1,3})[.)][ \t]+")
_BULLET = re.compile(r"(?:>[ \t]*)*(?:[-*+•‣▪–][ \t]+(?:\[[ xX]\][ \t]+)?|\(?[a-z]\)[ \t]+)?")
_HEADING = re.compile(r"#{1,6}[ \t]|(\*\*|__)[^*_\n]+\1:?$")
_TABLE_RULE = re.compile(r"\n(?=[ \t|:-]*--)[ \t|:-]++(?=\n|$)")
MAX_CLAIMS = 256
"""Each is compared with every passage. An answer of 10 kB has half as many sentences, one of "1. 1. 1." ten
times as many."""
_MAX_HEADING_WORDS = 8
_MARKS = re.compile(r"(?:[\[【(]\d{1,3}[\]】)][\s.,;]*)+")
"""Citation marks alone, which state nothing."""
_COLONS = (":", "：")
_ENDS = (".", "!", "?", "…", "。", "！", "？")
_EMPHASIS = "*_ "
_LEAD_WORDS = frozenset(word_list("lead_in_words"))
_LEAD_PHRASES = tuple(phrase.casefold() for phrase in word_list("lead_in_phrases"))
_OPENERS = frozenset(("to", "for", "how", "steps", "um", "schritte", "pour", "etapes", "para", "per", "om"))
_FINITE = frozenset(word_list("finite_verbs"))


@lru_cache(maxsize=64)
def split_answer(text: str) -> tuple[Span, ...]:
    """Returns the claims of an answer in order, each a span of the text.

    The last of `MAX_CLAIMS` is the rest of the text.
    """
    sentences = _bounded(split_sentences(text), text)
    numbers = {int(number) for number in _NUMBERED.findall(text)}
    claims = [claim for span in sentences if (claim := _claim(span, text, numbers)) is not None]
    return tuple(claims) or tuple(span for span in sentences if not _MARKS.fullmatch(span.text))


def _bounded(sentences: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    if len(sentences) <= MAX_CLAIMS:
        return sentences
    kept, rest = sentences[: MAX_CLAIMS - 1], sentences[MAX_CLAIMS - 1 :]
    start, end = rest[0].start, rest[-1].end
    return (*kept, Span(text[start:end], start, end))


def _claim(span: Span, text: str, numbers: Collection[int]) -> Span | None:
    if span.text.startswith(("```", "~~~")):
        return span
    if _is_heading(span.text) or _is_table_head(span, text) or _MARKS.fullmatch(span.text):
        return None
    item = _from(span, _mark_end(span.text, numbers))
    if _is_lead_in(item.text):
        return None
    start = item.text.casefold()
    phrase = next((phrase for phrase in _LEAD_PHRASES if start.startswith(phrase)), "")
    rest = _from(item, len(phrase))
    return rest if any(map(str.isalnum, rest.text)) else None


def _from(span: Span, start: int) -> Span:
    rest = span.text[start:].lstrip()
    return Span(rest, span.end - len(rest), span.end)


def _mark_end(text: str, numbers: Collection[int]) -> int:
    """Returns where a list item's words begin; a number alone is not a list mark: "3. Oktober"."""
    number = _NUMBER.match(text)
    if number is None:
        bullet = _BULLET.match(text)
        return bullet.end() if bullet else 0
    is_item = int(number.group(1)) - 1 in numbers or int(number.group(1)) + 1 in numbers
    return number.end() if is_item else 0


def _is_heading(text: str) -> bool:
    if not _HEADING.match(text) or text.rstrip(_EMPHASIS).endswith(_ENDS):
        return False
    words = _forms(text)
    return len(words) <= _MAX_HEADING_WORDS and not _FINITE.intersection(words)


def _is_table_head(span: Span, text: str) -> bool:
    return "|" in span.text and bool(_TABLE_RULE.match(text, span.end))


def _is_lead_in(text: str) -> bool:
    """True for sentences that announce, thank or offer: "Here are the steps:", "To stop the writer:"."""
    words = _forms(text)
    if all(form in _LEAD_WORDS for form in words):
        return True
    announces = text.rstrip(_EMPHASIS).endswith(_COLONS) and words[0] in _OPENERS
    states = _FINITE.intersection(words) or any(map(str.isdigit, text))
    return announces and not states


def _forms(text: str) -> list[str]:
    return [fold(word.form) for word in split_words(text)]
