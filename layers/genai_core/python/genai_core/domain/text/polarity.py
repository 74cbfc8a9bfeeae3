"""What turns a statement round: negations, opposites, quantifiers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice

from genai_core.domain.text.word_lists import word_list
from genai_core.domain.text.words import Word, stem

NEGATIONS = frozenset(word_list("negations"))
_CONTRACTED = re.compile(r"\w+n't$")
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis")
_MIN_PREFIXED = 4
QUANTIFIERS = {
    word: kind.rstrip(":")
    for kind, *group in (line.split() for line in word_list("quantifiers"))
    for word in group
}
_EMPHASES = frozenset(["only", "just", "merely", "doubt"])
_SPEAKERS = frozenset(["i", "im", "i'm", "i've"])
_KNOWING = frozenset(
    ["sure", "know", "certain", "aware", "remember", "think", "see", "seen", "heard", "been"]
)
_SOFT_NEGATIONS = frozenset(word_list("soft_negations"))
_DIRECTIONS = {
    stem(word): kind.rstrip(":")
    for kind, *group in (line.split() for line in word_list("directions"))
    for word in group
}
_HEDGES = frozenset(["some", "several", "may", "might", "could", "can", "perhaps", "possibly"])
_SCOPE_WORDS = 3
_REACH = 12
"""A negation denies this many content words, and none further away than that."""

_KNOWN_WORDS = 1 << 15


@cache
def _antonyms() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in word_list("antonyms"):
        one, other = (stem(word) for word in pair.split())
        table.setdefault(one, set()).add(other)
        table.setdefault(other, set()).add(one)
    return {word: frozenset(opposites) for word, opposites in table.items()}


def is_negation(word: Word) -> bool:
    """True for "not", "never", "n't" and words that deny what follows."""
    return _is_negation(word.form)


# The same words come again with every claim; looking them up is a third of what checking costs.
@lru_cache(_KNOWN_WORDS)
def _is_negation(form: str) -> bool:
    return form in NEGATIONS or bool(_CONTRACTED.match(form))


def negated_stems(words: tuple[Word, ...]) -> list[tuple[str, ...]]:
    """Returns, for each negation, the stems of the content words right after it: what it denies."""
    scopes: list[tuple[str, ...]] = []
    for index, word in enumerate(words):
        if _is_negation(word.form) and not _denies_no_fact(words, index):
            after = (w.stem for w in words[index + 1 : index + 1 + _REACH] if w.is_content)
            scopes.append(tuple(islice(after, _SCOPE_WORDS)))
    return scopes


def denies_softly(forms: frozenset[str]) -> bool:
    """True where a text says in other words that something is not so: "absent", "instead", "unlikely"."""
    return not _SOFT_NEGATIONS.isdisjoint(forms)


def _denies_no_fact(words: tuple[Word, ...], index: int) -> bool:
    """True for "not only", "no doubt", and for what a speaker says of himself: "I am not sure"."""
    after = {word.form for word in words[index + 1 : index + 3]}
    before = {word.form for word in words[max(0, index - _SCOPE_WORDS) : index]}
    is_emphasis = index + 1 < len(words) and words[index + 1].form in _EMPHASES
    return is_emphasis or bool(before & _SPEAKERS and after & _KNOWING)


def opposites(said: Mapping[str, str], there: Mapping[str, str]) -> list[tuple[str, str]]:
    """Returns pairs (claim's word, evidence's word) that exclude one another.

    A pair counts only where neither side also says the other's word: a text that speaks of both
    increases and decreases excludes nothing.

    Args:
        said, there: The words of claim and evidence by their stems.
    """
    found: list[tuple[str, str]] = []
    antonyms = _antonyms()
    for root, form in said.items():
        if root in there or root not in antonyms:
            continue
        against = [there[other] for other in antonyms[root] if other in there and other not in said]
        found.extend((form, other) for other in against[:1])
    return found


def opposite_directions(said: Mapping[str, str], there: Mapping[str, str]) -> list[tuple[str, str]]:
    """Returns (claim's word, evidence's) where one side only goes up and the other only down."""
    if len(said) == 1 and len(there) == 1 and said.keys() != there.keys():
        return [(next(iter(said.values())), next(iter(there.values())))]
    return []


def first_directions(words: tuple[Word, ...]) -> dict[str, str]:
    """Returns the first word of each direction; one that is denied has none."""
    found: dict[str, str] = {}
    for index, word in enumerate(words):
        kind = _DIRECTIONS.get(word.stem)
        if kind and not any(map(is_negation, words[max(0, index - _SCOPE_WORDS) : index])):
            found.setdefault(kind, word.form)
    return found


def negating_prefixes(said: frozenset[str], there: frozenset[str]) -> list[tuple[str, str]]:
    """Returns pairs such as ("impossible", "possible"), whichever side has the prefix."""
    new, missing = said - there, there - said
    pairs = [(word, rest) for word in new for rest in _unprefixed(word) if rest in missing]
    pairs += [(rest, word) for word in missing for rest in _unprefixed(word) if rest in new]
    return pairs


def new_quantifiers(said: Sequence[str], there: Sequence[str]) -> list[str]:
    """Returns the claim's quantifiers of a kind that the evidence does not use."""
    kinds = {QUANTIFIERS[form] for form in there}
    return [form for form in said if QUANTIFIERS[form] not in kinds and form not in _HEDGES]


@lru_cache(_KNOWN_WORDS)
def _unprefixed(word: str) -> tuple[str, ...]:
    return tuple(
        word.removeprefix(prefix)
        for prefix in _PREFIXES
        if word.startswith(prefix) and len(word) - len(prefix) >= _MIN_PREFIXED
    )
