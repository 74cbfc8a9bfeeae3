"""Use one of a user's allowances before any work is done for the call."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from genai_core.domain.identifiers import UserId
from genai_core.domain.user_rates import Allowance, rate_exceeded
from genai_core.errors import Unavailable
from genai_core.ports.clock import Clock
from genai_core.ports.token_buckets import TokenBuckets


@dataclass(frozen=True, slots=True)
class TakeAllowance:
    """Limits the rate of each user's calls.

    Attributes:
        per_minute: By allowance; 0 means no limit. A whole minute's allowance may be taken at once.
    """

    buckets: TokenBuckets
    clock: Clock
    per_minute: Mapping[Allowance, int]

    def __call__(self, user_id: UserId, allowance: Allowance) -> None:
        """Uses one. Raises Refused, with `reset_at`, if none is left now."""
        per_minute = self.per_minute[allowance]
        if not per_minute:
            return
        now = self.clock.now()
        try:
            wait_s = self.buckets.take(f"{user_id}#{allowance}", 60 / per_minute, now=now.timestamp())
        except Unavailable:
            # If the buckets are unavailable, users may continue: the gateway's own limit still applies.
            return
        if wait_s:
            raise rate_exceeded(user_id, allowance, per_minute, math.ceil(wait_s), now)
