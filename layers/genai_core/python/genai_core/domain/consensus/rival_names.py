"""Find two answers to "who" that name different persons: "It was Karl Winter." and "It was Emil Brandt."."""

from __future__ import annotations

import re

from genai_core.domain.consensus.asked_words import key_words
from genai_core.domain.generation.question_kinds import asked_kinds
from genai_core.domain.text.encoded_texts import EncodedText
from genai_core.domain.text.spellings import Spellings
from genai_core.domain.text.words import Word

_PERSON = "person"
_SEVERAL = re.compile(
    r"\b(?:are|were|all|each|every|some|sind|waren|alle|sont|étaient|furent|son|eran|fueron|quiénes)\b"
)
"""A question for several persons: two names do not exclude each other."""
SAME_REST = 0.6
"""Minimum share of the other content words of each sentence that the other sentence or the question has."""


def rival_name(claim: EncodedText, sentence: EncodedText, question: EncodedText) -> str:
    """Returns the name that a sentence gives instead of the claim's; empty if they do not exclude each other.

    They do if the question asks for one person, they share no name beyond the question, and say the same
    otherwise.
    """
    if _PERSON not in asked_kinds(question.text) or _SEVERAL.search(question.text.casefold()):
        return ""
    own, other = _names(claim, question), _names(sentence, question)
    if not own or not other or Spellings.of(other).matches(own).any():
        return ""
    is_same_otherwise = _is_within(claim, own, sentence, question) and _is_within(
        sentence, other, claim, question
    )
    return sentence.text[other[0].start : other[-1].end] if is_same_otherwise else ""


def _names(answer: EncodedText, question: EncodedText) -> list[Word]:
    words = zip(answer.words, key_words(answer, question.text), strict=True)
    return [word for word, is_name in words if is_name and word.stem not in question.stems]


def _is_within(first: EncodedText, names: list[Word], second: EncodedText, question: EncodedText) -> bool:
    rest = [word for word in first.words if word.is_content and word not in names]
    shared = sum(word.stem in second.stems or word.stem in question.stems for word in rest)
    return shared >= SAME_REST * len(rest)
