"""Port: sign upload forms."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.ingestion.uploads import UploadTicket


class UploadSigner(Protocol):
    """Signs forms by which a browser uploads one file to one key."""

    def sign(self, key: str, *, content_type: str, max_bytes: int, valid_s: int, label: str) -> UploadTicket:
        """Returns a form that the store accepts only for that key, type, label and size (1 to
        `max_bytes`)."""
        ...
