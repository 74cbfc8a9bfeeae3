"""Puts the recognised text of scanned pages into their document's text.

Environment: DOCUMENTS_BUCKET, DOCUMENTS_TABLE.
Integrations: S3, DynamoDB.
"""

from __future__ import annotations

from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion as Request
from genai_core.usecases.ingestion.join_pages import JoinedVersion
from genai_core.wiring import document_states
from lambdas.entry import entry


@entry(Request)
def handler(request: Request) -> JoinedVersion:
    """Returns the size and the warnings of the joined text."""
    return document_states.join_pages()(request)
