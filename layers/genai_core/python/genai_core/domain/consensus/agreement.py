"""Agreement: which models say the same, by covering one another's words, with no judge model.

The question's own words are taken out first: every answer repeats them, and they prove nothing. What
remains of one answer is looked for in the other, both ways: a short answer ("1969") inside a long one
supports it fully. A conflict of slots undoes likeness, however high. Coefficients were tuned once, on
closed-book answers of five systems, and are the same for every set and workspace.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.facts.agreeing_words import in_agreeing_values
from genai_core.domain.facts.conflicts import find_conflicts
from genai_core.domain.text.answer_claims import split_answer
from genai_core.domain.text.encoded_texts import (
    EncodedText,
    JoinedText,
    Vectors,
    encode_text,
    join_texts,
    stem_matches,
)

SUPPORT_THRESHOLD = 0.43
"""From which coverage on one answer supports another, the question's words left out."""
TERSE_SHARE = 0.6
COSINE_SHARE = 0.55
"""How much a word's best cosine counts against its stem being there."""
CONFLICT_FACTOR = 0.7
"""What is left of the likeness of two answers that conflict in a slot."""
SAME_FAMILY_SHARE = 0.5
"""What a further model of a family that already votes adds to its weight."""


@dataclass(frozen=True, eq=False)
class EncodedAnswer:
    """One model's answer, sentence by sentence."""

    text: str
    sentences: tuple[EncodedText, ...]

    @cached_property
    def joined(self) -> JoinedText:
        return join_texts(self.sentences)


@dataclass(frozen=True, eq=False)
class AgreementTable:
    """Every two answers compared.

    Attributes:
        support: [n, n], what answer i gets from answer j, 0 to 1; 1 on the diagonal.
        conflicts: [n, n], symmetric, True where they differ in a mandatory slot.
    """

    support: NDArray[np.float64]
    conflicts: NDArray[np.bool_]

    def among(self, chosen: Sequence[int]) -> AgreementTable:
        """Returns the table of some of the answers, in the order given."""
        index = np.ix_(list(chosen), list(chosen))
        return AgreementTable(self.support[index], self.conflicts[index])

    def agree(self, one: int, other: int) -> bool:
        """True where the two support one another."""
        better = max(self.support[one, other], self.support[other, one])
        return better >= SUPPORT_THRESHOLD and not self.conflicts[one, other]


def answer_texts(texts: Sequence[str]) -> list[str]:
    """Returns the sentences whose token vectors `encode_answer` wants."""
    return [span.text for text in texts for span in split_answer(text)]


def encode_answer(text: str, vectors: Vectors) -> EncodedAnswer:
    """Returns an answer as its encoded claims; its layout is none of them."""
    encoded = (encode_text(span.text, vectors) for span in split_answer(text))
    return EncodedAnswer(text, tuple(sentence for sentence in encoded if not sentence.is_empty))


def coverage(claim: EncodedText, answer: EncodedAnswer, question: EncodedText) -> float:
    """Returns 0 to 1: how much of the claim, the question's words left out, the answer says too.

    A claim that says nothing beyond the question is compared by all its words.
    """
    if claim.is_empty or not answer.sentences:
        return 0.0
    matches = np.maximum(_matches(claim, answer), _same_values(claim, answer))
    return _weighted(claim, matches, question)


def agreement_table(answers: Sequence[EncodedAnswer], question: EncodedText) -> AgreementTable:
    """Compares every two answers.

    An answer that holds all that another says is fully supported by it. The terser of two gets less:
    that the other says it too is worth more than what it leaves unsaid costs.
    """
    support = np.eye(len(answers))
    conflicts = np.zeros((len(answers), len(answers)), dtype=bool)
    for i, j in combinations(range(len(answers)), 2):
        one, other = answers[i], answers[j]
        if not one.sentences or not other.sentences:
            continue
        held, holds = _covered(one, other, question), _covered(other, one, question)
        conflicts[i, j] = conflicts[j, i] = _conflicts(one, other, question)
        factor = CONFLICT_FACTOR if conflicts[i, j] else 1.0
        support[i, j] = factor * _support(held=held, holds=holds)
        support[j, i] = factor * _support(held=holds, holds=held)
    return AgreementTable(support, conflicts)


def family_weights(families: Sequence[str]) -> NDArray[np.float64]:
    """Returns each model's vote: 1, or less where others of its family vote too."""
    sizes = Counter(families)
    return np.array([(1 + SAME_FAMILY_SHARE * (sizes[name] - 1)) / sizes[name] for name in families])


def support_scores(table: AgreementTable, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Returns each answer's mean agreement with the others, weighted; 0 for one that stands alone."""
    others = weights[None, :] * (1 - np.eye(len(weights)))
    totals = others.sum(axis=1)
    return np.divide(
        (table.support * others).sum(axis=1), totals, out=np.zeros(len(weights)), where=totals > 0
    )


def largest_agreeing_set(
    table: AgreementTable, weights: NDArray[np.float64], *, threshold: float = SUPPORT_THRESHOLD
) -> tuple[int, ...]:
    """Returns the heaviest set of answers that support one another; ties go to the closer set.

    In the set every answer has the mean support of the others, taken the better way round, and no two
    conflict. An answer without weight abstains. Exact: a run has at most eight members, so every
    subset is looked at.
    """
    best: tuple[int, ...] = ()
    best_key = (0.0, 0.0)
    mutual = np.maximum(table.support, table.support.T)
    voters = [index for index in range(len(weights)) if weights[index] > 0]
    for size in range(1, len(voters) + 1):
        for chosen in combinations(voters, size):
            index = np.ix_(chosen, chosen)
            others = (mutual[index].sum(axis=1) - 1) / max(1, size - 1)
            if size > 1 and (others.min() < threshold or table.conflicts[index].any()):
                continue
            key = (float(weights[list(chosen)].sum()), float(mutual[index].sum()))
            if key > best_key:
                best, best_key = chosen, key
    return best


def clusters(table: AgreementTable, weights: NDArray[np.float64]) -> tuple[tuple[int, ...], ...]:
    """Returns the answers by what they say: the heaviest agreeing set, then that of the rest, and so on.

    Answers without weight abstain and are in no cluster.
    """
    found: list[tuple[int, ...]] = []
    left = weights.copy()
    while agreeing := largest_agreeing_set(table, left):
        found.append(agreeing)
        left[list(agreeing)] = 0.0
    return tuple(found)


def _support(*, held: float, holds: float) -> float:
    """Args: held: share of the answer found in the other. holds: share of the other found in it."""
    return holds if holds >= held else TERSE_SHARE * held + (1 - TERSE_SHARE) * holds


def _covered(one: EncodedAnswer, other: EncodedAnswer, question: EncodedText) -> float:
    """Returns how far `other` says what `one` says: its first sentence counts half, all of it half."""
    matches = np.split(_matches(one.joined.text, other), one.joined.starts[1:])
    values = [
        _weighted(sentence, np.maximum(found, _same_values(sentence, other)), question)
        for sentence, found in zip(one.sentences, matches, strict=True)
    ]
    lengths = [float(sentence.weights.sum()) for sentence in one.sentences]
    return 0.5 * values[0] + 0.5 * float(np.average(values, weights=lengths))


def _matches(claim: EncodedText, answer: EncodedAnswer) -> NDArray[np.float32]:
    """Returns [claim words]: how well the one sentence of the answer that has each word best has it."""
    cosines, stems = answer.joined.best_matches(claim), answer.joined.stem_matches(claim)
    return (COSINE_SHARE * cosines + (1 - COSINE_SHARE) * stems).max(axis=1)


def _same_values(claim: EncodedText, answer: EncodedAnswer) -> NDArray[np.float32]:
    """Returns [claim words]: 1 for words of a value that the answer gives too, else 0."""
    return in_agreeing_values(claim, [sentence.text for sentence in answer.sentences]).astype(np.float32)


def _weighted(claim: EncodedText, matches: NDArray[np.float32], question: EncodedText) -> float:
    weights = claim.weights * _beyond_question(claim, question)
    if weights.sum() < 1e-6:
        weights = claim.weights
    return float(weights @ matches / max(float(weights.sum()), 1e-9))


def _beyond_question(claim: EncodedText, question: EncodedText) -> NDArray[np.float32]:
    return 1.0 - stem_matches(claim, question.stems)


def _conflicts(one: EncodedAnswer, other: EncodedAnswer, question: EncodedText) -> bool:
    """True where the first sentences, which hold the answer, differ in a mandatory slot both ways."""
    return _differs(one.sentences[0], other, question) and _differs(other.sentences[0], one, question)


def _differs(claim: EncodedText, answer: EncodedAnswer, question: EncodedText) -> bool:
    sentences = (sentence.text for sentence in answer.sentences)
    conflicts = find_conflicts(claim.text, *sentences, known=question.text)
    return any(conflict.is_mandatory for conflict in conflicts)
