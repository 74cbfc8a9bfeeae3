"""Cache verified pairs: each new answer repeats the check, mostly with the same claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from genai_core.domain.recently_used import RecentlyUsed
from genai_core.ports.claim_verifier import ClaimVerifier

REMEMBERED_PAIRS = 1024
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RememberingVerifier:
    """A ClaimVerifier that sends only new pairs to another."""

    inner: ClaimVerifier
    _remembered: RecentlyUsed[_Pair, float] = field(
        default_factory=lambda: RecentlyUsed[_Pair, float](REMEMBERED_PAIRS), repr=False
    )

    def verify(self, pairs: Sequence[_Pair]) -> list[float]:
        found = self._remembered.known(pairs)
        missing = list(dict.fromkeys(pair for pair in pairs if pair not in found))
        if missing:
            found.update(zip(missing, self.inner.verify(missing), strict=True))
        self._remembered.keep(found)
        return [found[pair] for pair in pairs]
