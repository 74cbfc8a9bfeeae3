"""The words of one language that make, measure or qualify a value; they come from data files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from genai_core.domain.facts.values.data import table
from genai_core.domain.facts.values.value import Unit

READ_LANGUAGES = ("english", "german", "french", "spanish", "italian", "portuguese", "dutch")
"""Snowball's names of the languages whose values are read."""
Phrase = tuple[str, ...]
CENT = "currency cent"
"""The hundredth part of any currency that the other side names."""
_NUMBERS = ("ordinal", "multiple", "multi", "fraction")
"""Kinds of weights that are numbers by themselves."""
_CENTS = (
    "cent",
    "cents",
    "centime",
    "centimes",
    "centimo",
    "centimos",
    "centesimi",
    "centimos",
    "centavos",
    "pence",
)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Attributes:
    markers: The kinds of marker that a phrase can be ("up to": at_most).
    numbers: Number words: values below 100, scales above. phrases: Those of several words.
    weights: The marker words that carry a number of their own: ordinals, multiples, fractions, scales.
    number_openers: First words of numbers, ordinals, multiples and fractions.
    opening, closing: First and last words of markers, with the length in words of their longest marker.
    """

    language: str
    markers: Mapping[Phrase, frozenset[str]]
    numbers: Mapping[Phrase, float]
    weights: Mapping[str, Mapping[str, float]]
    opening: Mapping[str, int]
    closing: Mapping[str, int]
    number_words: frozenset[str]
    number_openers: frozenset[str]

    def words(self, key: str) -> frozenset[str]:
        """Returns the single-word markers of that kind."""
        return _single_words(self.language, key)


@cache
def vocabulary(language: str) -> Vocabulary:
    """Returns the words of a language; English ones if it is not in `READ_LANGUAGES`."""
    language = language if language in READ_LANGUAGES else "english"
    markers: dict[Phrase, set[str]] = {}
    weights: dict[str, Mapping[str, float]] = {}
    for line in table(f"markers_{language}"):
        key, _, listed = line.partition(":")
        entries = [entry.strip() for entry in listed.split("|") if entry.strip()]
        if "=" in listed:
            weights[key] = {word: float(value) for word, value in (entry.split("=") for entry in entries)}
        else:
            for entry in entries:
                markers.setdefault(phrase(entry), set()).add(key)
    numbers = {tuple(words): float(value) for value, *words in map(str.split, table(f"numbers_{language}"))}
    number_words = frozenset(words[0] for words in numbers)
    return Vocabulary(
        language,
        {words: frozenset(keys) for words, keys in markers.items()},
        numbers,
        weights,
        _longest(markers, 0),
        _longest(markers, -1),
        number_words,
        number_words.union(*(weights.get(kind, ()) for kind in _NUMBERS)),
    )


def _longest(phrases: Iterable[Phrase], index: int) -> Mapping[str, int]:
    longest: dict[str, int] = {}
    for words in phrases:
        longest[words[index]] = max(len(words), longest.get(words[index], 0))
    return longest


def phrase(entry: str) -> Phrase:
    """Returns a phrase as tokens; elided words end in their apostrophe."""
    return tuple(entry.replace("'", "' ").replace("-", " ").split())


@cache
def _single_words(language: str, key: str) -> frozenset[str]:
    markers = vocabulary(language).markers
    return frozenset(words[0] for words, keys in markers.items() if len(words) == 1 and key in keys)


@cache
def unit_symbols() -> Mapping[str, Unit]:
    """Returns the symbols of units, which are case-sensitive."""
    return {
        sign: Unit(dimension, float(factor))
        for dimension, factor, *signs in map(str.split, table("symbols"))
        for sign in signs
    }


@cache
def unit_names() -> Mapping[Phrase, Unit]:
    """Returns the names of units and currencies in all languages, as tokens."""
    names: dict[Phrase, Unit] = {}
    for dimension, factor, *written in map(str.split, table("units")):
        for name in written:
            names[tuple(name.split("_"))] = Unit(dimension, float(factor))
    for code, *written in map(str.split, table("currencies")):
        for name in written:
            names[tuple(name.split("_"))] = Unit(f"currency {code}", 1.0)
    names[("pound",)] = names[("pounds",)] = Unit("pound", 1.0)
    names |= {(name,): Unit(CENT, 0.01) for name in _CENTS}
    return names


@cache
def month_numbers() -> Mapping[str, int]:
    return {name: number for number, line in enumerate(table("months"), 1) for name in line.split()}


@cache
def weekday_numbers() -> Mapping[str, int]:
    return {name: number for number, line in enumerate(table("weekdays")) for name in line.split()}
