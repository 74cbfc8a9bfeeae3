"""What `embed_chunks` is called with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """The key of one batch of chunks."""

    key: str
