"""Which of the scored sentences are quoted: the best, and what adds to it without going beside the point."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.generation.passage_sentences import PassageSentence
from genai_core.domain.generation.question_kinds import MEASURES, tells_value
from genai_core.domain.text.table_rows import CELLS
from genai_core.domain.text.words import split_words

MAX_SENTENCES = 3
MAX_WORDS = 100
"""A third long sentence says more than anyone asked; the first is taken whole whatever its length."""
_ENOUGH_WORDS = 55
"""Once so many are said nothing is added."""
_KEEP_SHARE = 0.5
"""What scores below this share of the best sentence is left out."""
_KEEP_SHARE_OF_VALUES = 0.6
"""The same for a question that asks for a value and whose best sentence tells one."""
_SAME_WORDS = 0.8


def chosen_sentences(
    question: str, sentences: Sequence[PassageSentence], scores: NDArray[np.float64]
) -> tuple[PassageSentence, ...]:
    """Returns one to three sentences, the best first, then in reading order; none if nothing concerns it.

    Args:
        scores: [sentences].
    """
    order = [int(index) for index in np.argsort(-scores, kind="stable")]
    best = sentences[order[0]]
    if scores[order[0]] <= 0:
        return ()
    share = _KEEP_SHARE_OF_VALUES if tells_value(question, best.text) else _KEEP_SHARE
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
    """True for a sentence whose value answers another question than the one that the best sentence answers.

    That is a row of a table that lacks what the question names and the best row has, such as the country,
    and a duration or an amount, if one is asked for, in a sentence without a word of the question.
    """
    asked = {word.stem for word in split_words(question) if word.is_content}
    has, lacks = ({word.stem for word in sentence.words} for sentence in (best, other))
    if CELLS in best.text and CELLS in other.text:
        return bool(asked & has - lacks)
    both = (best.text, other.text)
    return not asked & lacks and all(tells_value(question, text, MEASURES) for text in both)


def _says_the_same(one: PassageSentence, other: PassageSentence) -> bool:
    left, right = ({word.stem for word in sentence.words} for sentence in (one, other))
    if any(map(_has_digit, left ^ right)):  # two rows of a table, two years of one report
        return False
    return len(left & right) >= _SAME_WORDS * min(len(left), len(right))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _best_first(chosen: Sequence[PassageSentence]) -> tuple[PassageSentence, ...]:
    """Puts the best sentence first, then each passage's others in their own order."""
    passages = list(dict.fromkeys(sentence.passage for sentence in chosen))
    others = sorted(chosen[1:], key=lambda sentence: (passages.index(sentence.passage), sentence.place))
    return (*chosen[:1], *others)
