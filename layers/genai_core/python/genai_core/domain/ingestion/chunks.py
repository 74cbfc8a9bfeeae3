"""Chunks: the pieces of a document that are searched, ranked and cited."""

from __future__ import annotations

from collections.abc import Sequence
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
        ordinal: Position in the document, from 0.
        text: The text that is shown and cited; without title and headings.
        title: The document's title.
        heading_path: Headings above it, outermost first.
        page: Page on which its new words begin, from 1; None if the format has no pages.
        metadata: Fields for filters: author, date, language, source, type, tags; and its readers.
        start: Offset in the document's text at which `text` begins, after the repeated part; None for chunks
            that were indexed before offsets were stored.
        repeated: Number of characters at the start of `text` that are copied from elsewhere in the document:
            the header of the rows' table.
        passage: The chunks that one passage was cut into, in order, if it is longer than the encoder reads.
        page_turns: Offsets in the document's text at which the pages after `page` begin, in order.
        section_turns: Offsets at which the sections after that of `heading_path` begin, in order, each with
            its headings as readers see them; at most 16.
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
    section_turns: tuple[tuple[int, str], ...] = ()

    @property
    def searchable_text(self) -> str:
        """The text that is embedded and indexed: the title, then the text."""
        return f"{self.title}. {self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddedChunk:
    """A chunk with its vectors.

    Attributes:
        vector: [d] float32, unit length.
        packed_tokens: Token vectors in the form of `domain.retrieval.packed_tokens`; empty if not stored.
        encoder: The encoder that computed the vectors.
    """

    chunk: Chunk
    vector: NDArray[np.float32]
    packed_tokens: bytes = b""
    encoder: EncoderName = DEFAULT_ENCODER


def section_name(heading_path: Sequence[str]) -> str:
    """Returns headings, outermost first, as readers see them: `Travel › Hotels`."""
    return " › ".join(heading_path)
