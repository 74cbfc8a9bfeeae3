"""Compare relations from both of their sides: "Corwen employs Jane" and "Jane works for Corwen".

If claim and evidence use phrases of different sides, what is before the one must be behind the other; if they
use the same side, it must not be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from genai_core.domain.facts.logic.clauses import Item
from genai_core.domain.facts.logic.data import lines_of
from genai_core.domain.facts.logic.statements import Statement, find_item, read_statement

_GENITIVE = re.compile(
    r"\b(is|was) ((?:[A-Z][\w-]{0,30} ){0,3}[A-Z][\w-]{0,30})['’]s "
    r"(mother|father|son|daughter|child|teacher|tutor|pupil|student|boss|employer|employee|owner)\b"
)
_VERB_SECOND = ("german", "dutch")
"""Languages in which an object may stand before the verb."""
_ARTICLE = {"pupil": "a", "student": "a", "employee": "an", "child": "a"}


class _Relation(NamedTuple):
    """A relation in a sentence: the words before and behind its phrase, which is of one side."""

    name: str
    side: int
    before: tuple[Item, ...]
    behind: tuple[Item, ...]
    phrase: str

    @property
    def words(self) -> frozenset[str]:
        return frozenset(re.findall(r"[^\W\d_]+", self.phrase))


class Turned(NamedTuple):
    """Attributes:
    is_same: The claim says the same. words: The words of its phrase, which the evidence says in others.
    """

    is_same: bool
    words: frozenset[str]


def turned_relation(claim: Statement, evidence: Sequence[Statement]) -> Turned | None:
    """Returns whether a claim exchanges the sides of a relation rightly; None if it exchanges nothing."""
    own = _relation(claim.text, claim.language)
    if own is None:
        return None
    for statement in evidence:
        other = _relation(statement.text, statement.language)
        if other is None or other.name != own.name:
            continue
        is_turned = own.side != other.side
        if _is_crossed(own, other) and (is_turned or claim.language not in _VERB_SECOND):
            is_whole = not is_turned or _all_in(other.before, own.behind, own.before)
            return Turned(is_turned, own.words) if is_whole else None  # a minister's brother is no minister
        if _is_straight(own, other) and (is_turned or own.phrase != other.phrase):
            return Turned(not is_turned, own.words)
    return None


def _is_crossed(own: _Relation, other: _Relation) -> bool:
    return _all_in(own.before, other.behind, other.before) and _all_in(
        own.behind[:1], other.before, other.behind
    )


def _is_straight(own: _Relation, other: _Relation) -> bool:
    return _all_in(own.before, other.before, other.behind) and _all_in(
        own.behind[:1], other.behind, other.before
    )


def _all_in(items: Sequence[Item], these: Sequence[Item], not_those: Sequence[Item]) -> bool:
    return bool(items) and all(find_item(these, item) and not find_item(not_those, item) for item in items)


@lru_cache(maxsize=4096)
def _relation(text: str, language: str) -> _Relation | None:
    """Returns the only relation of a sentence; None without one, with two, or if it is denied."""
    if language == "english" and ("'s " in text or "’s " in text):
        text = _GENITIVE.sub(_with_of, text)
    matches = list(_pattern(language).finditer(text))
    if len(matches) != 1:
        return None
    phrase = " ".join(matches[0].group().casefold().split())
    name, side = _phrases(language)[phrase]
    start, end = matches[0].span()
    rest = read_statement(f"{text[:start]} {text[end:]}", language)
    if any(clause.denials for clause in rest.clauses):
        return None
    items = [item for clause in read_statement(text, language).clauses for item in clause.items]
    before, behind = (
        tuple(item for item in items if item.start < start),
        tuple(item for item in items if item.start >= end),
    )
    return _Relation(name, side, before, behind, phrase)


def _with_of(match: re.Match[str]) -> str:
    """Returns "is Adam's mother" as "is the mother of Adam"."""
    verb, owner, noun = match.groups()
    return f"{verb} {_ARTICLE.get(noun, 'the')} {noun} of {owner}"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    phrases = sorted(_phrases(language), key=len, reverse=True)
    listed = "|".join(re.escape(phrase) for phrase in phrases) or "(?!)"
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.IGNORECASE)


@cache
def _phrases(language: str) -> dict[str, tuple[str, int]]:
    """Returns the relation and the side of each phrase of a language."""
    phrases: dict[str, tuple[str, int]] = {}
    for line in lines_of("converses"):
        name, spoken, *sides = (cell.strip() for cell in line.split(":"))
        if spoken == language:
            for side, listed in enumerate(sides):
                phrases.update({phrase.strip().casefold(): (name, side) for phrase in listed.split(",")})
    return phrases
