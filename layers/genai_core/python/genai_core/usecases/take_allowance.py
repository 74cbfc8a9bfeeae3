"""Takes one of a user's allowances, before anything is spent on the call."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from genai_core.domain.identifiers import UserId
from genai_core.domain.user_rates import Allowance, rate_exceeded
from genai_core.errors import Unavailable
from genai_core.ports.clock import Clock
from genai_core.ports.rate_meter import RateMeter


@dataclass(frozen=True, slots=True)
class TakeAllowance:
    """Meters users.

    Attributes:
        per_minute: By allowance; 0 means no limit. A minute's worth may be taken at once.
    """

    meter: RateMeter
    clock: Clock
    per_minute: Mapping[Allowance, int]

    def __call__(self, user_id: UserId, allowance: Allowance) -> None:
        """Takes one. Raises Refused, with `reset_at`, if nothing is left now."""
        per_minute = self.per_minute[allowance]
        if not per_minute:
            return
        now = self.clock.now()
        try:
            wait_s = self.meter.take(f"{user_id}#{allowance}", 60 / per_minute, now=now.timestamp())
        except Unavailable:
            # Without its meter nobody is kept from working: the gateway's own limit still holds.
            return
        if wait_s:
            raise rate_exceeded(user_id, allowance, per_minute, math.ceil(wait_s), now)
