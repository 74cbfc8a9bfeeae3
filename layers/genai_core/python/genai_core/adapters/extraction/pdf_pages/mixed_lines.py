"""Put numbers and Latin words in right-to-left lines into writing order.

PDFium returns each number or Latin word from left to right with its signs, but the words from right to left:
"36-" for "-36" and "Ltd Quorum" for "Quorum Ltd".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

_RIGHT_TO_LEFT = ("R", "AL")
_STRONG = ("L", "EN", "AN", "ET")
"""Latin letters, digits, and the signs that belong to digits, such as per cent."""
_KERNED = 1.0
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a page, or several in a row.

    Attributes:
        left, bottom, right, top: In points.
        index: The number of the letter in its page.
        is_apart: Whether a blank is before it.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    index: int
    is_apart: bool

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def in_writing_order(letters: list[Letter]) -> list[Letter]:
    """Returns the letters of one line in writing order; a number or Latin text is one item."""
    if not any(_kind(letter) in _RIGHT_TO_LEFT for letter in letters):
        return letters
    units = [unit for group in _groups(_words_turned_back(letters)) for unit in _turned(group)]
    words = list(_joined_words(units))
    return [*words[:1], *(_parted(before, word) for before, word in pairwise(words))]


def _words_turned_back(letters: list[Letter]) -> Iterator[Letter]:
    """Yields the letters, each right-to-left word that goes from left to right in the other direction."""
    start = 0
    while start < len(letters):
        end = start + 1
        while end < len(letters) and _is_next_letter(letters[end - 1], letters[end]):
            end += 1
        word = letters[start:end]
        turned = [replace(letter, is_apart=False) for letter in reversed(word)]
        turned[0] = replace(turned[0], is_apart=word[0].is_apart)
        yield from turned if len(word) > 1 else word
        start = end


def _is_next_letter(before: Letter, letter: Letter) -> bool:
    """Returns whether a right-to-left letter is right of the one before it in the same word."""
    kinds = (_kind(before), _kind(letter))
    is_same_word = not letter.is_apart and all(kind in (*_RIGHT_TO_LEFT, "NSM") for kind in kinds)
    return is_same_word and before.left <= letter.left and before.right <= letter.right + _KERNED


def _groups(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Yields groups of letters: adjacent left-to-right letters together, each other letter alone."""
    group: list[Letter] = []
    for letter in letters:
        goes_on = group and not letter.is_apart and letter.left > group[-1].left
        if goes_on and _kind(letter) not in _RIGHT_TO_LEFT:
            group.append(letter)
            continue
        if group:
            yield group
        group = [] if _kind(letter) in _RIGHT_TO_LEFT else [letter]
        if not group:
            yield [letter]
    if group:
        yield group


def _turned(group: list[Letter]) -> list[Letter]:
    """Returns a number or word as one letter; signs on its right are moved before it, the others after it."""
    lead = list(takewhile(_is_sign, group))
    trail = list(takewhile(_is_sign, reversed(group)))
    core = group[len(lead) : len(group) - len(trail)]
    if not core or len(group) == 1:
        return group
    signs_before, signs_behind = map(_mirrored, trail), map(_mirrored, reversed(lead))
    units = [*signs_before, _one(core, ""), *signs_behind]
    return [replace(unit, is_apart=not number and group[0].is_apart) for number, unit in enumerate(units)]


def _joined_words(units: list[Letter]) -> Iterator[Letter]:
    """Yields the units with consecutive Latin words joined, the first word first."""
    start = 0
    while start < len(units):
        end = start + 1
        while end < len(units) and _is_next_word(units[end - 1], units[end]):
            end += 1
        while end - start > 1 and not _has_letter(units[end - 1]):
            end -= 1
        words = units[start:end]
        if len(words) > 1:
            yield replace(_one(words[::-1], " "), is_apart=words[0].is_apart)
        else:
            yield words[0]
        start = end


def _is_next_word(before: Letter, word: Letter) -> bool:
    is_beside = word.is_apart and word.right <= before.left
    return is_beside and all(_kind(unit) in _STRONG for unit in (before, word))


def _parted(before: Letter, word: Letter) -> Letter:
    """Returns the word, separated from a word in the other script: Arabic joins words to Latin names."""
    kinds = (_kind(before), _kind(word))
    return replace(word, is_apart=True) if "L" in kinds and {*kinds} & {*_RIGHT_TO_LEFT} else word


def _one(letters: list[Letter], between: str) -> Letter:
    return Letter(
        between.join(letter.text for letter in letters),
        min(letter.left for letter in letters),
        min(letter.bottom for letter in letters),
        max(letter.right for letter in letters),
        max(letter.top for letter in letters),
        letters[0].index,
        letters[0].is_apart,
    )


def _mirrored(letter: Letter) -> Letter:
    return replace(letter, text=letter.text.translate(_MIRRORED))


def _is_sign(letter: Letter) -> bool:
    return _kind(letter) not in _STRONG


def _has_letter(unit: Letter) -> bool:
    return any(unicodedata.bidirectional(char) == "L" for char in unit.text)


def _kind(letter: Letter) -> str:
    return unicodedata.bidirectional(letter.text[0])
