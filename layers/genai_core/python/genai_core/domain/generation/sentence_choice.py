"""Choose which of the scored sentences to quote: the best one, and others that add to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.generation.passage_sentences import PassageSentence
from genai_core.domain.generation.question_kinds import MEASURES, states_value
from genai_core.domain.text.table_rows import CELLS
from genai_core.domain.text.words import split_words

MAX_SENTENCES = 3
MAX_WORDS = 100
"""Maximum words of all quoted sentences; the best one is quoted whole, whatever its length."""
_ENOUGH_WORDS = 55
"""From this many words on, no sentence is added."""
_KEEP_SHARE = 0.5
"""Minimum score of a sentence, as a share of the best sentence's score."""
_KEEP_SHARE_OF_VALUES = 0.6
"""The same if the question asks for a value and the best sentence states one."""
_SAME_WORDS = 0.8


def chosen_sentences(
    question: str, sentences: Sequence[PassageSentence], scores: NDArray[np.float64]
) -> tuple[PassageSentence, ...]:
    """Returns one to three sentences, the best first, then in reading order; empty if none is relevant.

    Args:
        scores: [sentences].
    """
    order = [int(index) for index in np.argsort(-scores, kind="stable")]
    best = sentences[order[0]]
    if scores[order[0]] <= 0:
        return ()
    share = _KEEP_SHARE_OF_VALUES if states_value(question, best.text) else _KEEP_SHARE
    chosen: list[PassageSentence] = []
    words = 0
    for index in order:
        sentence = sentences[index]
        if len(chosen) == MAX_SENTENCES or words >= _ENOUGH_WORDS or scores[index] < share * scores[order[0]]:
            break
        is_too_long = bool(chosen) and words + len(sentence.words) > MAX_WORDS
        if is_too_long or any(_says_the_same(sentence, other) for other in chosen):
            continue
        if sentence is not best and _is_about_another(question, best, sentence):
            continue
        chosen.append(sentence)
        words += len(sentence.words)
    return _best_first(chosen)


def _is_about_another(question: str, best: PassageSentence, other: PassageSentence) -> bool:
    """True if a sentence states a value for another question than the best sentence does.

    Examples: a table row that lacks what the question and the best row name, such as the country; and a
    duration or amount in a sentence that has no word of the question.
    """
    question_stems = {word.stem for word in split_words(question) if word.is_content}
    has, lacks = ({word.stem for word in sentence.words} for sentence in (best, other))
    if CELLS in best.text and CELLS in other.text:
        return bool(question_stems & has - lacks)
    both = (best.text, other.text)
    return not question_stems & lacks and all(states_value(question, text, MEASURES) for text in both)


def _says_the_same(first: PassageSentence, second: PassageSentence) -> bool:
    left, right = ({word.stem for word in sentence.words} for sentence in (first, second))
    if any(map(_has_digit, left ^ right)):  # two rows of a table, or two years of one report
        return False
    return len(left & right) >= _SAME_WORDS * min(len(left), len(right))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _best_first(chosen: Sequence[PassageSentence]) -> tuple[PassageSentence, ...]:
    """Puts the best sentence first, then the others in the order of passages and text."""
    passages = list(dict.fromkeys(sentence.passage for sentence in chosen))
    others = sorted(chosen[1:], key=lambda sentence: (passages.index(sentence.passage), sentence.position))
    return (*chosen[:1], *others)
