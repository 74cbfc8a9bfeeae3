"""Recognise refusals: answers in which the model does not know or will not answer. They abstain.

A refusal is about the documents, the speaker or the question; a negative answer is about the world. "The
passages do not mention a fee" is a refusal, "No fee is charged" is not. A text that first says it found
nothing and then answers is not a refusal: its answer is checked.
"""

from __future__ import annotations

import re

from genai_core.domain.consensus.refusal_patterns import refusal_patterns
from genai_core.domain.text.scripts import ENDS_WITHOUT_SPACE

NOT_FOUND_TEXT = "Not found in the documents."
"""The sentence that Quorum, its prompts and its extractive model use if support is missing."""

_SENTENCE = re.compile(rf"[^.!?{ENDS_WITHOUT_SPACE}\n]+[.!?{ENDS_WITHOUT_SPACE}]*")
_CLAUSE = re.compile(r";\s*|,\s+|，|、|(?<!\s)\s++–\s+|\s(?=but\s)")
_SOURCED = re.compile(r"\b(?:based on|according to|the answer is|as of)\b")
_EDGES = " \t\n\r\"'“”„«»‘’`*_#>-–—:,.!?。！？…()[]"
_MIN_WORDS = 3
_MAX_REST = 2
"""Maximum sentences that explain a refusal; a longer text is an answer."""
_LONGEST = 400
"""Characters of a sentence that are read; no refusal is longer."""


def is_refusal(text: str) -> bool:
    """True if the text is empty, or says that it has no answer and does not answer after all."""
    patterns = refusal_patterns()
    start = patterns.preamble.match(plain := _plain(text))
    sentences = _sentences(plain[start.end() :] if start else plain)
    if not sentences:
        return not any(map(str.isalnum, text)) or bool(start)
    refuses = refusal_kind(sentences[0]) or (start and patterns.apology.search(sentences[0]))
    if not refuses or _answers_after_all(sentences[0]):
        return False
    rest = [
        sentence
        for sentence in sentences[1:]
        if not patterns.offer.search(sentence) and refusal_kind(sentence) is None
    ]
    return len(rest) <= _MAX_REST and not any(_turns(sentence) for sentence in rest)


def refusal_kind(sentence: str) -> str | None:
    """Returns the kind of refusal of one sentence; None if it is not a refusal."""
    plain = _plain(sentence)[:_LONGEST].strip(_EDGES)
    if refusal_patterns().statement.search(plain):
        return None
    return next((kind for kind, pattern in refusal_patterns().kinds.items() if pattern.search(plain)), None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).lstrip(_EDGES)


def _sentences(plain: str) -> list[str]:
    return [piece.strip() for piece in _SENTENCE.findall(plain) if any(map(str.isalnum, piece))]


def _turns(sentence: str) -> bool:
    """True for a sentence that turns to an answer: "However, ...", "According to ..."."""
    return bool(refusal_patterns().turn.match(sentence)) or bool(_SOURCED.search(sentence))


def _answers_after_all(sentence: str) -> bool:
    """True for "I do not know the latest, but as of 2018 it is the Burj Khalifa"."""
    patterns = refusal_patterns()
    first, *rest = _CLAUSE.split(sentence)
    statements = [clause for clause in rest if _states(clause)]
    if patterns.concession.match(first) or ";" in sentence:
        return bool(statements)
    return any(patterns.turn.match(clause) for clause in statements)


def _states(clause: str) -> bool:
    is_long = len(clause.split()) >= _MIN_WORDS or not clause.isascii()
    return is_long and refusal_kind(clause) is None and not refusal_patterns().offer.search(clause)
