"""Cache verified pairs: each new answer repeats the check, mostly with the same claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from genai_core.domain.recently_used import RecentlyUsed
from genai_core.ports.claim_verifier import ClaimVerifier

CACHED_PAIRS = 1024
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CachedVerifier:
    """A ClaimVerifier that sends only new pairs to another."""

    inner: ClaimVerifier
    _cache: RecentlyUsed[_Pair, float] = field(
        default_factory=lambda: RecentlyUsed[_Pair, float](CACHED_PAIRS), repr=False
    )

    def verify(self, pairs: Sequence[_Pair]) -> list[float]:
        probabilities = self._cache.known(pairs)
        missing = list(dict.fromkeys(pair for pair in pairs if pair not in probabilities))
        if missing:
            probabilities.update(zip(missing, self.inner.verify(missing), strict=True))
        self._cache.keep(probabilities)
        return [probabilities[pair] for pair in pairs]
