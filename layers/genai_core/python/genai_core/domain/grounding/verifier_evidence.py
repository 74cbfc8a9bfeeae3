"""What a verifier reads beside a claim: the sentences nearest to it, as it has learnt to read them.

Whether a sentence supports a claim often hangs on its neighbours and on the title over it: who "he" is, and
what "the second phase" is of. The length is bounded, for that of a pair is what a verifier costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.grounding.evidence import Evidence

NEAREST = 3
MOST_WORDS = 100
"""Of all sentences shown; a single longer one is shown whole, and cut by whoever reads it."""


def verifier_evidence(means: NDArray[np.floating[Any]], cited: Sequence[int], evidence: Evidence) -> str:
    """Returns the sentences nearest to a claim and their neighbours, in order, under their headings.

    Args:
        means: [evidence sentences], how alike each is to the claim. cited: Those that support it, best first.
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
    """Yields the sentences in their order; each text's heading stands before its first one."""
    heading = ""
    for index in chosen:
        sentence = evidence.sentences[index]
        over = evidence.headings[sentence.source] if evidence.headings else ""
        if over and over != heading:
            yield over
        heading = over
        yield " ".join(sentence.encoded.text.split())
