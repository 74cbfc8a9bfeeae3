"""Measure how far answers agree: how much of one answer the other covers, without a judge model.

The question's own words are left out: every answer repeats them. The rest of one answer is looked up in the
other, both ways: a short answer ("1969") inside a long one supports it fully. Words of the kind that the
question asks for (names for "who", dates for "when") count more, and are compared once more by themselves: as
words, without likeness of meaning. A conflict of facts reduces the agreement, however similar the words are.
Coefficients were tuned once, on closed-book answers of five systems, and are the same for every data set and
workspace.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.consensus.asked_words import asked_words, key_words
from genai_core.domain.consensus.refusals import refusal_kind
from genai_core.domain.consensus.same_denials import same_denials
from genai_core.domain.consensus.terse_conflicts import answer_conflicts
from genai_core.domain.facts.agreeing_words import in_agreeing_values
from genai_core.domain.text.answer_claims import split_answer
from genai_core.domain.text.encoded_texts import (
    EncodedText,
    JoinedText,
    Vectors,
    encode_text,
    join_texts,
    stem_matches,
)
from genai_core.domain.text.spellings import Spellings

SUPPORT_THRESHOLD = 0.43
"""Minimum coverage, without the question's words, at which one answer supports another."""
TERSE_SHARE = 0.6
COSINE_SHARE = 0.55
"""Weight of a word's best cosine; the rest is the weight of an equal stem."""
ASKED_FACTOR = 3.0
"""How much more a word counts if it is of the kind that the question asks for."""
KEY_SHARE = 0.15
"""Weight of the words asked for, by themselves; the rest is the weight of all words."""
CONFLICT_FACTOR = 0.7
"""Factor on the support of two answers whose facts conflict."""
_LEAST_WEIGHT = 1e-6
_LEAST_ITEMS = 3
_FULL_STOPS = ".!?"


@dataclass(frozen=True, eq=False)
class EncodedAnswer:
    """One model's answer, sentence by sentence."""

    text: str
    sentences: tuple[EncodedText, ...]

    @cached_property
    def joined(self) -> JoinedText:
        return join_texts(self.sentences)

    @cached_property
    def is_list(self) -> bool:
        """True for items, none of which is the answer by itself."""
        items = [sentence for sentence in self.sentences if sentence.text.rstrip()[-1:] not in _FULL_STOPS]
        return len(items) >= _LEAST_ITEMS

    @cached_property
    def spellings(self) -> Spellings:
        return Spellings.of(self.joined.text.words)


@dataclass(frozen=True, eq=False)
class AgreementTable:
    """The comparison of every two answers.

    Attributes:
        support: [n, n], how far answer j supports answer i, 0 to 1; 1 on the diagonal.
        conflicts: [n, n], symmetric, True if they differ in a mandatory fact.
    """

    support: NDArray[np.float64]
    conflicts: NDArray[np.bool_]

    def among(self, chosen: Sequence[int]) -> AgreementTable:
        """Returns the table of some of the answers, in the order given."""
        index = np.ix_(list(chosen), list(chosen))
        return AgreementTable(self.support[index], self.conflicts[index])

    def agree(self, first: int, second: int) -> bool:
        """True if the two support one another."""
        better = max(self.support[first, second], self.support[second, first])
        return better >= SUPPORT_THRESHOLD and not self.conflicts[first, second]


def answer_texts(texts: Sequence[str]) -> list[str]:
    """Returns the sentences whose token vectors `encode_answer` needs."""
    return [span.text for text in texts for span in split_answer(text)]


def encode_answer(text: str, vectors: Vectors) -> EncodedAnswer:
    """Returns an answer as its encoded claims, without its layout."""
    encoded = (encode_text(span.text, vectors) for span in split_answer(text))
    return EncodedAnswer(text, tuple(sentence for sentence in encoded if not sentence.is_empty))


def coverage(claim: EncodedText, answer: EncodedAnswer, question: EncodedText) -> float:
    """Returns the share of the claim, without the question's words, that the answer contains; 0 to 1.

    A claim without words beyond the question is compared by all its words.
    """
    if claim.is_empty or not answer.sentences:
        return 0.0
    matches = np.maximum(_matches(claim, answer), _same_in_other_words(claim, answer, question))
    return _weighted(claim, matches, question)


class PairAgreement(NamedTuple):
    """How far two answers agree: the support of the first by the second, and the reverse."""

    first: float
    second: float
    is_conflict: bool


def agreement_table(
    answers: Sequence[EncodedAnswer],
    question: EncodedText,
    known: MutableMapping[tuple[str, str], PairAgreement] | None = None,
) -> AgreementTable:
    """Compares every two answers.

    Args:
        known: Pairs that were compared before for the same question, by their texts; new ones are added.
    """
    known = {} if known is None else known
    answers = [_telling(answer) for answer in answers]
    support = np.eye(len(answers))
    conflicts = np.zeros((len(answers), len(answers)), dtype=bool)
    for i, j in combinations(range(len(answers)), 2):
        left, right = answers[i], answers[j]
        if not left.sentences or not right.sentences:
            continue
        texts = (left.text, right.text)
        if texts not in known:
            known[texts] = _pair_agreement(left, right, question)
        support[i, j], support[j, i], conflicts[i, j] = known[texts]
        conflicts[j, i] = conflicts[i, j]
    return AgreementTable(support, conflicts)


def _pair_agreement(left: EncodedAnswer, right: EncodedAnswer, question: EncodedText) -> PairAgreement:
    """Compares two answers.

    Support is asymmetric: an answer that contains all of another is fully supported by it; the shorter one
    gets less, see `_support`.
    """
    held, holds = _covered(left, right, question), _covered(right, left, question)
    is_conflict = _conflicts(left, right, question)
    factor = CONFLICT_FACTOR if is_conflict else 1.0
    keys = _keys_shared(left, right, question)
    return PairAgreement(
        factor * _with_keys(_support(held=held, holds=holds), keys),
        factor * _with_keys(_support(held=holds, holds=held), keys),
        is_conflict,
    )


def _telling(answer: EncodedAnswer) -> EncodedAnswer:
    """Returns an answer without sentences that only say what the model lacks; all if it has no other."""
    sentences = tuple(sentence for sentence in answer.sentences if refusal_kind(sentence.text) is None)
    return replace(answer, sentences=sentences or answer.sentences)


def _support(*, held: float, holds: float) -> float:
    """Returns the support of an answer.

    Args:
        held: Share of the answer found in the other.
        holds: Share of the other found in the answer.
    """
    return holds if holds >= held else TERSE_SHARE * held + (1 - TERSE_SHARE) * holds


def _covered(left: EncodedAnswer, right: EncodedAnswer, question: EncodedText) -> float:
    """Returns the share of `left` that is in `right`: its first sentence counts half, all sentences half."""
    matches = np.split(_matches(left.joined.text, right), left.joined.starts[1:])
    values = [
        _weighted(
            sentence,
            np.maximum(scores, _same_in_other_words(sentence, right, question)),
            question,
            factors=np.where(asked_words(sentence, question.text), ASKED_FACTOR, 1.0),
        )
        for sentence, scores in zip(left.sentences, matches, strict=True)
    ]
    lengths = [float(sentence.weights.sum()) for sentence in left.sentences]
    whole = float(np.average(values, weights=lengths))
    return whole if left.is_list else 0.5 * values[0] + 0.5 * whole


def _keys_shared(left: EncodedAnswer, right: EncodedAnswer, question: EncodedText) -> float | None:
    """Returns the share of the words asked for that the other has, mean of both ways.

    None if one of them has no such words.
    """
    shares = (_keys_in(left, right, question), _keys_in(right, left, question))
    return None if None in shares else sum(filter(None, shares)) / len(shares)


def _keys_in(left: EncodedAnswer, right: EncodedAnswer, question: EncodedText) -> float | None:
    """Looks up the words asked for in the first sentence of `left`, which holds its answer, in `right`."""
    claim = left.sentences[0]
    weights = claim.weights * _beyond_question(claim, question) * key_words(claim, question.text)
    if weights.sum() < _LEAST_WEIGHT:
        return None
    stems = right.joined.stem_matches(claim).max(axis=1)
    matches = np.maximum.reduce([stems, right.spellings.matches(claim.words), _same_values(claim, right)])
    return float(weights @ matches / weights.sum())


def _with_keys(support: float, keys: float | None) -> float:
    return support if keys is None else (1 - KEY_SHARE) * support + KEY_SHARE * keys


def _matches(claim: EncodedText, answer: EncodedAnswer) -> NDArray[np.float32]:
    """Returns [claim words]: the best match of each word in any one sentence of the answer."""
    cosines, stems = answer.joined.best_matches(claim), answer.joined.stem_matches(claim)
    alike = (COSINE_SHARE * cosines + (1 - COSINE_SHARE) * stems).max(axis=1)
    return np.maximum(alike, answer.spellings.matches(claim.words))


def _same_in_other_words(
    claim: EncodedText, answer: EncodedAnswer, question: EncodedText
) -> NDArray[np.float32]:
    """Returns [claim words]: 1 for words of a value or a denial that the answer also states, else 0."""
    return np.maximum(_same_values(claim, answer), same_denials(claim, answer.joined.text, question.text))


def _same_values(claim: EncodedText, answer: EncodedAnswer) -> NDArray[np.float32]:
    """Returns [claim words]: 1 for words of a value that the answer also states, else 0."""
    return in_agreeing_values(claim, [sentence.text for sentence in answer.sentences]).astype(np.float32)


def _weighted(
    claim: EncodedText,
    matches: NDArray[np.float32],
    question: EncodedText,
    *,
    factors: NDArray[np.float64] | float = 1.0,
) -> float:
    weights = claim.weights * _beyond_question(claim, question) * factors
    if weights.sum() < _LEAST_WEIGHT:
        weights = claim.weights
    return float(weights @ matches / max(float(weights.sum()), 1e-9))


def _beyond_question(claim: EncodedText, question: EncodedText) -> NDArray[np.float32]:
    return 1.0 - stem_matches(claim, question.stems)


def _conflicts(left: EncodedAnswer, right: EncodedAnswer, question: EncodedText) -> bool:
    """True if the first sentences, which hold the answers, differ in a mandatory fact in both directions."""
    return _differs(left.sentences[0], right, question) and _differs(right.sentences[0], left, question)


def _differs(claim: EncodedText, answer: EncodedAnswer, question: EncodedText) -> bool:
    sentences = (sentence.text for sentence in answer.sentences)
    conflicts = answer_conflicts(claim.text, *sentences, question=question.text)
    return any(conflict.is_mandatory for conflict in conflicts)
