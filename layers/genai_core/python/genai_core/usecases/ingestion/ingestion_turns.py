"""Bound how many documents are ingested at once, so that functions stay free for questions.

An account limits how many functions run at once, and questions share that with ingestion. Beyond the bound
a document stays `submitted`, and its event returns to the inbox queue to be looked at later.
"""

from __future__ import annotations

import random

from genai_core.ports.clock import Clock
from genai_core.ports.inbox_queue import InboxQueue
from genai_core.ports.workflow_starter import WorkflowStarter

COUNTED_FOR_S = 2.0
"""Counts are kept for so long: Step Functions allows few of these calls a second."""
SHORTEST_WAIT_S, LONGEST_WAIT_S = 5.0, 120.0
LOOKS_A_SECOND = 2
"""Waiting documents that are looked at, for each one that may be ingested: enough that no turn stays free."""


class IngestionTurns:
    """Gives documents their turn; those that got one since the last count are counted too.

    Args:
        at_once: Documents that may be ingested at the same time, about: two callers may both take the last
            turn.
    """

    def __init__(self, workflows: WorkflowStarter, queue: InboxQueue, clock: Clock, *, at_once: int) -> None:
        self._workflows = workflows
        self._queue = queue
        self._clock = clock
        self._at_once = at_once
        self._running = self._waiting = 0
        self._counted_at = float("-inf")

    def is_free(self) -> bool:
        """Returns whether another document may begin. Raises Unavailable if they cannot be counted now."""
        now = self._clock.monotonic()
        if now - self._counted_at > COUNTED_FOR_S:
            self._running = self._workflows.running("ingest_document", self._at_once)
            self._waiting = self._queue.delayed() if self._running >= self._at_once else 0
            self._counted_at = now
        return self._running < self._at_once

    def take(self) -> bool:
        """Returns whether a document may begin now, and counts it as running."""
        if not self.is_free():
            return False
        self._running += 1
        return True

    def wait(self, key: str) -> None:
        """Sends the inbox key's event to the queue again; the more wait already, the later it arrives."""
        share = self._waiting / (LOOKS_A_SECOND * self._at_once)
        wait_s = min(max(share, SHORTEST_WAIT_S), LONGEST_WAIT_S)
        self._queue.look_again(key, after_s=round(wait_s * random.uniform(0.5, 1.5)))  # noqa: S311 - no secret
