"""Match the denials of two answers to a yes-or-no question: "No, none is sold" and "It is not sold"."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.facts.logic.grammar import READ, grammar_of
from genai_core.domain.generation.question_kinds import asks_whether
from genai_core.domain.text.encoded_texts import EncodedText

_DENYING = frozenset(("deny", "none"))
_ANSWERS = ("nein", "nee", "neen")
"""Answers that are not also listed as words that deny, as "no" and "non" are."""
_SHORTENED = ("n't", "n’t")


def same_denials(claim: EncodedText, answer: EncodedText, question: str) -> NDArray[np.float32]:
    """Returns [claim words]: 1 for words that deny if the answer has such a word too, else 0.

    What they deny is compared by the other words and by the facts.
    """
    if not asks_whether(question) or not _denials(answer).any():
        return np.zeros(len(claim.words), dtype=np.float32)
    return _denials(claim).astype(np.float32)


def _denials(text: EncodedText) -> NDArray[np.bool_]:
    listed = _words_of_denial()
    return np.array(
        [word.form in listed or word.form.endswith(_SHORTENED) for word in text.words], dtype=bool
    )


@cache
def _words_of_denial() -> frozenset[str]:
    return frozenset(_ANSWERS).union(
        word
        for language in READ
        for word, kinds in grammar_of(language).words.items()
        if not kinds.isdisjoint(_DENYING)
    )
