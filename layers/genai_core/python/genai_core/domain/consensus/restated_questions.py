"""Recognise an answer that only repeats the question as a statement."""

from __future__ import annotations

import re
from collections import Counter

from genai_core.domain.facts.conflicts import find_conflicts
from genai_core.domain.generation.question_kinds import asks_whether
from genai_core.domain.text.words import split_words

_QUOTED = re.compile(r"[\"“«„`]([^\"“”«»„`\n]{1,80})[\"”»“`]")
_SENTENCE_ENDS = frozenset(".!?:")


def only_restates(text: str, question: str) -> bool:
    """Returns whether an answer has the question's content words and nothing of its own.

    It has something of its own if it repeats one of them ("The French lost the French and Indian War"),
    quotes something, or has another word in capitals ("blood type A"). For a yes-or-no question the same
    words are an answer.
    """
    if asks_whether(question):
        return False
    asked, answered = _content_stems(question), _content_stems(text)
    if not asked or set(asked) != set(answered) or answered - asked:
        return False
    if _quotations(text) - _quotations(question) or _has_new_capital(text, question):
        return False
    return not find_conflicts(text, question)


def _content_stems(text: str) -> Counter[str]:
    return Counter(word.stem for word in split_words(text) if word.is_content)


def _quotations(text: str) -> set[str]:
    return {quoted.strip(" .,;!?").casefold() for quoted in _QUOTED.findall(text)}


def _has_new_capital(text: str, question: str) -> bool:
    """Returns whether a word in capitals, not at the start of a sentence, is not a word of the question."""
    known = {word.form for word in split_words(question)}
    new = (word.start for word in split_words(text) if word.form not in known)
    return any(text[start].isupper() and not _begins_sentence(text, start) for start in new)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(' \n"“«*_(')
    return not before or before[-1] in _SENTENCE_ENDS
