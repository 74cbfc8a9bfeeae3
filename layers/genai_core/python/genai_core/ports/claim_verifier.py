"""Port: the probability that evidence supports a claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class ClaimVerifier(Protocol):
    """Estimates the support for claims. The same pair always gives the same probability.

    Pairs may have any order and number: adapters choose their batches, a pair's probability never depends on
    other pairs, and a call may be repeated. Evidence beyond the model's limit is ignored.
    """

    def verify(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Returns for each pair (claim, evidence) the probability that the evidence supports the claim.

        One value per pair, in the given order, from 0 (not supported) to 1 (supported); exactly 0.5 means
        undecided. The claim is one sentence; the evidence is one or more sentences in their order, of any
        length, with line breaks and with titles on separate lines. An empty list gives an empty list; a pair
        without words on one side gives 0.

        Raises:
            Unavailable: The verifier cannot answer now, or not in time; the caller checks without it.
            Misconfigured: The model is missing or is not the pinned one.
        """
        ...
