"""Choose what a verifier reads beside a claim: the nearest sentences, in the form of its training.

Whether a sentence supports a claim often depends on its neighbours and the title above: who "he" is, or to
what "the second phase" belongs. The length is bounded, because it determines a verifier's cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.grounding.evidence import Evidence

NEAREST = 3
MOST_WORDS = 100
"""Maximum words of all shown sentences; a single longer one is shown whole, and the verifier cuts it."""


def verifier_evidence(means: NDArray[np.floating[Any]], cited: Sequence[int], evidence: Evidence) -> str:
    """Returns the sentences nearest to a claim and their neighbours, in order, under their headings.

    Args:
        means: [evidence sentences], similarity of each to the claim. cited: Indices of those that support it,
            best first.
    """
    order = list(dict.fromkeys([*cited, *np.argsort(-means, kind="stable")[:NEAREST].tolist()]))[:NEAREST]
    kept: list[int] = []
    words = 0
    for index in dict.fromkeys([*order, *_beside(order, evidence)]):
        length = len(evidence.sentences[index].encoded.words)
        if not kept or words + length <= MOST_WORDS:
            kept.append(index)
            words += length
    return "\n".join(_under_headings(sorted(kept), evidence))


def _beside(order: Sequence[int], evidence: Evidence) -> Iterator[int]:
    for centre in order:
        yield from (index for index in evidence.neighbours([centre]) if index != centre)


def _under_headings(chosen: Sequence[int], evidence: Evidence) -> Iterator[str]:
    """Yields the sentences in order; each text's heading comes before its first sentence."""
    heading = ""
    for index in chosen:
        sentence = evidence.sentences[index]
        over = evidence.headings[sentence.source] if evidence.headings else ""
        if over and over != heading:
            yield over
        heading = over
        yield " ".join(sentence.encoded.text.split())
