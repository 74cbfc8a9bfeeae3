"""Extractive answering: which of the passages' own sentences answer a question, and whether any does.

A sentence scores by three likenesses to the question: of the vectors of both, of the question's words
to its best-matching ones, and by the words they share, weighted by how rare they are among the
passages; and by what retrieval thought of its chunk. Its vector is that of the sentence behind its
document's title: "it" is then known. The passages support an answer where the nearest sentence and all
words of the question together pass one bar. Weights and bars are tuned once, with and without vectors.
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
from genai_core.domain.generation.question_kinds import CONFIRMATION, HINTS, asked_kinds, tells, tells_value
from genai_core.domain.generation.sentence_choice import chosen_sentences
from genai_core.domain.text.encoded_texts import EncodedText, encode_text, similarities
from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.domain.text.words import split_words

_COSINE_WEIGHT = 1.25
_SHARED_WORDS_WEIGHT = 0.4
_KIND_BONUS = 0.3
"""For a sentence that holds the kind of value the question asks for: a date for "when"."""
_HINT_BONUS = 0.1
"""For a sentence that has words of the kind the question asks for: "refers to a" for "what is"."""
_CODE_BONUS = 0.5
"""For a sentence that names all codes of the question, such as a part number."""
_FRAGMENT_PENALTY = 0.15
_HANDED_ON = 0.9
_SAME_DOCUMENT_BONUS = 0.4
"""An answer spread over documents is rarely one; apart from that, worth 5 points of F1 on eight passages."""
_RANK_WEIGHT = 0.02
_SCORE_WEIGHT = 0.2
"""Per point of retrieval's score below the best chunk's: it has seen the chunk as a whole."""
_WORST_SCORE = -3.0
_SUPPORT_BAR = 1.16
"""Refuses 1 in 100 questions that eight passages answer, and 26 in 100 that they do not."""
_PLAIN_SUPPORT_BAR = 0.45
_CONFIRMED_BAR = 0.4
"""Of a question if something is so, every word must be so like one of the passages: "waterproof" is .33."""
_COUNTED_BAR = 0.45
"""Some word must be so like the one that is to be counted: "inhabitants" is .70 to "people", "readers" .3."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """The encoder's view of the question and, in the order given, the sentences.

    Attributes:
        vectors: [1 + n, d] float32, unit length; the question first, then the titled sentences.
        tokens: Token vectors of the question and of the sentences without titles.
    """

    vectors: NDArray[np.float32]
    tokens: Sequence[TokenVectors]


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen.

    Attributes:
        sentences: The best first, then in reading order; empty if nothing concerns the question.
        support: How far the passages hold an answer; higher is better, comparable within one kind of
            encoding only. is_supported: It passes the bar.
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
    asked = encode_text(question, {question: encoding.tokens[0]})
    told = [
        encode_text(sentence.text, {sentence.text: tokens})
        for sentence, tokens in zip(sentences, encoding.tokens[1:], strict=True)
    ]
    matches = np.stack([_best_matches(asked, text) for text in told])
    weights = asked.weights / max(float(asked.weights.sum()), 1e-9)
    raw = _COSINE_WEIGHT * cosines + matches @ weights + _SHARED_WORDS_WEIGHT * shared
    support = float(cosines.max() + matches.max(axis=0) @ weights)
    content = [place for place, word in enumerate(asked.words) if word.is_content]
    if CONFIRMATION in asked_kinds(question) and content:
        is_foreign = float(matches[:, content].max(axis=0).min()) < _CONFIRMED_BAR
        support = 0.0 if is_foreign else support
    noun = counted_noun(question)
    counted = [place for place, word in enumerate(asked.words) if word.form == noun]
    if counted and float(matches[:, counted].max()) < _COUNTED_BAR:
        support = 0.0
    return _Likeness(_favoured(sentences, raw + _fitting(question, sentences)), support, _SUPPORT_BAR)


def _fitting(question: str, sentences: Sequence[PassageSentence]) -> NDArray[np.float64]:
    """Returns [sentences]: what each gains by the kind of value it holds, and by the codes it names."""
    hints = [kind for kind in asked_kinds(question) if kind in HINTS]
    codes = codes_in(question)
    gains = np.zeros(len(sentences))
    for index, sentence in enumerate(sentences):
        gains[index] += _KIND_BONUS * tells_value(question, sentence.text)
        gains[index] += _HINT_BONUS * any(tells(kind, sentence.text) for kind in hints)
        if codes:
            named = sum(code in sentence.titled.casefold() for code in codes)
            gains[index] += _CODE_BONUS * named / len(codes)
    return gains


def _best_matches(asked: EncodedText, told: EncodedText) -> NDArray[np.float32]:
    """Returns [question words]: the likeness of each to the sentence's most similar word."""
    if told.is_empty:
        return np.zeros(len(asked.words), np.float32)
    return similarities(asked, told).max(axis=1)


def _shared_words(question: str, sentences: Sequence[PassageSentence]) -> tuple[NDArray[np.float64], float]:
    """Returns [sentences]: the share of the question's words in each, rare ones counting more; and the
    same for all sentences together."""
    asked = {word.stem for word in split_words(question) if word.is_content}
    stems = [{word.stem for word in sentence.words} for sentence in sentences]
    occurrences = Counter(stem for found in stems for stem in found)
    idf = {stem: math.log(1 + len(sentences) / (occurrences[stem] or 0.5)) for stem in asked}
    total = sum(idf.values()) or 1.0
    shares = [sum(idf[stem] for stem in asked & found) / total for found in stems]
    return np.array(shares), sum(idf[stem] for stem in asked if occurrences[stem]) / total


def _favoured(sentences: Sequence[PassageSentence], raw: NDArray[np.float64]) -> NDArray[np.float64]:
    """Returns scores that also weigh how the passage was ranked, and whether the document has the best."""
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
    """Gives the score of a question or heading to the sentence after it."""
    follower = pointer + 1
    if follower < len(scores) and passages[follower] == passages[pointer]:
        scores[follower] = max(scores[follower], _HANDED_ON * scores[pointer])
    scores[pointer] = -np.inf
