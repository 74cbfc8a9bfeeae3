"""Store the recognised text of each scanned page of a version, one blob per page."""

from __future__ import annotations

import json
from dataclasses import asdict

from genai_core.domain.ingestion.recognized_pages import RecognizedPage, recognized_page
from genai_core.errors import NotFound
from genai_core.ports.blob_store import BlobStore
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, artifacts_prefix


def save_page(blobs: BlobStore, version: DocumentVersion, page: RecognizedPage) -> None:
    """Stores a page with the position of each word; may be repeated."""
    body = json.dumps(asdict(page), ensure_ascii=False, separators=(",", ":")).encode()
    blobs.put(_key(version, page.number), body, content_type="application/json")


def load_page(blobs: BlobStore, version: DocumentVersion, number: int) -> RecognizedPage:
    """Returns a page; a page that was never read says so."""
    try:
        return recognized_page(json.loads(blobs.get(_key(version, number))))
    except NotFound:
        return RecognizedPage(number, problem="its text was not recognised")


def _key(version: DocumentVersion, number: int) -> str:
    prefix = artifacts_prefix(version.workspace_id, version.document_id, version.content_hash)
    return f"{prefix}pages/{number:05d}.json"
