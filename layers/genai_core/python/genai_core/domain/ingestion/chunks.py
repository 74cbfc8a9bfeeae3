"""Chunks: the pieces of a document that are searched, ranked and cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genai_core.domain.identifiers import ChunkId, DocumentId

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
    """

    chunk_id: ChunkId
    document_id: DocumentId
    ordinal: int
    text: str
    title: str
    heading_path: tuple[str, ...] = ()
    page: int | None = None
    metadata: dict[str, str | tuple[str, ...]] = field(default_factory=dict[str, str | tuple[str, ...]])

    @property
    def searchable_text(self) -> str:
        """What is embedded and indexed: the title in front of the text."""
        return f"{self.title}. {self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """Contextual vectors of one text's word pieces, special tokens left out.

    Attributes:
        token_ids: [t] int32, ids in the encoder's vocabulary.
        offsets: [t, 2] int32, start and end character of each piece in the text.
        vectors: [t, d] float32, unit length.
    """

    token_ids: NDArray[np.int32]
    offsets: NDArray[np.int32]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddedChunk:
    """A chunk with what the indexes need.

    Attributes:
        vector: [d] float32, unit length.
        packed_tokens: Token vectors in the storage form of `domain.late_interaction`; empty if not stored.
    """

    chunk: Chunk
    vector: NDArray[np.float32]
    packed_tokens: bytes = b""
