"""Port: the queue between the inbox and ingestion, with its dead-letter queue."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.ingestion.inbox_messages import QueueDepth
from genai_core.domain.protocol.administration import FailedMessage


class InboxQueue(Protocol):
    """Inspects the queue, and sends messages to it again.

    Raises:
        Unavailable: The queue cannot be reached now.
    """

    def depth(self) -> QueueDepth:
        """Returns the numbers of waiting and failed messages."""
        ...

    def failed(self, limit: int) -> list[FailedMessage]:
        """Returns at most `limit` (1 to 10) failed messages, oldest first; which stay in the dead-letter
        queue."""
        ...

    def look_again(self, key: str, *, after_s: int) -> None:
        """Sends an event about a file of the inbox, which is delivered after 0 to 900 seconds."""
        ...

    def delayed(self) -> int:
        """Returns about how many messages wait for such a moment."""
        ...

    def send_again(self, limit: int) -> int:
        """Sends at most `limit` failed messages again and returns their number.

        A message is sent before it is deleted from the dead-letter queue, so none is lost; a message that is
        sent twice is ingested once. May be repeated.
        """
        ...
