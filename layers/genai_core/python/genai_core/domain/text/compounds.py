"""German compounds: `Kündigungsfrist` is also found by `Kündigung` and `Frist`.

A word is split from left to right into known nouns, German linking elements (`s`, `es`, `n`, `en`, `er`) and
the last noun's ending; the split with the fewest nouns wins. If there is none, a long known noun at its end
is enough. Without statistics or a corpus, the parts never change.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from genai_core.domain.text.word_lists import word_list

_MIN_WORD = 7
_MAX_WORD = 40
_MIN_PART = 3
_MIN_HEAD = 5
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_ENDINGS = ("", "e", "n", "en", "er", "ern", "s", "es", "nen", "in", "innen")
_UMLAUTS = str.maketrans("äöü", "aou")
# Like the stemmer: "ae" is an umlaut if no vowel and no q precedes it.
_SPELLED_UMLAUT = re.compile(r"(?<![aeiouyäöüq])([aou])e(?!u)")


@lru_cache(maxsize=50_000)
def split_compound(word: str) -> tuple[str, ...]:
    """Returns the parts of a lower-case German word in order; none if it is not a known compound."""
    plain = _SPELLED_UMLAUT.sub(r"\1", word).translate(_UMLAUTS)
    if not _MIN_WORD <= len(plain) <= _MAX_WORD or not plain.isalpha() or _without_ending(plain):
        return ()
    return _covered(plain) or _headed(plain)


@cache
def _nouns() -> frozenset[str]:
    listed = word_list("compound_parts_german")
    return frozenset(part.casefold().translate(_UMLAUTS) for part in listed)


def _covered(word: str) -> tuple[str, ...]:
    """Returns the split into fewest parts, longest part first among equals; empty if there is none."""
    nouns = _nouns()
    # best[i] covers word[i:].
    best: list[tuple[str, ...] | None] = [None] * (len(word) + 1)
    for start in range(len(word) - _MIN_PART, -1, -1):
        last = _without_ending(word[start:])
        covers = [(last,)] if last else []
        for end in range(len(word) - _MIN_PART, start + _MIN_PART - 1, -1):
            if word[start:end] in nouns:
                rests = (best[end + len(link)] for link in _LINKS if word.startswith(link, end))
                covers += [(word[start:end], *rest) for rest in rests if rest]
        best[start] = min(covers, key=len, default=None)
    return best[0] or ()


def _headed(word: str) -> tuple[str, ...]:
    """Returns the text before a long known noun, and that noun."""
    for start in range(_MIN_PART + 1, len(word) - _MIN_HEAD + 1):
        head = _without_ending(word[start:])
        if len(head) >= _MIN_HEAD:
            return (word[:start], head)
    return ()


def _without_ending(word: str) -> str:
    """Returns the known noun of which the word is a form; empty if there is none."""
    for ending in _ENDINGS:
        bare = word.removesuffix(ending) if ending else word
        if (bare != word or not ending) and bare in _nouns():
            return bare
    return ""
