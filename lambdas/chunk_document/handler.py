"""Cuts the extracted text into chunks and batches.

Environment: DOCUMENTS_BUCKET, DOCUMENTS_TABLE, WORKSPACES_TABLE, EMBEDDER_PATH, ENCODERS.
Integrations: S3, DynamoDB.
"""

from __future__ import annotations

from genai_core.usecases.ingestion.chunk_document import ChunkedVersion
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion as Request
from genai_core.wiring import ingestion
from lambdas.entry import entry


@entry(Request)
def handler(request: Request) -> ChunkedVersion:
    """Returns the keys of the batches."""
    return ingestion.chunk_document()(request)
