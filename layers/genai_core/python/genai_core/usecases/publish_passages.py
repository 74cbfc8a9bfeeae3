"""Shows the client what was found while the models think."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from genai_core.domain.retrieval.passages import Passage
from genai_core.usecases.publish_frames import FramePublisher


def publish_passages(publisher: FramePublisher, passages: Sequence[Passage], *, at: str) -> int:
    """Sends the `passages` frame, best first, and returns how many it holds.

    Args:
        at: The time now, RFC 3339; tells later how long retrieval took.
    """
    publisher.publish("passages", {"passages": [_shown(passage) for passage in passages], "at": at})
    return len(passages)


def _shown(passage: Passage) -> dict[str, Any]:
    chunk = passage.chunk
    return {
        "document_id": chunk.document_id,
        "chunk_id": chunk.chunk_id,
        "title": chunk.title,
        "section": " › ".join(chunk.heading_path),
        "page": chunk.page,
        "text": chunk.text,
        "score": round(passage.score, 4),
    }
