"""The inbox queue in memory."""

from __future__ import annotations

from genai_core.domain.ingestion.inbox_messages import QueueDepth, about
from genai_core.domain.protocol.administration import FailedMessage


class MemoryInboxQueue:
    """Keeps messages for the life of the process.

    Attributes:
        waiting: Waiting bodies.
        later: Keys that will be looked at again, with the seconds until then.
        dead: Failed bodies by message id, with the time of sending.
    """

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.later: list[tuple[str, int]] = []
        self.dead: dict[str, tuple[str, str]] = {}

    def depth(self) -> QueueDepth:
        return QueueDepth(len(self.waiting), 0, len(self.dead))

    def failed(self, limit: int) -> list[FailedMessage]:
        messages = [FailedMessage(name, about(body), sent) for name, (body, sent) in self.dead.items()]
        return sorted(messages, key=lambda message: message.sent_at)[:limit]

    def look_again(self, key: str, *, after_s: int) -> None:
        self.later.append((key, after_s))

    def delayed(self) -> int:
        return len(self.later)

    def send_again(self, limit: int) -> int:
        names = list(self.dead)[:limit]
        self.waiting += [self.dead.pop(name)[0] for name in names]
        return len(names)
