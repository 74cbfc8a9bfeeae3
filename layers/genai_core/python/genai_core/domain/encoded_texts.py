"""Texts ready to be compared word by word: words, their weights, and a vector for each where there is one.

The encoder's vocabulary is sorted by frequency, so a word's place in it says how rare the word is: an
IDF that needs no corpus and no table. Without token vectors words weigh by being content words or not,
and compare by their stems and spelling.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.chunks import TokenVectors
from genai_core.domain.words import STOPWORDS, Word, split_words

Vectors = Mapping[str, TokenVectors]
"""Token vectors by the exact text they encode; empty in the mode that uses no embedder."""

_FIRST_WORD_ID = 1996
"""Where words begin in the vocabulary ("the"); before it stand special tokens and single characters."""
_VOCABULARY_SIZE = 30522
_STOPWORD_WEIGHT = 0.08
_PLAIN_WEIGHT = 0.75
_LONG_WORD = 7
_SPELLING_FLOOR = 0.6


@dataclass(frozen=True, eq=False)
class EncodedText:
    """One sentence as words.

    Attributes:
        weights: [w] float32, how much each word says; stopwords near 0.
        vectors: [w, d] float32, unit length, the mean of each word's pieces; None without an embedder.
    """

    text: str
    words: tuple[Word, ...]
    weights: NDArray[np.float32]
    vectors: NDArray[np.float32] | None

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words)

    @property
    def is_empty(self) -> bool:
        return not self.words


def encode_text(text: str, vectors: Vectors) -> EncodedText:
    """Returns a text as weighted words, with vectors where `vectors` holds the text."""
    words = split_words(text)
    tokens = vectors.get(text)
    if tokens is None or not words or not len(tokens.token_ids):
        return EncodedText(text, words, _plain_weights(words), None)
    owners = _owners(words, tokens)
    return EncodedText(text, words, _rarity(words, tokens, owners), _word_vectors(words, tokens, owners))


def similarities(claim: EncodedText, evidence: EncodedText) -> NDArray[np.float32]:
    """Returns [claim words, evidence words]: cosines, or likeness of spelling without vectors."""
    if claim.vectors is not None and evidence.vectors is not None:
        return claim.vectors @ evidence.vectors.T
    return _spelling(claim.words, evidence.words)


def stem_matches(claim: EncodedText, stems: frozenset[str]) -> NDArray[np.float32]:
    """Returns [claim words]: 1 where the word's stem occurs among `stems`, else 0."""
    return np.array([word.stem in stems for word in claim.words], dtype=np.float32)


def content_mask(text: EncodedText) -> NDArray[np.bool_]:
    """Returns [words]: True for content words; all True where there is none."""
    mask = np.array([word.form not in STOPWORDS for word in text.words], dtype=bool)
    return mask if mask.any() else np.ones_like(mask)


def _owners(words: Sequence[Word], tokens: TokenVectors) -> NDArray[np.intp]:
    """Returns [pieces]: the index of the word each piece lies in, -1 for punctuation between words."""
    starts = np.array([word.start for word in words])
    ends = np.array([word.end for word in words])
    middles = (tokens.offsets[:, 0] + tokens.offsets[:, 1]) / 2
    index = np.searchsorted(starts, middles, side="right") - 1
    inside = (index >= 0) & (middles <= ends[np.maximum(index, 0)])
    return np.where(inside, index, -1)


def _rarity(words: Sequence[Word], tokens: TokenVectors, owners: NDArray[np.intp]) -> NDArray[np.float32]:
    ranks = np.clip(tokens.token_ids.astype(np.float32) - _FIRST_WORD_ID, 1, None)
    piece = np.log1p(ranks) / np.log(_VOCABULARY_SIZE)
    weights = _plain_weights(words)
    best = np.zeros(len(words), dtype=np.float32)
    pieces = np.zeros(len(words), dtype=np.int64)
    owned = owners >= 0
    np.maximum.at(best, owners[owned], piece[owned])
    np.add.at(pieces, owners[owned], 1)
    rare = np.where(pieces > 1, 1.0, best)  # a word of several pieces is rarer than any whole one
    content = np.array([word.form not in STOPWORDS for word in words])
    return np.where(content & (pieces > 0), rare, weights).astype(np.float32)


def _word_vectors(
    words: Sequence[Word], tokens: TokenVectors, owners: NDArray[np.intp]
) -> NDArray[np.float32]:
    sums = np.zeros((len(words), tokens.vectors.shape[1]), dtype=np.float32)
    owned = owners >= 0
    np.add.at(sums, owners[owned], tokens.vectors[owned])
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return sums / np.maximum(norms, 1e-9)


def _plain_weights(words: Sequence[Word]) -> NDArray[np.float32]:
    return np.array([_plain_weight(word) for word in words], dtype=np.float32)


def _plain_weight(word: Word) -> float:
    if word.form in STOPWORDS:
        return _STOPWORD_WEIGHT
    is_telling = len(word.form) >= _LONG_WORD or any(character.isdigit() for character in word.form)
    return 1.0 if is_telling else _PLAIN_WEIGHT


def _spelling(claim: Sequence[Word], evidence: Sequence[Word]) -> NDArray[np.float32]:
    table = np.zeros((len(claim), len(evidence)), dtype=np.float32)
    columns: dict[str, list[int]] = {}
    for column, word in enumerate(evidence):
        columns.setdefault(word.stem, []).append(column)
    for row, word in enumerate(claim):
        for known, places in columns.items():
            likeness = 1.0 if known == word.stem else _shared_prefix(word.stem, known)
            if likeness:
                table[row, places] = likeness
    return table


def _shared_prefix(one: str, other: str) -> float:
    """Returns how much of the longer stem both begin with, 0 below the floor ("organis", "organiz")."""
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    share = shared / max(len(one), len(other))
    return share if shared >= 4 and share >= _SPELLING_FLOOR else 0.0
