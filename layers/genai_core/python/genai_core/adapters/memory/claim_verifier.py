"""Verify claims by shared words, for tests and for runs without a model."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"\w+")


class MemoryClaimVerifier:
    """Implements ClaimVerifier: the probability is the share of the claim's words in the evidence.

    Attributes:
        asked: All pairs in order of arrival.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def verify(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.asked.extend(pairs)
        return [_share(claim, evidence) for claim, evidence in pairs]


def _share(claim: str, evidence: str) -> float:
    claim_words, evidence_words = _WORD.findall(claim.lower()), set(_WORD.findall(evidence.lower()))
    return sum(word in evidence_words for word in claim_words) / len(claim_words) if claim_words else 0.0
