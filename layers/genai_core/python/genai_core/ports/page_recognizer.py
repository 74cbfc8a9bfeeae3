"""The page recognizer: the picture of a page to text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from genai_core.domain.ingestion.recognized_pages import RecognizedPage


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was recognised on a page, and what it took.

    Attributes:
        peak_memory_bytes: Largest resident memory of the process that read it.
        seconds: Wall time, with the start of that process.
    """

    page: RecognizedPage
    peak_memory_bytes: int
    seconds: float


class PageRecognizer(Protocol):
    """Reads pictures nobody has checked. What one does to its reader never reaches the caller."""

    def recognize(self, body: bytes, *, page: int) -> Recognition:
        """Returns what stands on one page, in reading order; no blocks if nothing on it is legible.

        Args:
            body: A PDF or a picture file.
            page: From 1.

        Raises:
            InvalidInput: There is no such page, it is damaged, or needs more memory or time than allowed; the
                message completes "page 3 was not read: ...".
            Overloaded: This machine cannot start the reader now.
            Misconfigured: The package that recognises text is not installed.
        """
        ...
