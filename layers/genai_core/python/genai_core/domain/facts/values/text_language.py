"""Detect the language in which a text's values are read, and whether they can be read at all."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from genai_core.domain.facts.values.vocabulary import READ_LANGUAGES, vocabulary
from genai_core.domain.text.language_detection import detect_language
from genai_core.domain.text.languages import LANGUAGES
from genai_core.domain.text.words import FUNCTION_WORDS, fold

_READ = tuple(LANGUAGES[name] for name in READ_LANGUAGES)
_OTHERS = tuple(LANGUAGES[name] for name in ("swedish", "danish", "norwegian", "finnish"))
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿĀ-ɏªºµμΩαβγδ]")
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[ąćęłńśźżğışěřůőűșțăđčžūėįųāīģķļņĄĆĘŁŃŚŹŻĞŞĚŘŮŐŰȘȚĂĐČŽŪĖĮŲĀĪĢĶĻŅ]")
_FOREIGN_SHARE = 0.25
_LATIN_SHARE = 0.7
_EXAMINED_CHARS = 2000
_MIN_LEAD = 0.3
_SHORT = 2


@lru_cache(maxsize=2048)
def language_of(text: str) -> str:
    """Returns the Snowball name of the language that a text is in; empty if unclear.

    One word, number or month is enough: the text is in one of seven languages or in none.
    """
    words, letters = _marks()
    scores: dict[str, float] = dict.fromkeys(READ_LANGUAGES, 0.0)
    for raw in _WORD.findall(text[:_EXAMINED_CHARS].casefold()):
        speaks_for = words.get(raw)
        if speaks_for is None and not raw.isascii():
            sets = [letters[letter] for letter in raw if letter in letters]
            speaks_for = frozenset[str].intersection(*sets) if sets else None
        for language in speaks_for or ():
            scores[language] += 1.0 / len(speaks_for or ())
    best = max(scores.values())
    likely = [name for name, score in scores.items() if best - score < _MIN_LEAD]
    # The neighbours use the same notation; English writes numbers differently.
    return likely[0] if best and (len(likely) == 1 or "english" not in likely) else ""


@cache
def _marks() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Returns the languages that each word, and each letter with a diacritic, is evidence for."""
    words: dict[str, set[str]] = {}
    letters: dict[str, set[str]] = {}
    for name in READ_LANGUAGES:
        known = vocabulary(name)
        listed = {
            word for phrase in (*known.markers, *known.numbers) for word in phrase if len(word) > _SHORT
        }
        for word in listed.union(LANGUAGES[name].stop_words):
            words.setdefault(word, set()).add(name)
        for letter in LANGUAGES[name].letters:
            letters.setdefault(letter, set()).add(name)
    return _frozen(words), _frozen(letters)


def _frozen(marks: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {mark: frozenset(names) for mark, names in marks.items()}


@lru_cache(maxsize=2048)
def can_read(text: str) -> bool:
    """True if the values of a text can be read: its script is Latin and its language is one of the seven."""
    examined = text[:_EXAMINED_CHARS]
    letters = "".join(_LETTER.findall(examined))
    if not letters:
        return True
    if not letters.isascii() and not _looks_western(examined, letters):
        return False
    detected = detect_language(examined, (*_READ, *_OTHERS))
    return detected is None or detected in _READ


def _looks_western(text: str, letters: str) -> bool:
    """True if the letters are Latin, and few of the words have a letter that none of the seven writes."""
    if len(_LATIN.findall(letters)) < _LATIN_SHARE * len(letters):
        return False
    if not _FOREIGN.search(letters):
        return True
    words = _WORD.findall(text)
    return sum(bool(_FOREIGN.search(word)) for word in words) <= _FOREIGN_SHARE * max(1, len(words))


@lru_cache(maxsize=16)
def plain_words(language: str) -> frozenset[str]:
    """Returns the words of a language that do not tell what a value belongs to, as they are compared."""
    listed = (language,) if language in LANGUAGES else READ_LANGUAGES
    return FUNCTION_WORDS.union(*(map(fold, LANGUAGES[name].stop_words) for name in listed))
