"""Recognise the kind of value that a question asks for, and sentences that state one.

There is one file of patterns for each language. `[asks KIND]` matches questions and `[tells KIND]` matches
sentences with such a value; a kind may have only the first. Both match lower-case text, with `^` before a
word that was capitalised inside the sentence. Names in capitals work as in `domain.text.pattern_files`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from genai_core.domain.text.pattern_files import read_pattern_files

LANGUAGES = ("en", "de", "fr", "es")
SUM = "sum"
"""Kind of a question for a computed figure, which can be quoted only if a passage states it."""
CONFIRMATION = "confirmation"
"""Kind of a yes-or-no question, which only a sentence on exactly its subject answers."""
MEASURES = frozenset(("duration", "amount", "frequency"))
VALUES = MEASURES | {"date", "place", "reason"}
HINTS = frozenset(("person", "meaning", "manner"))
"""Kinds that are recognised by common words: weaker evidence than a value such as a date or a place."""
_QUESTION_WORD = re.compile(
    r"\b(?:what|which|whom?|whose|when|where|why|how"
    r"|was|welche[mnrs]?|we[nrm]|wessen|wann|wo|woher|wohin|womit|wofür|worin|warum|wieso|weshalb|wie(?:viele?)?"
    r"|quel(?:le)?s?|qui|qu[e']|quoi|quand|où|pourquoi|comment|combien"
    r"|qué|cuál(?:es)?|quién(?:es)?|cuándo|a?dónde|cómo|cuánt[ao]s?"
    r"|che|cos'|cosa|chi|quando|dove|perché|come|quant[aeio]|qual[ei]?"
    r"|quais|quem|onde|como|por que|quant[ao]s?|wat|welke?|wanneer|waar\w{0,5}|hoe\w{0,5})\b"
)
"""Of the seven languages that the check reads."""
_NOTHING = r"(?!)"
_INNER_LETTER = re.compile(r"(?<=[\s('’\"-])[^\W\d_]")


@lru_cache(maxsize=256)
def asked_kinds(question: str) -> tuple[str, ...]:
    """Returns the kinds of value that a question asks for; empty if it asks for something else."""
    folded = question.casefold()
    return tuple(kind for kind, (asks, _) in _patterns().items() if asks.search(folded))


def asks_whether(question: str) -> bool:
    """True for a yes-or-no question: by its form, or a question without a question word."""
    is_open = not question.rstrip().endswith("?") or _QUESTION_WORD.search(question.casefold())
    return CONFIRMATION in asked_kinds(question) or not is_open


def states(kind: str, sentence: str) -> bool:
    """True for a sentence that states a value of that kind."""
    folded, pattern = sentence.casefold(), _patterns()[kind][1]
    return bool(pattern.search(folded) or pattern.search(_with_capitals_marked(sentence)))


def states_value(question: str, sentence: str, among: Collection[str] = VALUES) -> bool:
    """True if the sentence states a value of a kind that the question asks for, among these kinds."""
    return any(states(kind, sentence) for kind in asked_kinds(question) if kind in among)


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
