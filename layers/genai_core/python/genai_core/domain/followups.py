"""Folding a conversation into a question that stands alone, without asking a model.

Retrieval sees one text. A follow-up ("and in winter?", "how much does it cost?") means nothing by
itself, so the words of the question before it are put in front. A question that names its own subject
stays as it is: extra words would only blur the search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from genai_core.domain.models import Message

_MAX_FOLDED_CHARS = 1000
_SHORT_QUESTION_WORDS = 4
_POINTING = re.compile(
    r"\b(it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|then|"
    r"one|ones|same|such|former|latter|above|else|another|other|others)\b",
    re.IGNORECASE,
)
_CONTINUING = re.compile(
    r"^\s*(and|or|but|so|also|what about|how about|why|why not|when|since when)\b", re.IGNORECASE
)
_WORD = re.compile(r"\w+")


def standalone_question(text: str, history: Sequence[Message]) -> str:
    """Returns `text`, with the previous questions in front of it where it does not stand alone.

    Args:
        history: The conversation before it, oldest first.
    """
    folded = text.strip()
    if not _leans_on_history(folded):
        return folded
    for earlier in reversed([turn.text.strip() for turn in history if turn.role == "user"]):
        folded = f"{earlier} {folded}"
        if not _leans_on_history(earlier):
            break
    return folded[-_MAX_FOLDED_CHARS:]


def _leans_on_history(text: str) -> bool:
    words = _WORD.findall(text)
    if len(words) <= _SHORT_QUESTION_WORDS and _CONTINUING.search(text):
        return True
    return (
        len(words) < _SHORT_QUESTION_WORDS - 1
        or bool(_POINTING.search(text))
        or bool(re.match(r"\s*(and|what about|how about)\b", text, re.IGNORECASE))
    )
