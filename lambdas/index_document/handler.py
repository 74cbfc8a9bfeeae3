"""Writes all chunks of a version in one transaction.

Environment: DOCUMENTS_BUCKET, DOCUMENTS_TABLE, WORKSPACES_TABLE, DATABASE_HOST, DATABASE_PORT,
DATABASE_NAME, DATABASE_USER, DATABASE_AUTH, RETRIEVAL_*.
Integrations: S3, DynamoDB, PostgreSQL or OpenSearch (OPENSEARCH_URL, OPENSEARCH_AUTH).
"""

from __future__ import annotations

from genai_core.usecases.ingestion.index_document import IndexedVersion
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion as Request
from genai_core.wiring import ingestion
from lambdas.entry import entry


@entry(Request)
def handler(request: Request) -> IndexedVersion:
    """Returns how many chunks are searchable now."""
    return ingestion.index_document()(request)
