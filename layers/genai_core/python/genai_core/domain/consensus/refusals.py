"""Refusals: answers that say the model does not know or will not answer. They abstain, not vote.

Recognised by wording, in English and the commonest phrases of a few other languages. A text that says
it found nothing and then answers all the same is no refusal: its answer counts and is checked.
"""

from __future__ import annotations

import re

NOT_FOUND_TEXT = "Not found in the documents."
"""The one sentence that Quorum itself, its prompts and its extractive model say when support is missing."""

_SUBJECT = (
    r"(?:i|we|the (?:passages?|documents?|contexts?|texts?|information|sources?|articles?|question)|"
    r"it|there|this|passages?)"
)
_DENIES = r"(?:not|n't|n’t|never|unable to|no|cannot|hardly)"
_AUXILIARY = r"(?:do|does|did|is|are|was|were|could|can|would|am|'m|have|has)"
_KNOWING = (
    r"(?:know|find|found|have (?:any|enough|access|information|specific|the)|contain|mention|provide|say|"
    r"specif\w+|state|include|answer|sure|certain|aware|able|possible|clear|determine|information|help|comment)"
)
_REFUSALS = (
    r"^\W*not found(?: in (?:the|any|your) \w+)?\W*$",
    r"^\W*(?:no answer|unknown|n/?a|none|unanswerable|i don'?t know)\W*$",
    r"^\W*no information(?: found| available)?\W*$",
    r"\bnot found in the (?:documents?|passages?|context)\b",
    rf"\b{_SUBJECT}\b[^.!?]{{0,60}}\b{_AUXILIARY}?\s?{_DENIES}\b[^.!?]{{0,30}}\b{_KNOWING}\b",
    r"\b(?:no|insufficient|not enough) (?:\w+ )?(?:information|evidence|mention|details?|data|context)\b",
    r"\bas an ai\b|\bcannot (?:answer|assist|help|provide)\b",
    r"\bunable to (?:answer|find|provide|determine|assist|verify)\b",
    r"\b(?:it|this|that|the question) (?:is|was) (?:unclear|not clear|unknown|impossible to)\b",
    r"\bcould you (?:please )?(?:provide|clarify|specify)\b",
    r"\b(?:im dokument|in den dokumenten) nicht gefunden\b|\bich weiß (?:es )?nicht\b",
    r"\bje ne sais pas\b|\bno lo sé\b|わかりません|不知道|无法回答|没有找到",
)
_REFUSAL = re.compile("|".join(f"(?:{pattern})" for pattern in _REFUSALS), re.IGNORECASE)
_PREAMBLE = re.compile(
    r"^\W*(?:(?:hello|hi|hey)[^.!?]*[.!?]\s*|"
    r"(?:i(?:'|’)?m|i am|we are) (?:very |really )?sorry[,.!]?\s*(?:but\s*)?|"
    r"(?:sorry|unfortunately|apologies|my apologies)[,.!]?\s*(?:but\s*)?)+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?。！？]+[.!?。！？]*")
_TURN = re.compile(
    r"\b(?:however|but|nevertheless|that said|based on|according to|the answer is|as of)\b", re.IGNORECASE
)
_OFFER = re.compile(
    r"\b(?:if you|would you|let me know|please|you (?:can|may|could)|is there|feel free|hope)\b",
    re.IGNORECASE,
)


def is_refusal(text: str) -> bool:
    """True where the text gives no answer: it is empty, or says so and answers nothing besides."""
    stripped = _PREAMBLE.sub("", text.strip())
    sentences = [piece.strip() for piece in _SENTENCE.findall(stripped) if any(c.isalnum() for c in piece)]
    if not sentences:
        return not any(character.isalnum() for character in text)
    if not _REFUSAL.search(sentences[0]) or _answers_after_all(sentences[0]):
        return False
    rest = [s for s in sentences[1:] if not _OFFER.search(s) and not _REFUSAL.search(s)]
    answers_anyway = any(_TURN.search(sentence) for sentence in rest) or len(rest) > 2
    return not answers_anyway


def _answers_after_all(sentence: str) -> bool:
    """True for "I do not know the latest, but as of 2018 it is the Burj Khalifa"."""
    _, _, rest = sentence.partition(" but ")
    return len(rest.split()) > 2 and not _REFUSAL.search(rest) and not _OFFER.search(rest)
