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

from genai_core.domain.identifiers import DocumentId
from genai_core.domain.ingestion.chunks import TokenVectors
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.text.claims import split_sentences
from genai_core.domain.text.encoded_texts import EncodedText, encode_text, similarities
from genai_core.domain.text.words import Word, split_words

MAX_SENTENCES = 3
MAX_WORDS = 110
"""A third long sentence says more than anyone asked; the first is taken whole whatever its length."""
_SHARED_WORDS_WEIGHT = 0.3
_KEEP_SHARE = 0.4
_SAME_WORDS = 0.8
_MIN_WORDS = 4
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


@dataclass(frozen=True, slots=True)
class PassageSentence:
    """One sentence of a passage.

    Attributes:
        document_id, title: Of its document.
        passage: Index of the passage. place: The sentence's own within it, from 0.
        score: Of its chunk, by retrieval; a joined passage has several chunks.
    """

    text: str
    document_id: DocumentId
    title: str
    passage: int
    place: int
    score: float
    words: tuple[Word, ...]

    @property
    def titled(self) -> str:
        """The sentence behind its document's title."""
        return f"{self.title}: {self.text}" if self.title else self.text

    @property
    def is_pointer(self) -> bool:
        """True for a question or a heading: it says what follows it, and answers nothing itself."""
        return self.text.endswith("?") or len(self.words) < _MIN_WORDS

    @property
    def is_fragment(self) -> bool:
        """True where the passage begins in the middle of the sentence."""
        return self.place == 0 and self.text[:1].islower()


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
        sentences: In reading order; empty where nothing has anything to do with the question.
        support: How far the passages hold an answer; higher is better, comparable within one kind of
            encoding only. is_supported: It passes the bar.
    """

    sentences: tuple[PassageSentence, ...]
    support: float
    is_supported: bool


def passage_sentences(passages: Sequence[Passage]) -> list[PassageSentence]:
    """Splits passages into sentences; one that stands in two overlapping passages counts in the first."""
    known: set[str] = set()
    found: list[PassageSentence] = []
    for index, passage in enumerate(passages):
        for place, span in enumerate(split_sentences(passage.chunk.text)):
            if span.text not in known:
                known.add(span.text)
                score, words = passage.part_at(span.start).score, split_words(span.text)
                document_id, title = passage.chunk.document_id, passage.chunk.title
                found.append(PassageSentence(span.text, document_id, title, index, place, score, words))
    return found


def select_sentences(
    question: str, sentences: Sequence[PassageSentence], encoding: Encoding | None = None
) -> Selection:
    """Returns the one to three sentences that answer the question best."""
    if not sentences or not split_words(question):
        return Selection((), 0.0, is_supported=False)
    likeness = _plain(question, sentences) if encoding is None else _encoded(question, sentences, encoding)
    chosen = _chosen(sentences, likeness.scores)
    return Selection(chosen, likeness.support, likeness.support >= likeness.bar and bool(chosen))


@dataclass(frozen=True, slots=True)
class _Likeness:
    scores: NDArray[np.float64]
    support: float
    bar: float


def _plain(question: str, sentences: Sequence[PassageSentence]) -> _Likeness:
    shared, anywhere = _shared_words(question, sentences)
    support = float(shared.max()) + anywhere
    return _Likeness(_favoured(sentences, shared), support, _PLAIN_SUPPORT_BAR)


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
    raw = cosines + matches @ weights + _SHARED_WORDS_WEIGHT * shared
    support = float(cosines.max() + matches.max(axis=0) @ weights)
    return _Likeness(_favoured(sentences, raw), support, _SUPPORT_BAR)


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


def _chosen(sentences: Sequence[PassageSentence], scores: NDArray[np.float64]) -> tuple[PassageSentence, ...]:
    order = [int(index) for index in np.argsort(-scores, kind="stable")]
    best = float(scores[order[0]])
    if best <= 0:
        return ()
    chosen: list[PassageSentence] = []
    words = 0
    for index in order:
        sentence = sentences[index]
        if len(chosen) == MAX_SENTENCES or scores[index] < _KEEP_SHARE * best:
            break
        is_too_long = bool(chosen) and words + len(sentence.words) > MAX_WORDS
        if is_too_long or any(_says_the_same(sentence, other) for other in chosen):
            continue
        chosen.append(sentence)
        words += len(sentence.words)
    return _in_reading_order(chosen)


def _says_the_same(one: PassageSentence, other: PassageSentence) -> bool:
    left, right = ({word.stem for word in sentence.words} for sentence in (one, other))
    if any(map(_has_digit, left ^ right)):  # two rows of a table, two years of one report
        return False
    return len(left & right) >= _SAME_WORDS * min(len(left), len(right))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _in_reading_order(best_first: Sequence[PassageSentence]) -> tuple[PassageSentence, ...]:
    """Keeps each passage's sentences together in their own order; the best sentence's passage leads."""
    passages = list(dict.fromkeys(sentence.passage for sentence in best_first))
    return tuple(sorted(best_first, key=lambda s: (passages.index(s.passage), s.place)))
