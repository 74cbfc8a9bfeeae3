"""Shows the client the passages while the models work."""

from __future__ import annotations

from collections.abc import Sequence

from genai_core.domain.protocol.frames import Passages
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.retrieval.shown_passages import shown_passage
from genai_core.usecases.answering.publish_frames import FramePublisher


def publish_passages(publisher: FramePublisher, passages: Sequence[Passage], *, at: str) -> int:
    """Sends the `passages` frame, best first, and returns how many it holds.

    Args:
        at: The time now, RFC 3339; the latency of retrieval is derived from it.
    """
    publisher.publish(Passages(tuple(map(shown_passage, passages)), at))
    return len(passages)
