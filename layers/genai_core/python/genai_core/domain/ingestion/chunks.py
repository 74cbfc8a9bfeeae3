"""Chunks: the pieces of a document that are searched, ranked and cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genai_core.domain.identifiers import DEFAULT_ENCODER, ChunkId, DocumentId, EncoderName

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document short enough for the encoder.

    Attributes:
        ordinal: Place in the document, from 0.
        text: What is shown and cited; without title and headings.
        title: The document's title.
        heading_path: Headings above it, outermost first.
        page: Page its new words begin on, from 1; None where the format has none.
        metadata: What filters may name: author, date, language, source, type, tags; and its readers.
        start: Character of the document's text that `text` begins at, behind what is repeated; None for
            chunks that were indexed before offsets were kept.
        repeated: Characters at the front of `text` that stand elsewhere in the document: the header of
            the table that the rows are of.
        passage: The chunks that one passage was cut into, in order, if it is longer than the encoder reads.
        page_turns: Characters of the document's text at which the pages after `page` begin, in order.
    """

    chunk_id: ChunkId
    document_id: DocumentId
    ordinal: int
    text: str
    title: str
    heading_path: tuple[str, ...] = ()
    page: int | None = None
    metadata: dict[str, str | tuple[str, ...]] = field(default_factory=dict[str, str | tuple[str, ...]])
    start: int | None = None
    repeated: int = 0
    passage: tuple[ChunkId, ...] = ()
    page_turns: tuple[int, ...] = ()

    @property
    def searchable_text(self) -> str:
        """What is embedded and indexed: the title in front of the text."""
        return f"{self.title}. {self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddedChunk:
    """A chunk with what the indexes need.

    Attributes:
        vector: [d] float32, unit length.
        packed_tokens: Token vectors in the form of `domain.retrieval.packed_tokens`; empty if not stored.
        encoder: What gave the vectors.
    """

    chunk: Chunk
    vector: NDArray[np.float32]
    packed_tokens: bytes = b""
    encoder: EncoderName = DEFAULT_ENCODER
