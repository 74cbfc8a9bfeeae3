"""Concepts that words of several languages share, and which concepts exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from genai_core.domain.facts.logic.data import lines_of
from genai_core.domain.facts.logic.grammar import READ
from genai_core.domain.facts.logic.stems import root_of, stem_of

_PREFIXES = {
    "english": ("un", "in", "im", "ir", "il", "dis", "non", "mis"),
    "german": ("un", "in", "nicht"),
    "french": ("in", "im", "ir", "il", "dé", "non"),
    "spanish": ("in", "im", "ir", "i", "des"),
    "italian": ("in", "im", "ir", "il", "dis"),
    "portuguese": ("in", "im", "ir", "i", "des"),
    "dutch": ("on", "in", "niet"),
}
_MIN_PREFIXED = 4
_ABLE = {
    "english": (("able", ""), ("ible", "")),
    "german": (("sfähig", "en"), ("bar", "en")),
    "french": (("able", "er"), ("ible", "er")),
    "spanish": (("able", "ar"), ("ible", "er")),
    "italian": (("abile", "are"), ("ibile", "ire")),
    "portuguese": (("ável", "ar"), ("ível", "er")),
    "dutch": (("baar", "en"),),
}
"""Endings of words that say what can be done, with the ending of the verb."""
_MIN_ABLE = 4
_NOT_ABLE = frozenset(
    ("valuable", "suitable", "notable", "considerable", "remarkable", "responsible", "favourable")
)
"""Words that do not say what can be done."""
_ANTONYMS = re.compile(r"(\S+) (?:(=|<>) )?(\S+)")
NO_KEYS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Opposite:
    """A key that excludes another.

    Attributes:
        is_complement: Whatever is not one of the two is the other.
        is_converse: It says the same with its sides exchanged: "sell to" and "buy from".
    """

    key: str
    is_complement: bool
    is_converse: bool = False


@lru_cache(maxsize=50_000)
def keys_of(form: str, language: str) -> frozenset[str]:
    """Returns the keys that a word is compared by: its stem, and its concepts, which all languages share."""
    stem = root_of(form, language)
    able = able_base(form, language)
    if able:  # what is refundable can be refunded
        base = root_of(able, language)
        return frozenset(
            (stem, base, *_ideas().get((language, base), ()), *_ideas().get((language, stem), ()))
        )
    return frozenset((stem, *_ideas().get((language, stem), ()), *_senses(language).get(stem, ())))


@lru_cache(maxsize=50_000)
def english_ideas(stem: str) -> frozenset[str]:
    """Returns the ideas and senses that an English stem stands for; none for most stems."""
    return frozenset((*_ideas().get(("english", stem), ()), *_senses("english").get(stem, ())))


def keys_of_any(words: Iterable[str]) -> frozenset[str]:
    """Returns the keys of all these English words; their concepts match words of any language."""
    return frozenset(key for word in words for key in keys_of(word, "english"))


@lru_cache(maxsize=50_000)
def opposites_of(keys: frozenset[str]) -> tuple[Opposite, ...]:
    """Returns the keys of the words that exclude a word with these keys."""
    table = _opposites()
    return tuple(opposite for key in keys for opposite in table.get(key, ()))


def are_converse(first: frozenset[str], second: frozenset[str]) -> bool:
    """True for "sell" and "buy"."""
    return any(opposite.is_converse and opposite.key in second for opposite in opposites_of(first))


def able_base(form: str, language: str) -> str:
    """Returns "refund" for "refundable"; empty for words that do not say that something can be done."""
    for ending, of_verb in _ABLE[language]:
        base = form.removesuffix(ending)
        if base != form and len(base) >= _MIN_ABLE and form not in _NOT_ABLE:
            return base + of_verb
    return ""


@lru_cache(maxsize=50_000)
def unprefixed(form: str, language: str) -> tuple[str, ...]:
    """Returns the stems of what a word denies by its prefix ("unsafe" denies "safe"); none for most words."""
    bare = [
        form.removeprefix(prefix)
        for prefix in _PREFIXES[language]
        if form.startswith(prefix) and len(form) - len(prefix) >= _MIN_PREFIXED
    ]
    able = (base for word in bare if (base := able_base(word, language)))
    return tuple(dict.fromkeys(stem_of(word, language) for word in (*bare, *able)))


@lru_cache(maxsize=50_000)
def unprefixed_keys(form: str, language: str) -> frozenset[str]:
    """Returns the keys of what a word denies by its prefix: "unaware" denies "aware", and so "knows"."""
    bare = (form.removeprefix(prefix) for prefix in _PREFIXES[language] if form.startswith(prefix))
    words = [word for word in bare if len(word) >= _MIN_PREFIXED]
    ideas = (keys_of(word, language) for word in words)
    known = frozenset(key for keys in ideas for key in keys if key.startswith("#"))
    return known.union(unprefixed(form, language))


@cache
def _ideas() -> dict[tuple[str, str], tuple[str, ...]]:
    """Returns the concepts by language and stem; a word can have several concepts."""
    table: dict[tuple[str, str], dict[str, None]] = {}
    for number, line in enumerate(lines_of("concepts")):
        for language, cell in zip(READ, line.split("|"), strict=True):
            for word in cell.split():
                table.setdefault((language, root_of(word, language)), {})[f"#{number}"] = None
    return {word: tuple(ideas) for word, ideas in table.items()}


@cache
def _senses(language: str) -> dict[str, tuple[str, ...]]:
    """Returns the senses that an English stem shares with others."""
    table: dict[str, dict[str, None]] = {}
    for number, line in enumerate(lines_of("synonyms") if language == "english" else ()):
        for word in line.split():
            table.setdefault(stem_of(word, language), {})[f"@{number}"] = None
    return {stem: tuple(senses) for stem, senses in table.items()}


@cache
def _opposites() -> dict[str, tuple[Opposite, ...]]:
    table: dict[str, dict[str, Opposite]] = {}
    for line in lines_of("antonyms"):
        word, sign, other = _ANTONYMS.fullmatch(line).groups()  # pyright: ignore[reportOptionalMemberAccess]
        for left, right in ((word, other), (other, word)):
            for key in _own_keys(left):
                added = {to: Opposite(to, sign == "=", sign == "<>") for to in _own_keys(right)}
                table[key] = table.get(key, {}) | added
    return {key: tuple(opposites.values()) for key, opposites in table.items()}


def _own_keys(word: str) -> tuple[str, ...]:
    """Returns the concept whose first word it is, else the word's stem: antonyms name concepts so."""
    heads = _heads()
    return (heads[word],) if word in heads else (root_of(word, "english"),)


@cache
def _heads() -> dict[str, str]:
    heads: dict[str, str] = {}
    for number, line in enumerate(lines_of("concepts")):
        heads.setdefault(line.split()[0], f"#{number}")
    return heads


def has_idea(form: str, language: str) -> bool:
    """True if the language has a word with that stem for one of the concepts."""
    return (language, stem_of(form, language)) in _ideas()
