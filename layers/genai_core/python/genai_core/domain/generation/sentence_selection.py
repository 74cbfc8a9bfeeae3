"""Select the sentences of the passages that answer a question, and decide whether any does.

A sentence is scored by three similarities to the question: of their vectors, of the question's words to their
best matches, and of the shared words, weighted by their rarity in the passages; and by the retrieval score of
its chunk. The vector is that of the sentence with its document's title, so that "it" has a referent. The
passages support an answer if the nearest sentence and all words of the question together reach a threshold.
Weights and thresholds were tuned once, with and without vectors.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.generation.passage_sentences import PassageSentence
from genai_core.domain.generation.premises import codes_in, counted_noun, is_unworked_sum, lacks_premise
from genai_core.domain.generation.question_kinds import CONFIRMATION, HINTS, asked_kinds, states, states_value
from genai_core.domain.generation.sentence_choice import chosen_sentences
from genai_core.domain.text.encoded_texts import EncodedText, encode_text, similarities
from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.domain.text.words import split_words

_COSINE_WEIGHT = 1.25
_SHARED_WORDS_WEIGHT = 0.4
_KIND_BONUS = 0.3
"""Bonus for a sentence with the kind of value that the question asks for: a date for "when"."""
_HINT_BONUS = 0.1
"""Bonus for a sentence with words that suit the question: "refers to a" for "what is"."""
_CODE_BONUS = 0.5
"""Bonus for a sentence with all codes of the question, such as a part number."""
_FRAGMENT_PENALTY = 0.15
_HANDED_ON = 0.9
_SAME_DOCUMENT_BONUS = 0.4
"""Bonus for sentences of the best sentence's document: 5 points of F1 on eight passages."""
_RANK_WEIGHT = 0.02
_SCORE_WEIGHT = 0.2
"""Penalty per point of retrieval score below the best chunk: retrieval ranks the chunk as a whole."""
_WORST_SCORE = -3.0
_SUPPORT_BAR = 1.16
"""Support threshold: refuses 1 % of the questions that eight passages answer, and 26 % of the others."""
_PLAIN_SUPPORT_BAR = 0.45
_CONFIRMED_BAR = 0.4
"""Minimum similarity of every word of a yes-or-no question to the passages: "waterproof" has 0.33."""
_COUNTED_BAR = 0.45
"""Minimum similarity of a word to the counted noun: "inhabitants" has 0.70 to "people", "readers" 0.3."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """The encodings of the question and of the sentences, in the given order.

    Attributes:
        vectors: [1 + n, d] float32, unit length; the question first, then the titled sentences.
        tokens: Token vectors of the question and of the sentences without titles.
    """

    vectors: NDArray[np.float32]
    tokens: Sequence[TokenVectors]


@dataclass(frozen=True, slots=True)
class Selection:
    """The selected sentences and their support.

    Attributes:
        sentences: The best first, then in reading order; empty if none is relevant.
        support: How well the passages support an answer; higher is better, comparable only for the same kind
            of encoding.
        is_supported: Whether `support` reaches the threshold.
    """

    sentences: tuple[PassageSentence, ...]
    support: float
    is_supported: bool


def select_sentences(
    question: str, sentences: Sequence[PassageSentence], encoding: Encoding | None = None
) -> Selection:
    """Returns the one to three sentences that answer the question best."""
    if not sentences or not split_words(question):
        return Selection((), 0.0, is_supported=False)
    likeness = _plain(question, sentences) if encoding is None else _encoded(question, sentences, encoding)
    chosen = chosen_sentences(question, sentences, likeness.scores)
    is_supported = likeness.support >= likeness.bar and not lacks_premise(question, sentences)
    is_answered = bool(chosen) and not is_unworked_sum(question, chosen[0])
    return Selection(chosen, likeness.support, is_supported and is_answered)


@dataclass(frozen=True, slots=True)
class _Likeness:
    scores: NDArray[np.float64]
    support: float
    bar: float


def _plain(question: str, sentences: Sequence[PassageSentence]) -> _Likeness:
    shared, anywhere = _shared_words(question, sentences)
    support = float(shared.max()) + anywhere
    scores = _favoured(sentences, shared + _fitting(question, sentences))
    return _Likeness(scores, support, _PLAIN_SUPPORT_BAR)


def _encoded(question: str, sentences: Sequence[PassageSentence], encoding: Encoding) -> _Likeness:
    shared, _ = _shared_words(question, sentences)
    cosines = (encoding.vectors[1:] @ encoding.vectors[0]).astype(np.float64)
    encoded_question = encode_text(question, {question: encoding.tokens[0]})
    encoded_sentences = [
        encode_text(sentence.text, {sentence.text: tokens})
        for sentence, tokens in zip(sentences, encoding.tokens[1:], strict=True)
    ]
    matches = np.stack([_best_matches(encoded_question, text) for text in encoded_sentences])
    weights = encoded_question.weights / max(float(encoded_question.weights.sum()), 1e-9)
    raw = _COSINE_WEIGHT * cosines + matches @ weights + _SHARED_WORDS_WEIGHT * shared
    support = float(cosines.max() + matches.max(axis=0) @ weights)
    content = [index for index, word in enumerate(encoded_question.words) if word.is_content]
    if CONFIRMATION in asked_kinds(question) and content:
        is_foreign = float(matches[:, content].max(axis=0).min()) < _CONFIRMED_BAR
        support = 0.0 if is_foreign else support
    noun = counted_noun(question)
    counted = [index for index, word in enumerate(encoded_question.words) if word.form == noun]
    if counted and float(matches[:, counted].max()) < _COUNTED_BAR:
        support = 0.0
    return _Likeness(_favoured(sentences, raw + _fitting(question, sentences)), support, _SUPPORT_BAR)


def _fitting(question: str, sentences: Sequence[PassageSentence]) -> NDArray[np.float64]:
    """Returns [sentences]: the bonus of each for its kind of value and its codes."""
    hints = [kind for kind in asked_kinds(question) if kind in HINTS]
    codes = codes_in(question)
    gains = np.zeros(len(sentences))
    for index, sentence in enumerate(sentences):
        gains[index] += _KIND_BONUS * states_value(question, sentence.text)
        gains[index] += _HINT_BONUS * any(states(kind, sentence.text) for kind in hints)
        if codes:
            named = sum(code in sentence.titled.casefold() for code in codes)
            gains[index] += _CODE_BONUS * named / len(codes)
    return gains


def _best_matches(question: EncodedText, sentence: EncodedText) -> NDArray[np.float32]:
    """Returns [question words]: the similarity of each to the most similar word of the sentence."""
    if sentence.is_empty:
        return np.zeros(len(question.words), np.float32)
    return similarities(question, sentence).max(axis=1)


def _shared_words(question: str, sentences: Sequence[PassageSentence]) -> tuple[NDArray[np.float64], float]:
    """Returns [sentences]: the share of the question's words in each, by rarity; and in all together."""
    question_stems = {word.stem for word in split_words(question) if word.is_content}
    stems = [{word.stem for word in sentence.words} for sentence in sentences]
    occurrences = Counter(stem for own in stems for stem in own)
    idf = {stem: math.log(1 + len(sentences) / (occurrences[stem] or 0.5)) for stem in question_stems}
    total = sum(idf.values()) or 1.0
    shares = [sum(idf[stem] for stem in question_stems & own) / total for own in stems]
    return np.array(shares), sum(idf[stem] for stem in question_stems if occurrences[stem]) / total


def _favoured(sentences: Sequence[PassageSentence], raw: NDArray[np.float64]) -> NDArray[np.float64]:
    """Returns the scores adjusted by the rank of the passage and by the best sentence's document."""
    passages = np.array([sentence.passage for sentence in sentences])
    scores = raw - _RANK_WEIGHT * passages + _SCORE_WEIGHT * _scores_below_best(sentences)
    scores -= [_FRAGMENT_PENALTY * sentence.is_fragment for sentence in sentences]
    for index, sentence in enumerate(sentences):
        if sentence.is_pointer:
            _hand_on(scores, passages, index)
    best = int(scores.argmax())
    if scores[best] > 0:
        same = [sentence.document_id == sentences[best].document_id for sentence in sentences]
        scores[same] += _SAME_DOCUMENT_BONUS
    return scores


def _scores_below_best(sentences: Sequence[PassageSentence]) -> NDArray[np.float64]:
    scores = np.array([sentence.score for sentence in sentences])
    return np.maximum(scores - scores.max(), _WORST_SCORE)


def _hand_on(scores: NDArray[np.float64], passages: NDArray[np.intp], pointer: int) -> None:
    """Passes the score of a question or heading to the sentence after it."""
    follower = pointer + 1
    if follower < len(scores) and passages[follower] == passages[pointer]:
        scores[follower] = max(scores[follower], _HANDED_ON * scores[pointer])
    scores[pointer] = -np.inf
