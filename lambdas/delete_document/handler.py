"""Removes a document from the index, the store and its record.

Environment: DOCUMENTS_BUCKET, DOCUMENTS_TABLE, WORKSPACES_TABLE, DATABASE_HOST,
DATABASE_PORT, DATABASE_NAME, DATABASE_USER, DATABASE_AUTH.
Integrations: S3, DynamoDB, PostgreSQL or OpenSearch (OPENSEARCH_URL, OPENSEARCH_AUTH).
"""

from __future__ import annotations

from genai_core.usecases.ingestion.delete_document import DeletedDocument
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion as Request
from genai_core.wiring import ingestion
from lambdas.entry import entry


@entry(Request)
def handler(request: Request) -> DeletedDocument:
    """Returns whether the document was deleted."""
    return ingestion.delete_document()(request)
