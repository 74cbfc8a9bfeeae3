"""Check numbers that count what a sentence lists.

"Three offices" is right if a sentence names offices in Leeds, York and Hull.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from genai_core.domain.facts.values.contexts import context_stem
from genai_core.domain.facts.values.data import table
from genai_core.domain.facts.values.value import Value
from genai_core.domain.text.claims import split_sentences
from genai_core.domain.text.words import fold

_MAX_LISTED = 12
_MIN_LISTED = 3
"""Minimum list length: two things joined by "and" may be one."""

_MAX_WORDS = 5
"""Maximum words in one item of a list."""

_REACH = 4
"""Maximum words between the counted noun and the first item."""

_LAST = re.compile(r",?(?<!\s)\s++(?:and|und|et|y|e|ed|en|sowie|&)\s+", re.IGNORECASE)
_BOUNDS = re.compile(r"[;:.!?()|\n–—]")
_WORD = re.compile(r"[^\W\d_]+")


class _Listing(NamedTuple):
    """One list: `before` ends with the first word of the first item, which `items` has too."""

    before: str
    items: tuple[str, ...]


def counts_listed(value: Value, evidence: Sequence[str], language: str) -> bool:
    """True if a sentence of the evidence lists exactly as many of the counted things as a number says.

    Args:
        language: Snowball name of the evidence's language.
    """
    amount = value.amounts[0].low if value.kind == "number" and value.amounts else 0.0
    is_count = bool(value.noun) and not (value.unit or value.per or value.qualifier)
    if not is_count or not _MIN_LISTED <= amount <= _MAX_LISTED or (language, "open") not in _words():
        return False
    return any(
        len(listing.items) == amount and _are_of(value.noun, listing, language)
        for text in evidence
        for listing in _listings(text, language)
    )


@cache
def _words() -> dict[tuple[str, str], tuple[str, ...]]:
    """Returns words about lists by language and kind."""
    lines = (line.partition(":") for line in table("listings"))
    pairs = ((head.split(), listed) for head, _, listed in lines)
    return {(language, kind): tuple(listed.strip().split(", ")) for (language, kind), listed in pairs}


@cache
def _pattern(language: str, kind: str, end: str = "") -> re.Pattern[str]:
    words = "|".join(map(re.escape, _words()[language, kind]))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w){end}", re.IGNORECASE)


@lru_cache(maxsize=512)
def _listings(text: str, language: str) -> tuple[_Listing, ...]:
    """Returns the lists of a text, from sentences that have exactly one complete list."""
    sentences = (span.text for span in split_sentences(text) if "," in span.text)
    whole = (sentence for sentence in sentences if not _pattern(language, "open").search(sentence))
    return tuple(listing for sentence in whole if (listing := _listing(sentence)) is not None)


def _listing(sentence: str) -> _Listing | None:
    joints = list(_LAST.finditer(sentence))
    if len(joints) != 1:
        return None
    head, tail = sentence[: joints[0].start()], sentence[joints[0].end() :]
    before, *middle = _pieces(head)
    last = _BOUNDS.split(tail)[0].partition(",")[0].strip()
    first = before.split()[-1:]
    if not (first and middle and last) or any(len(part.split()) > _MAX_WORDS for part in (*middle, last)):
        return None
    return _Listing(before, (*first, *middle, last))


def _pieces(head: str) -> list[str]:
    """Returns the text before the first item of a list, and the items up to its last comma."""
    bound = max((match.end() for match in _BOUNDS.finditer(head)), default=0)
    first, *rest = head[bound:].split(",")
    return [(head[:bound] + first).strip(), *(part.strip() for part in rest)]


def _are_of(noun: str, listing: _Listing, language: str) -> bool:
    """True if the items are the things that the noun names."""
    before = listing.before.split()
    near = [fold(word) for word in _WORD.findall(listing.before)][-_REACH - 1 : -1]
    stem = context_stem(noun, language)
    if any(context_stem(word, language) == stem for word in near) or noun in _words()[language, "any"]:
        return True
    if noun not in _words()[language, "people"] or not all(item[:1].isupper() for item in listing.items):
        return False
    whole = _pattern(language, "whole", end=r"\s*$")
    has_full_names = all(len(item.split()) > 1 for item in listing.items[1:])
    return has_full_names or any(whole.search(" ".join(before[:-size])) for size in range(1, _MAX_WORDS))
