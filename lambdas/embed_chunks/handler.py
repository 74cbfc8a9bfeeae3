"""Embeds one batch of chunks.

Environment: DOCUMENTS_BUCKET, EMBEDDER_PATH.
Integrations: S3.
"""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.usecases.ingestion.embed_chunks import EmbeddedBatch
from genai_core.wiring import ingestion
from lambdas.entry import entry


@dataclass(frozen=True, slots=True)
class Request:
    """The key of one batch of chunks."""

    key: str


@entry(Request)
def handler(request: Request) -> EmbeddedBatch:
    """Returns the key of the vectors."""
    return ingestion.embed_chunks()(request.key)
