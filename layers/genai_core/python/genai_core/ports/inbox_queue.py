"""The queue between the inbox and ingestion, with the messages that failed for good."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.ingestion.inbox_messages import QueueDepth
from genai_core.domain.protocol.administration import FailedMessage


class InboxQueue(Protocol):
    """Looks at the queue, and sends failed messages again.

    Raises:
        Unavailable: The queue cannot be reached now.
    """

    def depth(self) -> QueueDepth:
        """Returns how many messages there are."""
        ...

    def failed(self, limit: int) -> list[FailedMessage]:
        """Returns at most `limit` (1 to 10) failed messages, oldest first; they stay where they are."""
        ...

    def send_again(self, limit: int) -> int:
        """Sends at most `limit` failed messages again, and returns how many.

        Each is put into the queue before it leaves the failed ones, so that none gets lost: one that is sent
        twice is one ingestion. May be repeated.
        """
        ...
