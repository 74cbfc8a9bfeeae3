"""Reads one document in a limited process.

Environment: DOCUMENTS_BUCKET, DOCUMENTS_TABLE.
Integrations: S3, DynamoDB.
"""

from __future__ import annotations

from genai_core.usecases.extract_document import ExtractedVersion
from genai_core.wiring import ingestion
from lambdas.entry import entry
from lambdas.extract_document.contract import Request


@entry(Request)
def handler(request: Request) -> ExtractedVersion:
    """Returns what was found and what reading it took."""
    return ingestion.extract_document()(request)
