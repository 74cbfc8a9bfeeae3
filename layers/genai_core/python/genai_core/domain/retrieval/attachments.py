"""Turn text that is sent with a question into a passage to answer from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.passages import Passage

if TYPE_CHECKING:
    from genai_core.domain.tables.computing import ComputedAnswer

ATTACHMENT = "attachment"
COMPUTED = "attachment-computed"


def supplied_passages(text: str, question: str = "") -> tuple[Passage, ...]:
    """Returns the text as a passage that precedes the retrieved ones; empty if there is no text.

    If the text is a table that answers the question, the passage is the answer, computed from its cells.
    """
    if not text.strip():
        return ()
    if computed := _computed(text, question):
        return (_passage(COMPUTED, "Computed from the table given with the question", computed.text),)
    return (_passage(ATTACHMENT, "Given with the question", text.strip()),)


def are_computed(passages: Sequence[Passage]) -> bool:
    """Returns whether the passages already answer the question, so that no search is needed."""
    return any(passage.chunk.chunk_id == COMPUTED for passage in passages)


def _computed(text: str, question: str) -> ComputedAnswer | None:
    # Imported on use: loading takes 0.2 s, and few questions come with a table.
    from genai_core.domain.tables.computing import compute  # noqa: PLC0415
    from genai_core.domain.tables.given_tables import read_table  # noqa: PLC0415

    table = read_table(text)
    return compute(question, table) if table else None


def _passage(name: str, title: str, text: str) -> Passage:
    chunk = Chunk(
        chunk_id=ChunkId(name), document_id=DocumentId(ATTACHMENT), ordinal=0, text=text, title=title
    )
    return Passage(chunk, score=1.0)
