"""The languages in which questions to tables are understood; their words come from data files."""

from __future__ import annotations

from typing import cast

from genai_core.domain.facts.values.text_language import language_of
from genai_core.domain.tables.data import LANGUAGE_NAMES, entries, entries_of
from genai_core.domain.tables.question_words import Operation, Question, QuestionWords, question_words
from genai_core.domain.text.languages import LANGUAGES


def _words(language: str) -> QuestionWords:
    given = entries(language)
    return question_words(
        silent=LANGUAGES[language].stop_words,
        operations=cast("dict[Operation, str]", entries_of(language, "operation")),
        columns=entries_of(language, "column"),
        conditions=given["conditions"],
        generic=given["generic"],
        joined=given.get("joined", ""),
        endings=tuple(given["endings"].split()),
    )


WORDS: dict[str, QuestionWords] = {language: _words(language) for language in LANGUAGE_NAMES}
"""Words by language name."""


def question_language(text: str) -> str:
    """Returns the name of a question's language; English if nothing tells which it is."""
    language = language_of(text)
    return language if language in WORDS else "english"


def read_question(text: str) -> Question:
    """Returns a question with the words of its language."""
    language = WORDS[question_language(text)]
    return Question(language.joined.sub(r"\1 ", text) if language.joined else text, language)
