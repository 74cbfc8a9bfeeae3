"""Recognises the text of some scanned pages, each in a limited process.

Environment: DOCUMENTS_BUCKET, DOCUMENTS_TABLE.
Integrations: S3, DynamoDB.
"""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion
from genai_core.usecases.ingestion.recognize_pages import RecognizedPages
from genai_core.wiring import documents
from lambdas.entry import entry


@dataclass(frozen=True, slots=True)
class Request:
    """The pages, from 1, of one version of a document."""

    document: DocumentVersion
    pages: tuple[int, ...]


@entry(Request)
def handler(request: Request) -> RecognizedPages:
    """Returns which pages were read."""
    return documents.recognize_pages()(request.document, request.pages)
