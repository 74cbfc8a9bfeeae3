"""The claim verifier: reads a claim with its evidence, and says how likely the evidence supports it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class ClaimVerifier(Protocol):
    """Estimates support for claims. Calls are pure: the same pair gives the same probability.

    Any order and number of pairs is fine: adapters batch as suits them, a pair's probability never depends
    on its neighbours, and a call may be repeated. Evidence past the model's limit is ignored.
    """

    def verify(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Returns for each pair (claim, evidence) the probability that the evidence supports the claim.

        One value per pair, in the order given, each from 0 (not supported) to 1 (supported); exactly 0.5 says
        that it cannot tell. The claim is one sentence; the evidence is one or more sentences in their order,
        of any length, with line breaks kept, titles in lines of their own. An empty list gives an empty list;
        a pair without words on either side gives 0.

        Raises:
            Unavailable: The verifier cannot answer now, or not in time; the caller checks without it.
            Misconfigured: The model is missing, or is not the pinned one.
        """
        ...
