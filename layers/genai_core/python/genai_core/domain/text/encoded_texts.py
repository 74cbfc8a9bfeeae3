"""Prepare texts for comparison word by word: words, their weights, and their vectors if there are any.

The encoder gives the rarity of each word piece in its language: an IDF without a corpus or table. Without
token vectors, words weigh by whether they are content words, and are compared by stems and spelling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.domain.text.words import FUNCTION_WORDS, Word, split_words

Vectors = Mapping[str, TokenVectors]
"""Token vectors by the exact text they encode; empty in the mode without an embedder."""

_STOPWORD_WEIGHT = 0.08
_PLAIN_WEIGHT = 0.75
_LONG_WORD = 7
_SPELLING_FLOOR = 0.6
_SHARED_LETTERS = 4
_BLOCK_WORDS = 512
_KNOWN_WORDS = 1 << 15


@dataclass(frozen=True, eq=False)
class EncodedText:
    """One sentence as words.

    Attributes:
        weights: [w] float32, importance of each word; stop words near 0.
        vectors: [w, d] float32, unit length, the mean of each word's pieces; None without an embedder.
    """

    text: str
    words: tuple[Word, ...]
    weights: NDArray[np.float32]
    vectors: NDArray[np.float32] | None

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words)

    @cached_property
    def spelling(self) -> Spelling:
        return Spelling.of(self.words)

    @property
    def is_empty(self) -> bool:
        return not self.words

    def blocks(self) -> Iterator[EncodedText]:
        """Yields the words block by block, so that a text of any length is compared in little memory."""
        for start in range(0, len(self.words), _BLOCK_WORDS):
            end = start + _BLOCK_WORDS
            vectors = None if self.vectors is None else self.vectors[start:end]
            yield EncodedText("", self.words[start:end], self.weights[start:end], vectors)


@dataclass(frozen=True, eq=False)
class Spelling:
    """The distinct stems of a text, for lookups.

    Attributes:
        stem_indices: [w], index of each word's stem.
        index: Indices by stem. alike: Distinct stems by their first letters.
    """

    stem_indices: NDArray[np.intp]
    index: dict[str, int]
    alike: dict[str, list[str]]

    @classmethod
    def of(cls, words: Sequence[Word]) -> Spelling:
        stems = [word.stem for word in words]
        index = {stem: number for number, stem in enumerate(dict.fromkeys(stems))}
        indices = np.array([index[stem] for stem in stems], dtype=np.intp)
        alike: dict[str, list[str]] = {}
        for stem in index:
            alike.setdefault(stem[:_SHARED_LETTERS], []).append(stem)
        return cls(indices, index, alike)

    def like(self, stem: str) -> Iterator[tuple[str, float]]:
        """Yields the stems with the same first letters, and their similarity; all others have none."""
        for known in self.alike.get(stem[:_SHARED_LETTERS], ()):
            yield known, 1.0 if known == stem else _shared_prefix(stem, known)


@dataclass(frozen=True, eq=False)
class JoinedText:
    """Sentences joined into one text, so that one matrix product compares a claim with all of them.

    Attributes:
        text: All words of the sentences in order.
        starts: [s], index of each sentence's first word.
    """

    sentences: tuple[EncodedText, ...]
    text: EncodedText
    starts: NDArray[np.intp]

    def best_matches(self, claim: EncodedText) -> NDArray[np.float32]:
        """Returns [claim words, sentences], 0 to 1: each word's best match in each sentence."""
        if claim.vectors is None or self.text.vectors is None:
            distinct = [self._spelled_like(stem) for stem in claim.spelling.index]
            return np.concatenate(distinct).reshape(len(distinct), -1)[claim.spelling.stem_indices]
        blocks = [
            np.maximum.reduceat(similarities(block, self.text), self.starts, axis=1)
            for block in claim.blocks()
        ]
        return np.clip(np.concatenate(blocks), 0.0, 1.0)

    def stem_matches(self, claim: EncodedText) -> NDArray[np.float32]:
        """Returns [claim words, sentences]: 1 if the sentence has the word's stem, else 0."""
        index = self.text.spelling.index
        return self._stems_by_sentence[[index.get(word.stem, -1) for word in claim.words]]

    def _spelled_like(self, stem: str) -> NDArray[np.float32]:
        """Returns [sentences]: the best similarity of a stem to any stem in each sentence."""
        best_likeness = self._likenesses.get(stem)
        if best_likeness is None:
            best_likeness = np.zeros(len(self.sentences), dtype=np.float32)
            for known, likeness in self.text.spelling.like(stem):
                if likeness:
                    has_it = self._stems_by_sentence[self.text.spelling.index[known]]
                    np.maximum(best_likeness, np.float32(likeness) * has_it, out=best_likeness)
            self._likenesses[stem] = best_likeness
        return best_likeness

    @cached_property
    def _likenesses(self) -> dict[str, NDArray[np.float32]]:
        return {}

    @cached_property
    def _stems_by_sentence(self) -> NDArray[np.float32]:
        """[distinct stems and one that occurs nowhere, sentences]."""
        spelling = self.text.spelling
        table = np.zeros((len(spelling.index) + 1, len(self.sentences)), dtype=np.float32)
        lengths = [len(sentence.words) for sentence in self.sentences]
        table[spelling.stem_indices, np.repeat(np.arange(len(lengths)), lengths)] = 1.0
        return table


def join_texts(sentences: Sequence[EncodedText]) -> JoinedText:
    """Returns non-empty sentences as one text; with vectors if all of them have vectors."""
    vectors = [sentence.vectors for sentence in sentences if sentence.vectors is not None]
    weights = [sentence.weights for sentence in sentences]
    text = EncodedText(
        "",
        tuple(word for sentence in sentences for word in sentence.words),
        np.concatenate(weights) if weights else np.zeros(0, np.float32),
        np.concatenate(vectors) if vectors and len(vectors) == len(sentences) else None,
    )
    lengths = [len(sentence.words) for sentence in sentences]
    starts = np.cumsum([0, *lengths[:-1]]) if lengths else np.zeros(0)
    return JoinedText(tuple(sentences), text, starts.astype(np.intp))


def encode_text(text: str, vectors: Vectors) -> EncodedText:
    """Returns a text as weighted words, with vectors if `vectors` has the text."""
    words = split_words(text)
    tokens = vectors.get(text)
    if tokens is None or not words or not len(tokens.keys):
        return EncodedText(text, words, _plain_weights(words), None)
    owners = _owners(words, tokens)
    return EncodedText(text, words, _rarity(words, tokens, owners), _word_vectors(words, tokens, owners))


def similarities(claim: EncodedText, evidence: EncodedText) -> NDArray[np.float32]:
    """Returns [claim words, evidence words]: cosines, or similarity of spelling without vectors."""
    if claim.vectors is not None and evidence.vectors is not None:
        return claim.vectors @ evidence.vectors.T
    return _spelling(claim.words, evidence.spelling)


def stem_matches(claim: EncodedText, stems: frozenset[str]) -> NDArray[np.float32]:
    """Returns [claim words]: 1 if the word's stem is among `stems`, else 0."""
    return np.array([word.stem in stems for word in claim.words], dtype=np.float32)


def content_mask(text: EncodedText) -> NDArray[np.bool_]:
    """Returns [words]: True for content words; all True if there is none."""
    mask = np.array([word.form not in FUNCTION_WORDS for word in text.words], dtype=bool)
    return mask if mask.any() else np.ones_like(mask)


def _owners(words: Sequence[Word], tokens: TokenVectors) -> NDArray[np.intp]:
    """Returns [pieces]: the index of the word that each piece is in, -1 for punctuation between words."""
    starts = np.array([word.start for word in words])
    ends = np.array([word.end for word in words])
    middles = (tokens.offsets[:, 0] + tokens.offsets[:, 1]) / 2
    index = np.searchsorted(starts, middles, side="right") - 1
    inside = (index >= 0) & (middles <= ends[np.maximum(index, 0)])
    return np.where(inside, index, -1)


def _rarity(words: Sequence[Word], tokens: TokenVectors, owners: NDArray[np.intp]) -> NDArray[np.float32]:
    weights = _plain_weights(words)
    owned, firsts = _runs(owners)
    if not len(owned):
        return weights
    counts = np.diff(np.append(firsts, int((owners >= 0).sum())))
    best = np.maximum.reduceat(tokens.rarity[owners >= 0], firsts)
    content = np.array([words[index].form not in FUNCTION_WORDS for index in owned])
    # A word of several pieces is rarer than any single-piece word.
    weights[owned[content]] = np.where(counts > 1, 1.0, best)[content]
    return weights


def _word_vectors(
    words: Sequence[Word], tokens: TokenVectors, owners: NDArray[np.intp]
) -> NDArray[np.float32]:
    sums = np.zeros((len(words), tokens.vectors.shape[1]), dtype=np.float32)
    owned, firsts = _runs(owners)
    if len(owned):
        sums[owned] = np.add.reduceat(tokens.vectors[owners >= 0], firsts, axis=0)
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return sums / np.maximum(norms, 1e-9)


def _runs(owners: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Returns the words that own pieces, and where their pieces begin among those owned.

    Pieces are in text order, so each word's pieces are adjacent.
    """
    owned = owners[owners >= 0]
    firsts = np.flatnonzero(np.diff(owned, prepend=-1))
    return owned[firsts], firsts


def _plain_weights(words: Sequence[Word]) -> NDArray[np.float32]:
    return np.array([_plain_weight(word.form) for word in words], dtype=np.float32)


@lru_cache(_KNOWN_WORDS)
def _plain_weight(form: str) -> float:
    if form in FUNCTION_WORDS:
        return _STOPWORD_WEIGHT
    is_telling = len(form) >= _LONG_WORD or any(character.isdigit() for character in form)
    return 1.0 if is_telling else _PLAIN_WEIGHT


def _spelling(claim: Sequence[Word], evidence: Spelling) -> NDArray[np.float32]:
    """Returns [claim words, evidence words]; only stems with the same first letters are compared."""
    table = np.zeros((len(claim), len(evidence.index)), dtype=np.float32)
    for row, word in enumerate(claim):
        for known, likeness in evidence.like(word.stem):
            table[row, evidence.index[known]] = likeness
    return table[:, evidence.stem_indices]


def _shared_prefix(first: str, second: str) -> float:
    """Returns the shared prefix as a share of the longer stem, 0 below the minimum ("organis", "organiz")."""
    shared = 0
    for left, right in zip(first, second, strict=False):
        if left != right:
            break
        shared += 1
    share = shared / max(len(first), len(second))
    return share if shared >= _SHARED_LETTERS and share >= _SPELLING_FLOOR else 0.0
