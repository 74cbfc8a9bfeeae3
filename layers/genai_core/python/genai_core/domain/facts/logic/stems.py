"""Stems of words in the languages of `READ`: approximate, the same for all inflections of a word."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from genai_core.domain.facts.logic.data import lines_of
from genai_core.domain.text.words import fold, is_irregular
from genai_core.domain.text.words import stem as english_stem

_MIN_REST = {"german": 4, "dutch": 3}
_PARTICIPLE_ENDS = {"german": ("t", "en"), "dutch": ("t", "en", "d")}
_MIN_PARTICIPLE = 6
_MIN_PLURAL = 4
_INFLECTIONS = ("ed", "ing", "s")
_LOOKS_LIKE_ENDING = ("er", "est", "al", "ion", "ment", "ness")
_NOUN_ENDS = frozenset(("en", "er", "em", "es", "e", "n", "s"))
"""Endings of German nouns and adjectives, cut off behind the others: "offenen" is a form of "offen"."""
_LONGEST_ENDING = 10
"""Endings are no longer; all words of the concept lists are cut by them when a function starts."""
_PLURAL = re.compile(r"(?<=[a-z]{3}(?:er|el|en|ie|or|um|on))s$")
_NOT_PAST = frozenset(
    (
        *("is", "are", "has", "does", "goes", "dies", "men", "women", "children", "people", "feet", "teeth"),
        *("mice", "lives", "wives", "better", "best", "worse", "worst", "dead", "death", "dying"),
    )
)
_LONG = re.compile(r"([aeou])\1(?=[^aeiou]*$)")
_DOUBLE = re.compile(r"([bdfgklmnprstz])\1$")
_VOICELESS = {"v": "f", "z": "s"}
_SEPARABLE = {
    "german": re.compile(
        r"(ab|an|auf|aus|ein|mit|vor|nach|weg|her|hin|um|fest|zuruck|weiter|bei|zu)(?:zu|ge)(?=\w{4})"
    ),
    "dutch": re.compile(r"(af|aan|op|uit|in|mee|na|toe|voor|over|terug|vast|door|om)ge(?=\w{4})"),
}
"""Verbs with a separable prefix: "abzustellen" and "abgestellt" are forms of "abstellen"."""


@lru_cache(maxsize=50_000)
def stem_of(word: str, language: str) -> str:
    """Returns the stem of a word; `language` is the Snowball name of a language in `READ`."""
    form = fold(word)
    suffixes = _suffixes().get(language)
    if suffixes is None:
        return english_stem(form)
    if language in _SEPARABLE:
        form = _SEPARABLE[language].sub(r"\1", form, count=1) if _SEPARABLE[language].match(form) else form
    if language == "french" and len(form) > _MIN_PLURAL:
        form = form.removesuffix("s")
    is_germanic = language in _MIN_REST
    if (
        is_germanic
        and len(form) >= _MIN_PARTICIPLE
        and form.startswith("ge")
        and form.endswith(_PARTICIPLE_ENDS[language])
    ):
        form = form[2:]
    if language == "dutch":
        return _dutch(_without_ending(_PLURAL.sub("", form), suffixes, _MIN_REST["dutch"]))
    rest = _without_ending(form, suffixes, _MIN_REST.get(language, 3))
    return _without_ending(rest, _NOUN_ENDS, _MIN_REST["german"]) if language == "german" else rest


def _without_ending(form: str, endings: frozenset[str], least: int) -> str:
    """Returns a word without the longest of the endings that leaves at least so many letters."""
    for length in range(min(_LONGEST_ENDING, len(form) - least), 0, -1):
        if form[-length:] in endings:
            return form[:-length]
    return form


def _dutch(rest: str) -> str:
    """Returns a stem as Dutch writes it before an ending: that of "kopen" is "koop", of "huizen" "huis"."""
    short = _DOUBLE.sub(r"\1", _LONG.sub(r"\1", rest))
    return short[:-1] + _VOICELESS.get(short[-1:], short[-1:])


def root_of(form: str, language: str) -> str:
    """Returns the stem of a word, of irregular English forms that of their regular one.

    "Ordered" has the stem of "order", which itself loses what looks like an ending.
    """
    if language != "english":
        return stem_of(form, language)
    stem = stem_of(_regular().get(form, form), language)
    is_inflected = form.endswith(_INFLECTIONS) and stem.endswith(_LOOKS_LIKE_ENDING)
    return stem_of(stem, language) if is_inflected else stem


def is_past_form(form: str) -> bool:
    """True for English forms such as "received" and "won", which may be participles too."""
    is_regular = form.endswith("ed") and not form.endswith("eed")
    return is_regular or form in _regular() or (is_irregular(form) and form not in _NOT_PAST)


@cache
def _regular() -> dict[str, str]:
    """Returns the regular form of each irregular English form."""
    lines = (line.split() for line in lines_of("irregular"))
    return {form: regular for regular, *forms in lines for form in forms}


@cache
def _suffixes() -> dict[str, frozenset[str]]:
    """Returns each language's endings; English uses a stemmer instead."""
    pairs = (line.partition(":") for line in lines_of("suffixes"))
    return {language: frozenset(endings.split()) for language, _, endings in pairs}
