"""Refusals: answers that say the model does not know or will not answer. They abstain, not vote.

A refusal speaks about the documents at hand, about the speaker or about the question; a true negative
statement speaks about the world. "The passages do not mention a fee" is one, "No fee is charged" is not.
A text that says it found nothing and then answers all the same is no refusal: its answer is checked.
"""

from __future__ import annotations

import re

from genai_core.domain.consensus.refusal_patterns import refusal_patterns
from genai_core.domain.text.scripts import ENDS_WITHOUT_SPACE

NOT_FOUND_TEXT = "Not found in the documents."
"""The one sentence that Quorum itself, its prompts and its extractive model say when support is missing."""

_SENTENCE = re.compile(rf"[^.!?{ENDS_WITHOUT_SPACE}\n]+[.!?{ENDS_WITHOUT_SPACE}]*")
_CLAUSE = re.compile(r";\s*|,\s+|，|、|(?<!\s)\s++–\s+|\s(?=but\s)")
_SOURCED = re.compile(r"\b(?:based on|according to|the answer is|as of)\b")
_EDGES = " \t\n\r\"'“”„«»‘’`*_#>-–—:,.!?。！？…()[]"
_MIN_WORDS = 3
_MAX_REST = 2
"""A refusal may be explained in so many sentences; what goes on longer answers."""
_LONGEST = 400
"""No refusal's sentence is longer; past that only its beginning is read."""


def is_refusal(text: str) -> bool:
    """True where the text gives no answer: it is empty, or says so and answers nothing besides."""
    patterns = refusal_patterns()
    start = patterns.preamble.match(plain := _plain(text))
    sentences = _sentences(plain[start.end() :] if start else plain)
    if not sentences:
        return not any(map(str.isalnum, text)) or bool(start)
    refuses = refusal_kind(sentences[0]) or (start and patterns.apology.search(sentences[0]))
    if not refuses or _answers_after_all(sentences[0]):
        return False
    rest = [one for one in sentences[1:] if not patterns.offer.search(one) and refusal_kind(one) is None]
    return len(rest) <= _MAX_REST and not any(_turns(one) for one in rest)


def refusal_kind(sentence: str) -> str | None:
    """Returns which kind of refusal one sentence is; None where it is none."""
    plain = _plain(sentence)[:_LONGEST].strip(_EDGES)
    if refusal_patterns().statement.search(plain):
        return None
    return next((kind for kind, pattern in refusal_patterns().kinds.items() if pattern.search(plain)), None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).lstrip(_EDGES)


def _sentences(plain: str) -> list[str]:
    return [piece.strip() for piece in _SENTENCE.findall(plain) if any(map(str.isalnum, piece))]


def _turns(sentence: str) -> bool:
    """True for a sentence that goes on to answer: "However, ...", "According to ..."."""
    return bool(refusal_patterns().turn.match(sentence)) or bool(_SOURCED.search(sentence))


def _answers_after_all(sentence: str) -> bool:
    """True for "I do not know the latest, but as of 2018 it is the Burj Khalifa"."""
    patterns = refusal_patterns()
    first, *rest = _CLAUSE.split(sentence)
    said = [clause for clause in rest if _states(clause)]
    if patterns.concession.match(first) or ";" in sentence:
        return bool(said)
    return any(patterns.turn.match(clause) for clause in said)


def _states(clause: str) -> bool:
    is_long = len(clause.split()) >= _MIN_WORDS or not clause.isascii()
    return is_long and refusal_kind(clause) is None and not refusal_patterns().offer.search(clause)
