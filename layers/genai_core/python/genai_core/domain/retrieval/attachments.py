"""Text that a user gives along with a question: one more thing to answer from."""

from __future__ import annotations

from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.passages import Passage

ATTACHMENT = "attachment"


def supplied_passages(text: str) -> tuple[Passage, ...]:
    """Returns the text as a passage in front of those that are found; none where there is no text."""
    if not text.strip():
        return ()
    chunk = Chunk(
        chunk_id=ChunkId(ATTACHMENT),
        document_id=DocumentId(ATTACHMENT),
        ordinal=0,
        text=text.strip(),
        title="Given with the question",
    )
    return (Passage(chunk, score=1.0),)
