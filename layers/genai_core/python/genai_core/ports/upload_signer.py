"""The upload signer."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.ingestion.uploads import UploadTicket


class UploadSigner(Protocol):
    """Signs forms that let a browser put one file to one place."""

    def sign(self, key: str, *, content_type: str, max_bytes: int, valid_s: int, label: str) -> UploadTicket:
        """Returns a form that the store takes for that key, type, label and size (1 to `max_bytes`) only."""
        ...
