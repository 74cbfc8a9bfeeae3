"""Convert passages to the wire contract."""

from __future__ import annotations

from genai_core.domain.ingestion.chunks import section_name
from genai_core.domain.protocol.answers import ShownPassage
from genai_core.domain.retrieval.passages import Passage


def shown_passage(passage: Passage) -> ShownPassage:
    """Returns the passage as clients receive it."""
    chunk = passage.chunk
    return ShownPassage(
        document_id=chunk.document_id,
        chunk_id=chunk.chunk_id,
        title=chunk.title,
        section=section_name(chunk.heading_path),
        page=chunk.page,
        text=chunk.text,
        score=round(passage.score, 4),
        found_by=passage.found_by,
    )
