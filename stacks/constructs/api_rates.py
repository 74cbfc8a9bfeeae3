"""Request rates of an API."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRates:
    """Steady and burst requests per second of each API, all users together.

    `per_address_in_5_minutes` is the firewall's limit; None for no firewall.
    """

    requests_per_second: int
    burst_requests: int
    per_address_in_5_minutes: int | None = None
