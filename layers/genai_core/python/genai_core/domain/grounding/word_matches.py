"""Sum up how the words of one claim match the evidence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.grounding.evidence import Evidence
from genai_core.domain.text.encoded_texts import EncodedText, content_mask, stem_matches

WEAKEST_WORDS = 2
SECOND_SENTENCE_GAIN = 0.12
"""A second sentence is cited only if it adds this much; otherwise the citation is noise."""


def weakest_match(claim: EncodedText, matches: NDArray[np.float32], evidence: Evidence) -> float:
    """Returns the mean of the two worst-matched content words, half by vector and half by stem."""
    halves = 0.5 * matches + 0.5 * stem_matches(claim, evidence.joined.text.stems)
    content = np.sort(halves[content_mask(claim)])
    return float(content[:WEAKEST_WORDS].mean())


def has_digits(claim: EncodedText) -> NDArray[np.bool_]:
    """Returns [claim words]: True for words with a digit."""
    return np.array([any(map(str.isdigit, word.form)) for word in claim.words], dtype=bool)


def supporting_sentences(
    per_sentence: NDArray[np.float32], weights: NDArray[np.float32], best: int
) -> tuple[int, ...]:
    """Returns the best sentence, and a second one if it supports much that the first does not."""
    together = weights @ np.maximum(per_sentence, per_sentence[:, [best]])
    second = int(together.argmax())
    gain = float(together[second]) - float(together[best])
    return (best, second) if gain >= SECOND_SENTENCE_GAIN else (best,)
