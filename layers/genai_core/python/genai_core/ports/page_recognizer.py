"""Port: recognise the text of a page image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from genai_core.domain.ingestion.recognized_pages import RecognizedPage


@dataclass(frozen=True, slots=True)
class Recognition:
    """The recognised page and the resources that this took.

    Attributes:
        peak_memory_bytes: Largest resident memory of the process that read it.
        seconds: Wall time, including the start of that process.
    """

    page: RecognizedPage
    peak_memory_bytes: int
    seconds: float


class PageRecognizer(Protocol):
    """Reads untrusted images. A file that attacks or crashes its reader never affects the caller."""

    def recognize(self, body: bytes, *, page: int) -> Recognition:
        """Returns the text of one page in reading order; without blocks if nothing is legible.

        Args:
            body: A PDF or a picture file.
            page: Page number, from 1.

        Raises:
            InvalidInput: The page does not exist, is damaged, or needs more memory or time than allowed; the
                message completes "page 3 was not read: ...".
            Overloaded: This machine cannot start the reader now.
            Misconfigured: The package for text recognition is not installed.
        """
        ...
