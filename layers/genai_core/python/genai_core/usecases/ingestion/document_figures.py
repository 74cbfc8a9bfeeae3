"""Keep the figures of a document beside its other data, and read them back.

Extraction writes the pictures to the artifacts of the version. When the version becomes visible they are
copied to its archive, with a list that says which text each belongs to. They are deleted with the artifacts
and the archive, so an earlier version or a deleted document leaves none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.figures import Figure, PlacedFigure, read_figure
from genai_core.errors import NotFound
from genai_core.ports.blob_store import BlobStore
from genai_core.usecases.ingestion.document_archive import archive_prefix
from genai_core.usecases.ingestion.ingestion_artifacts import (
    DocumentVersion,
    artifacts_prefix,
    load_extracted,
)

_LIST = ".figures.json"


def save_pictures(blobs: BlobStore, version: DocumentVersion, pictures: Mapping[str, bytes]) -> None:
    """Stores the pictures of an extracted version by name; may be repeated."""
    prefix = artifacts_prefix(version.workspace_id, version.document_id, version.content_hash)
    for name, body in pictures.items():
        blobs.put(f"{prefix}figures/{name}", body, content_type=f"image/{name.rpartition('.')[2]}")


def archive_figures(blobs: BlobStore, version: DocumentVersion) -> None:
    """Copies the figures of a version that becomes visible to its archive; may be repeated."""
    placed = load_extracted(blobs, version).placed_figures
    source = artifacts_prefix(version.workspace_id, version.document_id, version.content_hash)
    target = f"{archive_prefix(version.workspace_id, version.document_id)}{version.content_hash}"
    copied: set[str] = set()
    for name in dict.fromkeys(item.figure.name for item in placed):
        try:
            body = blobs.get(f"{source}figures/{name}")
        except NotFound:
            continue
        blobs.put(f"{target}.figures/{name}", body, content_type=f"image/{name.rpartition('.')[2]}")
        copied.add(name)
    listed = [asdict(item) for item in placed if item.figure.name in copied]
    if listed:
        body = json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()
        blobs.put(f"{target}{_LIST}", body, content_type="application/json")


def load_figures(
    blobs: BlobStore, workspace_id: WorkspaceId, document_id: DocumentId
) -> dict[ContentHash, tuple[PlacedFigure, ...]]:
    """Returns the archived figures of a document by version: of none, one, or for a moment two."""
    prefix = archive_prefix(workspace_id, document_id)
    keys = [key for key in blobs.keys(prefix) if key.endswith(_LIST)]
    return {
        ContentHash(key.removeprefix(prefix).removesuffix(_LIST)): _read_list(blobs.get(key)) for key in keys
    }


def load_picture(
    blobs: BlobStore,
    workspace_id: WorkspaceId,
    document_id: DocumentId,
    version: ContentHash,
    figure: Figure,
) -> bytes:
    """Returns the file of an archived figure. Raises NotFound if it is gone."""
    return blobs.get(f"{archive_prefix(workspace_id, document_id)}{version}.figures/{figure.name}")


def _read_list(stored: bytes) -> tuple[PlacedFigure, ...]:
    return tuple(
        PlacedFigure(read_figure(item["figure"]), item["start"], item["end"]) for item in json.loads(stored)
    )
