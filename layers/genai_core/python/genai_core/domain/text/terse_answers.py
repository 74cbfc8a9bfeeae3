"""Spell out answers that leave out what they are about: "84 km." to "How long is the line?"."""

from __future__ import annotations

from genai_core.domain.text.words import split_words

MAX_TERSE_WORDS = 8
"""Answers up to this length may omit their subject."""


def with_question(sentence: str, question: str) -> str:
    """Returns a short answer with the question in front; a longer one as it is."""
    if not question or len(split_words(sentence)) > MAX_TERSE_WORDS:
        return sentence
    return f"{question.rstrip(' ?')}: {sentence}"


def spelt_out(sentence: str, question: str) -> str:
    """Returns a terse answer with the question in front, so that its value belongs to what was asked for.

    The words of "0.05 euros." occur in "0.38 euros for a kilometre, and each passenger adds 0.05 euros", but
    as an answer to "How much is paid for a kilometre?" it contradicts that sentence. Other sentences stay.
    """
    question_stems = {word.stem for word in split_words(question) if word.is_content}
    if any(word.stem in question_stems for word in split_words(sentence)):
        return sentence
    return with_question(sentence, question)
