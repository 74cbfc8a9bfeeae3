"""Limit the time of a slow verifier, and keep its results so far for the next check."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass

from genai_core.errors import TimedOut
from genai_core.ports.claim_verifier import ClaimVerifier

CALLS_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class TimedVerifier:
    """A ClaimVerifier that calls another pair by pair within a time limit.

    Over a caching verifier, the results of a late check are kept: the next check of the same claims verifies
    only the missing pairs.

    Attributes:
        limit_s: Time limit for all pairs of one call; after it TimedOut is raised and waiting pairs are
            dropped.
    """

    inner: ClaimVerifier
    limit_s: float

    def verify(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        # Pairs with the same evidence are adjacent, so that a server's prefix cache reads the evidence once.
        distinct = sorted(set(pairs), key=lambda pair: pair[::-1])
        pool = ThreadPoolExecutor(CALLS_AT_ONCE, thread_name_prefix="verifier")
        try:
            calls = {pair: pool.submit(self.inner.verify, [pair]) for pair in distinct}
            done, late = wait(calls.values(), timeout=self.limit_s, return_when=FIRST_EXCEPTION)
            probabilities = {call: call.result()[0] for call in done}
            if late:
                raise TimedOut(
                    f"{len(late)} of {len(distinct)} claims were not verified in {self.limit_s:g} s"
                )
            return [probabilities[calls[pair]] for pair in pairs]
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
