"""The document extractor: bytes of unknown origin to text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.errors import InvalidInput


class NoText(InvalidInput):
    """The document was read, and has no text."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was extracted, and what it took.

    Attributes:
        peak_memory_bytes: Largest resident memory of the process that parsed it.
        seconds: Wall time, with the start of that process.
    """

    document: ExtractedDocument
    peak_memory_bytes: int
    seconds: float


class DocumentExtractor(Protocol):
    """Reads documents nobody has checked. What a file does to its parser never reaches the caller."""

    def extract(self, body: bytes, *, file_name: str) -> Extraction:
        """Returns the text in reading order. The kind is told by content; the name only breaks ties
        among plain text kinds, and is the title where the document has none.

        Raises:
            NoText: It is empty, or nothing in it is text; the message says why.
            InvalidInput: It is damaged, protected by a password, of a kind that is not read, or
                needs more memory or time than allowed; the remedy says which and what to do.
            Overloaded: This machine cannot start the parser now.
        """
        ...
