"""Extracts one document in a limited process.

Environment: DOCUMENTS_BUCKET, DOCUMENTS_TABLE.
Integrations: S3, DynamoDB.
"""

from __future__ import annotations

from genai_core.usecases.ingestion.extract_document import ExtractedVersion
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion as Request
from genai_core.wiring import documents
from lambdas.entry import entry


@entry(Request)
def handler(request: Request) -> ExtractedVersion:
    """Returns what was extracted, and the time and memory that it took."""
    return documents.extract_document()(request)
