"""What turns a statement round: negations, opposites, quantifiers."""

from __future__ import annotations

import re
from functools import cache

from genai_core.domain.word_lists import word_list
from genai_core.domain.words import STOPWORDS, Word, stem

NEGATIONS = frozenset(word_list("negations"))
_CONTRACTED = re.compile(r"\w+n't$")
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis", "anti", "counter")
_MIN_PREFIXED = 4
QUANTIFIERS = {
    word: kind.rstrip(":")
    for kind, *group in (line.split() for line in word_list("quantifiers"))
    for word in group
}
_HEDGES = frozenset(["some", "several", "may", "might", "could", "can", "perhaps", "possibly"])
_SCOPE_WORDS = 3


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
    return word.form in NEGATIONS or bool(_CONTRACTED.match(word.form))


def negated_stems(words: tuple[Word, ...]) -> list[tuple[str, ...]]:
    """Returns, for each negation, the stems of the content words right after it: what it denies."""
    scopes: list[tuple[str, ...]] = []
    for index, word in enumerate(words):
        if is_negation(word):
            after = [w.stem for w in words[index + 1 :] if w.is_content and w.form not in STOPWORDS]
            scopes.append(tuple(after[:_SCOPE_WORDS]))
    return scopes


def opposites(claim: tuple[Word, ...], evidence: tuple[Word, ...]) -> list[tuple[str, str]]:
    """Returns pairs (claim's word, evidence's word) that exclude one another.

    A pair counts only where neither side also says the other's word: a text that speaks of both
    increases and decreases excludes nothing.
    """
    said, there = {w.stem: w.form for w in claim}, {w.stem: w.form for w in evidence}
    found: list[tuple[str, str]] = []
    for root, form in said.items():
        if root in there:
            continue
        against = [
            there[other] for other in _antonyms().get(root, ()) if other in there and other not in said
        ]
        found.extend((form, other) for other in against[:1])
    return found


def negating_prefixes(claim: tuple[Word, ...], evidence: tuple[Word, ...]) -> list[tuple[str, str]]:
    """Returns pairs such as ("impossible", "possible"), whichever side has the prefix."""
    said, there = {w.form for w in claim}, {w.form for w in evidence}
    pairs = [(word, rest) for word in said - there for rest in _unprefixed(word) if rest in there - said]
    pairs += [(rest, word) for word in there - said for rest in _unprefixed(word) if rest in said - there]
    return pairs


def new_quantifiers(claim: tuple[Word, ...], evidence: tuple[Word, ...]) -> list[str]:
    """Returns the claim's quantifiers of a kind that the evidence does not use."""
    there = {QUANTIFIERS[w.form] for w in evidence if w.form in QUANTIFIERS}
    return [
        w.form
        for w in claim
        if w.form in QUANTIFIERS and QUANTIFIERS[w.form] not in there and w.form not in _HEDGES
    ]


def _unprefixed(word: str) -> list[str]:
    return [
        word.removeprefix(prefix)
        for prefix in _PREFIXES
        if word.startswith(prefix) and len(word) - len(prefix) >= _MIN_PREFIXED
    ]
