"""Score how likely a sentence is an instruction to the model that reads it: a sum of weighted features.

No single word decides: policies say "ignore the alarm", manuals "reply with YES", handbooks about models
"keep the system prompt short". Weights and threshold were chosen on both sides: attacks in nine languages,
and sentences of policies, manuals and encyclopedias; see docs/benchmarks.md.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from genai_core.domain.grounding.injection_features import injection_features

THRESHOLD = 0.85
"""From this score on, a sentence counts as an instruction to a model."""
CODE_THRESHOLD = 1.5
"""Higher for code, which may contain a prompt as an example that the reader asks for."""

INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
"""Control and format characters can hide instructions from people who read the document."""

WEIGHTS: dict[str, float] = {
    "role token": 1.5,
    "addresses model": 1.0,
    "role change": 1.0,
    "reveal prompt": 1.0,
    "role heading": 0.8,
    "whatever is asked": 0.7,
    "secrecy": 0.7,
    "tool call": 0.7,
    "override": 0.6,
    "addresses reader": 0.6,
    "new instructions": 0.6,
    "cite this": 0.6,
    "credentials": 0.6,
    "exfiltration": 0.6,
    "every question": 0.5,
    "user's question": 0.5,
    "fake sources": 0.6,
    "in your answer": 0.45,
    "later turns": 0.5,
    "own figures": 0.6,
    "pretend": 0.4,
    "every answer": 0.5,
    "other people's data": 0.5,
    "label": 0.5,
    "decode": 0.5,
    "call tool": 0.5,
    "no limits": 0.5,
    "override all": 0.4,
    "own instructions": 0.4,
    "only": 0.4,
    "literal": 0.4,
    "answer that": 0.4,
    "send out": 0.4,
    "encoded": 0.4,
    "respond with": 0.3,
    "you must": 0.4,
    "the user": 0.3,
    "instead": 0.3,
    "follow text": 0.3,
    "says it was accepted": 0.3,
}
_HIDDEN_TAGS = re.compile(r"[\U000e0020-\U000e007e]")
_HIDDEN_IN_WORDS = re.compile(r"[A-Za-z][\u200b-\u200d\u2060\ufeff][A-Za-z]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_HIDING: tuple[tuple[re.Pattern[str], float], ...] = (
    (_HIDDEN_TAGS, 1.5),
    (_HIDDEN_IN_WORDS, 0.6),
    (_DIRECTION, 0.6),
)
_SPACED_LETTERS = re.compile(r"\b(?:\w ){3,}\w\b")
_DIGIT_LETTERS = str.maketrans("013457@$", "oieastas")
_MIXED_WORD = re.compile(r"\b(?=\w*[A-Za-z]{2})(?=\w*\d)\w{4,20}\b")
_DISGUISED = 0.3
"""Added if a sentence scores higher once its disguise is removed."""


@lru_cache(4096)
def instruction_score(sentence: str) -> float:
    """Returns the score of one sentence, 0 for most."""
    hiding = sum(weight for pattern, weight in _HIDING if pattern.search(sentence))
    visible = unicodedata.normalize("NFKC", _tags_as_letters(sentence))
    plain = _feature_score(INVISIBLE.sub("", visible))
    undisguised = _without_disguise(INVISIBLE.sub("", visible))
    if undisguised is not None and (score := _feature_score(undisguised)) > plain:
        plain = score + _DISGUISED
    return round(plain + hiding, 3)


def _feature_score(text: str) -> float:
    names = (name for name, pattern in injection_features().items() if pattern.search(text))
    return sum(WEIGHTS[name] for name in names)


def _tags_as_letters(text: str) -> str:
    """Returns text with invisible tag characters replaced by the letters that they stand for."""
    return _HIDDEN_TAGS.sub(lambda tag: chr(ord(tag.group()) - 0xE0000), text)


def _without_disguise(text: str) -> str | None:
    """Returns text with "I g n o r e" and "1gn0re" as words; None if there are no such words."""
    joined = _SPACED_LETTERS.sub(lambda letters: letters.group().replace(" ", ""), text)
    spelled = _MIXED_WORD.sub(lambda word: word.group().translate(_DIGIT_LETTERS), joined)
    return spelled if spelled != text else None
