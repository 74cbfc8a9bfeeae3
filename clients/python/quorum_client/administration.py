"""What administrators of a deployment see: all users' usage, the health of models, and the inbox queue."""

from __future__ import annotations

from quorum_client.protocol.administration import AllUsage, BreakerList, ModelBreaker, QueueReport, Redriven
from quorum_client.rest import RestClient
from quorum_client.values import read


class Administration:
    """What users in the sign-in group `admin` may see and do; others get ServerRefused."""

    def __init__(self, rest: RestClient) -> None:
        self._rest = rest

    def usage(self, since: str = "") -> AllUsage:
        """Returns what all users used.

        Args:
            since: A day, YYYY-MM-DD (UTC), at most 92 days ago; empty for 30 days ago.
        """
        return read(AllUsage, self._rest.call("GET", "/admin/usage", params={"since": since}))

    def breakers(self) -> tuple[ModelBreaker, ...]:
        """Returns the circuit breaker of each model, in the operator's order."""
        return read(BreakerList, self._rest.call("GET", "/admin/breakers")).breakers

    def queue(self) -> QueueReport:
        """Returns how many documents wait, and some of the messages that failed for good."""
        return read(QueueReport, self._rest.call("GET", "/admin/queue"))

    def redrive(self) -> Redriven:
        """Sends failed messages again, at most 200 of them; call it again while some are left."""
        return read(Redriven, self._rest.call("POST", "/admin/queue/redrive"))
