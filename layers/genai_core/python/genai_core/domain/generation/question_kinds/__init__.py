"""What kind of value a question asks for, and whether a sentence tells one: patterns, one file a language.

Sections come in pairs: `[asks KIND]` matches questions and `[tells KIND]` sentences that hold such a value; a
kind may have only the first. Both match lower case, where `^` stands before a word that had a capital inside
the sentence; capitals name words as in `domain.text.pattern_files`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from genai_core.domain.text.pattern_files import read_pattern_files

LANGUAGES = ("en", "de", "fr", "es")
SUM = "sum"
"""Asks for a figure that has to be worked out; nobody can quote it unless it stands there."""
CONFIRMATION = "confirmation"
"""Asks if something is so; nothing else tells it than a sentence about the very thing."""
MEASURES = frozenset(("duration", "amount", "frequency"))
VALUES = MEASURES | {"date", "place", "reason"}
HINTS = frozenset(("person", "meaning", "manner"))
"""Kinds that many sentences tell by their words: a weaker sign than a value such as a date or a place."""
_NOTHING = r"(?!)"
_INNER_LETTER = re.compile(r"(?<=[\s('’\"-])[^\W\d_]")


@lru_cache(maxsize=256)
def asked_kinds(question: str) -> tuple[str, ...]:
    """Returns the kinds of value that a question asks for; none if it asks for something else."""
    folded = question.casefold()
    return tuple(kind for kind, (asks, _) in _patterns().items() if asks.search(folded))


def tells(kind: str, sentence: str) -> bool:
    """True for a sentence that holds a value of that kind."""
    told, pattern = sentence.casefold(), _patterns()[kind][1]
    return bool(pattern.search(told) or pattern.search(_with_capitals_marked(sentence)))


def tells_value(question: str, sentence: str, among: Collection[str] = VALUES) -> bool:
    """True if the sentence holds a value of a kind that the question asks for, among these kinds."""
    return any(tells(kind, sentence) for kind in asked_kinds(question) if kind in among)


def _with_capitals_marked(sentence: str) -> str:
    return _INNER_LETTER.sub(lambda at: f"^{at[0]}" if at[0].isupper() else at[0], sentence).casefold()


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    lines = read_pattern_files(__name__, LANGUAGES)
    kinds = [name.removeprefix("asks ") for name in lines if name.startswith("asks ")]
    return {
        kind: (_either(lines[f"asks {kind}"]), _either(lines.get(f"tells {kind}", [_NOTHING])))
        for kind in kinds
    }


def _either(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
