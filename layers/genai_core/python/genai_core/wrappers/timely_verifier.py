"""Bounds the time of a slow verifier, and keeps what it said by then for the next check."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass

from genai_core.errors import TimedOut
from genai_core.ports.claim_verifier import ClaimVerifier

CALLS_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class TimelyVerifier:
    """A ClaimVerifier over another, which is asked pair by pair.

    Over a verifier that remembers, a check that came too late is not in vain: the next one of the same claims
    asks only what is missing.

    Attributes:
        limit_s: Of all pairs of one call together; then TimedOut is raised, and what waits is not asked.
    """

    inner: ClaimVerifier
    limit_s: float

    def verify(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        # Pairs with the same evidence stand together: a server's prefix cache then reads it once.
        asked = sorted(set(pairs), key=lambda pair: pair[::-1])
        pool = ThreadPoolExecutor(CALLS_AT_ONCE, thread_name_prefix="verifier")
        try:
            calls = {pair: pool.submit(self.inner.verify, [pair]) for pair in asked}
            done, late = wait(calls.values(), timeout=self.limit_s, return_when=FIRST_EXCEPTION)
            told = {call: call.result()[0] for call in done}
            if late:
                raise TimedOut(f"{len(late)} of {len(asked)} claims were not verified in {self.limit_s:g} s")
            return [told[calls[pair]] for pair in pairs]
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
