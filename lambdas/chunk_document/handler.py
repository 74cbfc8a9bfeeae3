"""Cuts the extracted text into chunks and batches.

Environment: DOCUMENTS_BUCKET, DOCUMENTS_TABLE.
Integrations: S3, DynamoDB.
"""

from __future__ import annotations

from genai_core.usecases.chunk_document import ChunkedVersion
from genai_core.wiring import ingestion
from lambdas.chunk_document.contract import Request
from lambdas.entry import entry


@entry(Request)
def handler(request: Request) -> ChunkedVersion:
    """Returns the keys of the batches."""
    return ingestion.chunk_document()(request)
