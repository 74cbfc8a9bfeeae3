"""Find two parts of a sentence that changed places: who does what to whom, by word order alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from genai_core.domain.facts.logic.data import lines_of
from genai_core.domain.facts.logic.lines import Word

_CASES = frozenset(("der", "den", "dem", "einen", "einem", "einer"))
_NAME_WORDS = 3
_ADVERBIAL = 6
"""Maximum number of words before the subject of a sentence."""


def exchanged_words(said: Sequence[Word], found: Sequence[Word], language: str) -> tuple[Word, Word] | None:
    """Returns two parts of a sentence that changed places around a word that makes their order matter."""
    if sorted(word.symbol for word in said) != sorted(word.symbol for word in found):
        return None
    said, found = _without_fronted(said, found)
    found, said = _without_fronted(found, said)
    mine, theirs = [word.symbol for word in said], [word.symbol for word in found]
    if mine == theirs:
        return None
    start = next(position for position in range(len(mine)) if mine[position] != theirs[position])
    stop = next(
        position for position in range(len(mine), 0, -1) if mine[position - 1] != theirs[position - 1]
    )
    parts = _parts(mine[start:stop], theirs[start:stop])
    if parts is None:
        return _moved_name(said[start - 1 : stop], found[start - 1 : stop]) if start else None
    left, right = start + parts[0], stop - parts[1]
    one, middle, other = said[start:left], said[left:right], said[right:stop]
    if not (_can_act(one) and _can_act(other)) or _is_mutual(middle, other, language):
        return None
    if language == "german" and _keeps_case((*one, *other), found):
        return None
    return one[-1], other[-1]


def _moved_name(said: Sequence[Word], found: Sequence[Word]) -> tuple[Word, Word] | None:
    """Returns part of a name that moved to another name: "AWS is protected by AWS Glue", reversed.

    Args: said, found: The same words in another order, starting one word before the first difference.
    """
    mine, theirs = [word.symbol for word in said], [word.symbol for word in found]
    for size in range(1, min(_NAME_WORDS, len(mine) - 2) + 1):
        if mine[-size:] == theirs[1 : 1 + size] and mine[1:-size] == theirs[1 + size :]:
            moved, before, position = said[-size:], mine[-size - 1], 0
        elif mine[1 : 1 + size] == theirs[-size:] and mine[1 + size :] == theirs[1:-size]:
            moved, before, position = said[1 : 1 + size], theirs[-size - 1], len(said) - 1
        else:
            continue
        if before == mine[0] and all(word.is_name for word in moved):
            return moved[0], said[position]
    return None


def _without_fronted(said: Sequence[Word], found: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    """Leaves out an opening phrase of one sentence that the other has elsewhere: "In May", "Every year"."""
    if not said or not _is_adverbial(said[0]):
        return said, found
    mine, theirs = [word.symbol for word in said], [word.symbol for word in found]
    for size in range(min(_ADVERBIAL, len(mine)), 0, -1):
        for position in range(1, len(theirs) - size + 1):
            if mine[:size] == theirs[position : position + size] and any(
                word.token.is_content for word in said[:size]
            ):
                return said[size:], [*found[:position], *found[position + size :]]
    return said, found


def _is_adverbial(word: Word) -> bool:
    """True for words whose role does not depend on position, and for days, months and years."""
    return word.is_value or word.token.has("preposition", "before", "after", "until", "from", "all")


def _parts(mine: Sequence[str], theirs: Sequence[str]) -> tuple[int, int] | None:
    """Returns the lengths of X and Y if one side is X M Y and the other is Y M X, for any M."""
    size = len(mine)
    for right in range(1, size - 1):
        if mine[size - right :] != theirs[:right]:
            continue
        for left in range(1, size - right):
            if (
                mine[:left] == theirs[size - left :]
                and mine[left : size - right] == theirs[right : size - left]
            ):
                return left, right
    return None


def _can_act(words: Sequence[Word]) -> bool:
    """True for words whose role depends on position: "the tenant", not "in autumn"."""
    return not _is_adverbial(words[0]) and any(word.counts for word in words)


def _is_mutual(middle: Sequence[Word], after: Sequence[Word], language: str) -> bool:
    """True if the words between hold both ways: a list, "is", or "is married to"."""
    if all(word.token.has("be") for word in middle):
        return True
    if any(word.token.form in _mutual()[language] for word in middle if not word.joins):
        return True
    if any(word.joins for word in middle) and not any(word.token.is_content for word in middle):
        return True
    return (middle[0].joins or middle[0].is_parted) and (middle[-1].joins or after[0].is_parted)


def _keeps_case(words: Sequence[Word], found: Sequence[Word]) -> bool:
    """True if a noun has the article of the same case on both sides: German word order is free then."""
    cases = {word.symbol: word.article for word in found}
    return any(word.article in _CASES and cases.get(word.symbol) == word.article for word in words)


@cache
def _mutual() -> dict[str, frozenset[str]]:
    lines = (line.partition(":") for line in lines_of("mutual"))
    return {language: frozenset(listed.split()) for language, _, listed in lines}
