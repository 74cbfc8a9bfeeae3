"""Read the facts of passages and claims ahead, so that a check finds the readings in the caches.

Reading needs no token vectors: it can be done while models answer, or while an encoder works.
"""

from __future__ import annotations

from collections.abc import Sequence

from genai_core.domain.facts.languages import DEFAULT, language_of
from genai_core.domain.facts.logic.statements import read_statement
from genai_core.domain.facts.logic.tokens import MAX_CHARS
from genai_core.domain.facts.values.reading import read_values
from genai_core.domain.facts.values.text_language import language_of as language_of_values
from genai_core.domain.text.claims import split_sentences


def read_passages(texts: Sequence[str]) -> None:
    """Reads the values and the sentences of passages."""
    shared_language = language_of_values("\n".join(texts))
    for text in texts:
        read_values(text, language_of_values(text) or shared_language)
        language = language_of(text)
        if language is not None:
            for span in split_sentences(text):
                read_statement(span.text, language or DEFAULT)


def read_claims(claims: Sequence[str], passages: Sequence[str]) -> None:
    """Reads the values and the words of claims that are checked against some passages."""
    shared_language = language_of_values("\n".join(passages))
    for claim in claims:
        read_values(claim, language_of_values(claim) or shared_language)
        language = language_of(claim)
        if language is not None and len(claim) <= MAX_CHARS:
            read_statement(claim, language or DEFAULT)
