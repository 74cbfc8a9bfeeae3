"""Groundedness: how far the passages bear a sentence out, and with which words.

The score of a claim is `.65 u + .2 best + .15 weakest - .12 conflicts`: *u* is the weighted mean over
the claim's words of the best match anywhere in the evidence, *best* the same within the one best
sentence, *weakest* the mean of the three worst-matched content words (half vector, half stem), and
*conflicts* the slots in which the claim differs from the best sentence and its neighbours. Coefficients
are tuned once for all kinds of text, never per workspace, and no bar is lowered until something matches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.answers import Verdict
from genai_core.domain.claims import split_sentences
from genai_core.domain.encoded_texts import (
    EncodedText,
    Vectors,
    content_mask,
    encode_text,
    similarities,
    stem_matches,
)
from genai_core.domain.slots import Conflict, find_conflicts

ANYWHERE_WEIGHT = 0.65
BEST_WEIGHT = 0.20
WEAKEST_WEIGHT = 0.15
CONFLICT_WEIGHT = 0.12
WEAKEST_WORDS = 3
MAX_CONFLICTS = 3.0
SECOND_SENTENCE_GAIN = 0.12
"""A second sentence is cited only where it adds this much: a citation that adds nothing is noise."""


class Thresholds(NamedTuple):
    """From which score on a sentence is supported, and partly so."""

    supported: float
    partly: float


VECTOR_THRESHOLDS = Thresholds(supported=0.72, partly=0.55)
PLAIN_THRESHOLDS = Thresholds(supported=0.80, partly=0.55)
"""Without an embedder a paraphrase matches nothing, so the scale is another."""


@dataclass(frozen=True, eq=False)
class EvidenceSentence:
    """One sentence of the evidence; `source` is the index of its text, `start` and `end` its place there."""

    encoded: EncodedText
    source: int
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Evidence:
    """All evidence as sentences in order, with what is the same for every claim computed once.

    Attributes:
        known: Text that counts as given besides, such as titles and headings.
    """

    sentences: tuple[EvidenceSentence, ...]
    joined: EncodedText
    starts: NDArray[np.intp]
    known: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """What the evidence says about one claim.

    Attributes:
        score: 0 to 1. anywhere, best, weakest: its parts.
        sentences: Indices of the supporting evidence sentences, the best first; one, or two that
            together say more than one.
        conflicts: Slots that differ there.
    """

    score: float
    verdict: Verdict
    anywhere: float = 0.0
    best: float = 0.0
    weakest: float = 0.0
    sentences: tuple[int, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


NO_SUPPORT = Support(0.0, Verdict.UNSUPPORTED)


def evidence_texts(texts: Sequence[str]) -> list[str]:
    """Returns the sentences whose token vectors `build_evidence` wants."""
    return [span.text for text in texts for span in split_sentences(text)]


def build_evidence(texts: Sequence[str], vectors: Vectors, *, known: str = "") -> Evidence:
    """Splits texts into sentences and lays their words side by side."""
    sentences = tuple(
        EvidenceSentence(encoded, source, span.start, span.end)
        for source, text in enumerate(texts)
        for span in split_sentences(text)
        if not (encoded := encode_text(span.text, vectors)).is_empty
    )
    lengths = [len(sentence.encoded.words) for sentence in sentences]
    starts = (
        np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.intp) if lengths else np.zeros(0, np.intp)
    )
    return Evidence(sentences, _joined(sentences), starts, known)


def check_claim(claim: EncodedText, evidence: Evidence) -> Support:
    """Returns how far the evidence supports one claim; no evidence supports nothing."""
    if claim.is_empty or not evidence.sentences:
        return NO_SUPPORT
    table = similarities(claim, evidence.joined)
    per_sentence = np.clip(np.maximum.reduceat(table, evidence.starts, axis=1), 0.0, 1.0)
    weights = claim.weights / max(float(claim.weights.sum()), 1e-9)
    anywhere = float(weights @ per_sentence.max(axis=1))
    means = weights @ per_sentence
    best = int(means.argmax())
    weakest = _weakest(claim, per_sentence.max(axis=1), evidence)
    conflicts = find_conflicts(claim.text, _window(evidence, best), known=evidence.known)
    raw = ANYWHERE_WEIGHT * anywhere + BEST_WEIGHT * float(means[best]) + WEAKEST_WEIGHT * weakest
    penalty = CONFLICT_WEIGHT * min(MAX_CONFLICTS, sum(conflict.weight for conflict in conflicts))
    score = float(np.clip(raw - penalty, 0.0, 1.0))
    verdict = _verdict(score, raw, conflicts, has_vectors=claim.vectors is not None)
    cited = _supporting(per_sentence, weights, best)
    return Support(score, verdict, anywhere, float(means[best]), weakest, cited, conflicts)


def _weakest(claim: EncodedText, matches: NDArray[np.float32], evidence: Evidence) -> float:
    halves = 0.5 * matches + 0.5 * stem_matches(claim, evidence.joined.stems)
    content = np.sort(halves[content_mask(claim)])
    return float(content[:WEAKEST_WORDS].mean())


def _supporting(
    per_sentence: NDArray[np.float32], weights: NDArray[np.float32], best: int
) -> tuple[int, ...]:
    """Returns the best sentence, and a second one where it bears out much that the first does not."""
    together = weights @ np.maximum(per_sentence, per_sentence[:, [best]])
    second = int(together.argmax())
    gain = float(together[second]) - float(together[best])
    return (best, second) if gain >= SECOND_SENTENCE_GAIN else (best,)


def _window(evidence: Evidence, best: int) -> str:
    """Returns the best sentence with its neighbours in the same text."""
    source = evidence.sentences[best].source
    around = range(max(0, best - 1), min(len(evidence.sentences), best + 2))
    return " ".join(
        evidence.sentences[index].encoded.text
        for index in around
        if evidence.sentences[index].source == source
    )


def _verdict(score: float, raw: float, conflicts: Sequence[Conflict], *, has_vectors: bool) -> Verdict:
    limits = VECTOR_THRESHOLDS if has_vectors else PLAIN_THRESHOLDS
    hard = [conflict for conflict in conflicts if conflict.weight >= 1.0]
    if hard and raw >= limits.supported and any(conflict.evidence for conflict in hard):
        return Verdict.CONTRADICTED
    if score >= limits.supported and not hard:
        return Verdict.SUPPORTED
    if raw >= limits.partly:
        return Verdict.PARTLY
    return Verdict.UNSUPPORTED


def _joined(sentences: Sequence[EvidenceSentence]) -> EncodedText:
    words = tuple(word for sentence in sentences for word in sentence.encoded.words)
    weights = [sentence.encoded.weights for sentence in sentences]
    vectors = [s.encoded.vectors for s in sentences if s.encoded.vectors is not None]
    complete = len(vectors) == len(sentences) and bool(sentences)
    return EncodedText(
        "",
        words,
        np.concatenate(weights) if weights else np.zeros(0, np.float32),
        np.concatenate(vectors) if complete else None,
    )
