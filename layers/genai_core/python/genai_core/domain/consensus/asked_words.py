"""Find the words of an answer that a question asks for: dates for "when", names for "who" and "where"."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.facts.values.reading import is_value_form
from genai_core.domain.generation.question_kinds import MEASURES, asked_kinds
from genai_core.domain.text.encoded_texts import EncodedText

_VALUES = MEASURES | {"date"}
_NAMES = frozenset(("person", "place"))


def asked_words(answer: EncodedText, question: str) -> NDArray[np.bool_]:
    """Returns [words]: True for words of the kind asked for; all False if the question names no such kind."""
    kinds = frozenset(asked_kinds(question))
    return _of_kind(answer, values=bool(kinds & _VALUES), names=bool(kinds & _NAMES))


def key_words(answer: EncodedText, question: str) -> NDArray[np.bool_]:
    """Returns [words]: True for words of the kind asked for; for all names if the question names no kind."""
    kinds = frozenset(asked_kinds(question))
    values = bool(kinds & _VALUES)
    return _of_kind(answer, values=values, names=not values or bool(kinds & _NAMES))


def _of_kind(answer: EncodedText, *, values: bool, names: bool) -> NDArray[np.bool_]:
    if not (values or names):
        return np.zeros(len(answer.words), dtype=bool)
    are_capital = [answer.text[word.start : word.start + 1].isupper() for word in answer.words]
    are_values = [
        is_value_form(word.form, is_capital=is_capital)
        for word, is_capital in zip(answer.words, are_capital, strict=True)
    ]
    return np.array(
        [
            (values and is_value) or (names and is_capital and not is_value and word.is_content)
            for word, is_value, is_capital in zip(answer.words, are_values, are_capital, strict=True)
        ],
        dtype=bool,
    )
