"""Find two parts of a sentence that changed places: who does what to whom, by word order alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from genai_core.domain.facts.logic.data import lines_of
from genai_core.domain.facts.logic.lines import Word
from genai_core.domain.facts.logic.segments import VERBS

_CASES = frozenset(("der", "den", "dem", "einen", "einem", "einer"))
_NAME_WORDS = 3
_ADVERBIAL = 6
"""Maximum number of words before the subject of a sentence."""


def exchanged_words(
    claim_line: Sequence[Word], sentence_line: Sequence[Word], language: str
) -> tuple[Word, Word] | None:
    """Returns two parts of a sentence that changed places around a word that makes their order matter."""
    if sorted(word.symbol for word in claim_line) != sorted(word.symbol for word in sentence_line):
        return None
    claim_line, sentence_line = _without_fronted(claim_line, sentence_line)
    sentence_line, claim_line = _without_fronted(sentence_line, claim_line)
    claim_symbols, sentence_symbols = (
        [word.symbol for word in claim_line],
        [word.symbol for word in sentence_line],
    )
    if claim_symbols == sentence_symbols:
        return None
    start = next(
        position
        for position in range(len(claim_symbols))
        if claim_symbols[position] != sentence_symbols[position]
    )
    stop = next(
        position
        for position in range(len(claim_symbols), 0, -1)
        if claim_symbols[position - 1] != sentence_symbols[position - 1]
    )
    parts = _parts(claim_symbols[start:stop], sentence_symbols[start:stop])
    if parts is None:
        return _moved_name(claim_line[start - 1 : stop], sentence_line[start - 1 : stop]) if start else None
    left, right = start + parts[0], stop - parts[1]
    left_part, middle, right_part = claim_line[start:left], claim_line[left:right], claim_line[right:stop]
    if not (_can_act(left_part) and _can_act(right_part)) or _is_mutual(middle, right_part, language):
        return None
    if language == "german" and _keeps_case((*left_part, *right_part), sentence_line):
        return None
    return left_part[-1], right_part[-1]


def _moved_name(claim_line: Sequence[Word], sentence_line: Sequence[Word]) -> tuple[Word, Word] | None:
    """Returns part of a name that moved to another name: "AWS is protected by AWS Glue", reversed.

    Args: said, found: The same words in another order, starting one word before the first difference.
    """
    claim_symbols, sentence_symbols = (
        [word.symbol for word in claim_line],
        [word.symbol for word in sentence_line],
    )
    for size in range(1, min(_NAME_WORDS, len(claim_symbols) - 2) + 1):
        if (
            claim_symbols[-size:] == sentence_symbols[1 : 1 + size]
            and claim_symbols[1:-size] == sentence_symbols[1 + size :]
        ):
            moved, before, position = claim_line[-size:], claim_symbols[-size - 1], 0
        elif (
            claim_symbols[1 : 1 + size] == sentence_symbols[-size:]
            and claim_symbols[1 + size :] == sentence_symbols[1:-size]
        ):
            moved, before, position = (
                claim_line[1 : 1 + size],
                sentence_symbols[-size - 1],
                len(claim_line) - 1,
            )
        else:
            continue
        if before == claim_symbols[0] and all(word.is_name for word in moved):
            return moved[0], claim_line[position]
    return None


def _without_fronted(
    claim_line: Sequence[Word], sentence_line: Sequence[Word]
) -> tuple[Sequence[Word], Sequence[Word]]:
    """Leaves out an opening phrase of one sentence that the other has elsewhere: "In May", "Every year"."""
    if not claim_line or not _is_adverbial(claim_line[0]):
        return claim_line, sentence_line
    claim_symbols, sentence_symbols = (
        [word.symbol for word in claim_line],
        [word.symbol for word in sentence_line],
    )
    for size in range(min(_ADVERBIAL, len(claim_symbols)), 0, -1):
        for position in range(1, len(sentence_symbols) - size + 1):
            if claim_symbols[:size] == sentence_symbols[position : position + size] and any(
                word.token.is_content for word in claim_line[:size]
            ):
                return claim_line[size:], [*sentence_line[:position], *sentence_line[position + size :]]
    return claim_line, sentence_line


def _is_adverbial(word: Word) -> bool:
    """True for words whose role does not depend on position, and for days, months and years."""
    return word.is_value or word.token.has("preposition", "before", "after", "until", "from", "all")


def _parts(claim_symbols: Sequence[str], sentence_symbols: Sequence[str]) -> tuple[int, int] | None:
    """Returns the lengths of X and Y if one side is X M Y and the other is Y M X, for any M."""
    size = len(claim_symbols)
    for right in range(1, size - 1):
        if claim_symbols[size - right :] != sentence_symbols[:right]:
            continue
        for left in range(1, size - right):
            if (
                claim_symbols[:left] == sentence_symbols[size - left :]
                and claim_symbols[left : size - right] == sentence_symbols[right : size - left]
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
    if any(word.token.has(*VERBS) for word in middle):
        return False  # "Ada, was elected, and Bo": no list
    return (middle[0].joins or middle[0].is_parted) and (middle[-1].joins or after[0].is_parted)


def _keeps_case(words: Sequence[Word], sentence_line: Sequence[Word]) -> bool:
    """True if a noun has the article of the same case on both sides: German word order is free then."""
    cases = {word.symbol: word.article for word in sentence_line}
    return any(word.article in _CASES and cases.get(word.symbol) == word.article for word in words)


@cache
def _mutual() -> dict[str, frozenset[str]]:
    lines = (line.partition(":") for line in lines_of("mutual"))
    return {language: frozenset(listed.split()) for language, _, listed in lines}
