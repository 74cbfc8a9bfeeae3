"""Embeds one batch of chunks.

Environment: DOCUMENTS_BUCKET, EMBEDDER_PATH.
Integrations: S3.
"""

from __future__ import annotations

from genai_core.usecases.embed_chunks import EmbeddedBatch
from genai_core.wiring import ingestion
from lambdas.embed_chunks.contract import Request
from lambdas.entry import entry


@entry(Request)
def handler(request: Request) -> EmbeddedBatch:
    """Returns where the vectors lie."""
    return ingestion.embed_chunks()(request.key)
