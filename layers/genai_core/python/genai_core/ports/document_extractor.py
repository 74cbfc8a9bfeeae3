"""Port: extract text from untrusted files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.errors import InvalidInput


class NoText(InvalidInput):
    """The document can be read but has no text."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The extracted document and the resources that this took.

    Attributes:
        peak_memory_bytes: Largest resident memory of the process that parsed it.
        seconds: Wall time, including the start of that process.
    """

    document: ExtractedDocument
    peak_memory_bytes: int
    seconds: float


class DocumentExtractor(Protocol):
    """Reads untrusted documents. A file that attacks or crashes its parser never affects the caller."""

    def extract(self, body: bytes, *, file_name: str) -> Extraction:
        """Returns the text in reading order. The content determines the kind; the name decides only among
        kinds of plain text, and is the title if the document has none.

        Raises:
            NoText: The file is empty or has no text; the message says why.
            InvalidInput: The file is damaged, protected by a password, of an unsupported kind, or needs more
                memory or time than allowed; the remedy says what to do.
            Overloaded: This machine cannot start the parser now.
        """
        ...
