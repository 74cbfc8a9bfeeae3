"""Count waiting documents, list messages that failed permanently, and send those again."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.callers import Caller
from genai_core.domain.permissions import require_in_deployment
from genai_core.domain.protocol.administration import MOST_FAILED, QueueReport, Redriven
from genai_core.ports.inbox_queue import InboxQueue

MOST_SENT = 200
"""Messages per call: forty calls to the queue, well within the gateway's 29 s."""


@dataclass(frozen=True, slots=True)
class WatchQueue:
    """Reads the inbox queue and redrives it."""

    queue: InboxQueue

    def show(self, caller: Caller) -> QueueReport:
        """Returns the counts, and some of the failed messages.

        Raises:
            Forbidden: The caller is not an administrator.
            Unavailable: The queue cannot be reached now.
        """
        require_in_deployment("read administration", caller)
        depth = self.queue.depth()
        messages = self.queue.failed(MOST_FAILED) if depth.failed else []
        return QueueReport(depth.waiting, depth.in_work, depth.failed, tuple(messages))

    def redrive(self, caller: Caller) -> Redriven:
        """Sends failed messages again, at most 200 of them; may be repeated.

        Raises:
            Forbidden: The caller is not an administrator.
            Unavailable: The queue cannot be reached now.
        """
        require_in_deployment("redrive messages", caller)
        sent = self.queue.send_again(MOST_SENT)
        return Redriven(sent, self.queue.depth().failed)
