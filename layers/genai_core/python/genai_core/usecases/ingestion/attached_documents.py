"""Make the files inside a document documents of their own, and delete them with it.

Extraction stores their bytes beside the text. When the version becomes visible they are put into the inbox
below the document's path, with its label, and the event of each starts its ingestion: they are listed,
retried and searched like any other document, by the readers of their parent. Files that the version no longer
has are removed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.attached_files import (
    MAX_DESCENDANTS,
    SEPARATOR,
    AttachedFile,
    attached_path,
    uploaded_path,
)
from genai_core.domain.ingestion.uploads import inbox_key
from genai_core.errors import NotFound
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.inbox import Inbox
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, artifacts_prefix

_LIST = "attached.json"


def save_attached(blobs: BlobStore, version: DocumentVersion, files: Sequence[AttachedFile]) -> None:
    """Stores the files that become documents until the version is visible; may be repeated."""
    prefix = _prefix(version)
    taken = [file for file in files if not file.refusal]
    for number, file in enumerate(taken):
        blobs.put(f"{prefix}attached/{number:04}", file.body)
    if taken:
        names = json.dumps([file.name for file in taken])
        blobs.put(f"{prefix}{_LIST}", names.encode(), content_type="application/json")


def publish_attached(blobs: BlobStore, inbox: Inbox, version: DocumentVersion) -> int:
    """Puts the files of a visible version into the inbox, and removes others; may be repeated.

    Returns:
        How many of its files are documents now; the others exceed the limit for one upload.
    """
    names = _names(blobs, version)
    below = f"{inbox_key(version.workspace_id, uploaded_path(version.path))}{SEPARATOR}"
    count = sum(1 for _ in blobs.keys(below))
    own = attached_prefix(version.workspace_id, version.path)
    known = set(blobs.keys(own))
    kept: set[str] = set()
    for number, name in enumerate(names):
        key = inbox_key(version.workspace_id, attached_path(version.path, name))
        count += key not in known
        if count <= MAX_DESCENDANTS:
            body = blobs.get(f"{_prefix(version)}attached/{number:04}")
            blobs.put(key, body, label=blobs.label(version.source_key))
            kept.add(key)
    for key in known:
        # Deeper files belong to a file of this version, or are removed with a file of another.
        name = key.removeprefix(own).partition(SEPARATOR)[0]
        if f"{own}{name}" not in kept:
            inbox.remove(version.workspace_id, attached_path(version.path, key.removeprefix(own)))
    return len(kept)


def withdraw_attached(blobs: BlobStore, version: DocumentVersion) -> int:
    """Removes all files inside a document from the inbox, at every depth; the events delete the documents."""
    return blobs.delete(attached_prefix(version.workspace_id, version.path))


def attached_prefix(workspace_id: WorkspaceId, path: str) -> str:
    """Returns the prefix of the keys of everything inside a document."""
    return f"{inbox_key(workspace_id, path)}{SEPARATOR}"


def _names(blobs: BlobStore, version: DocumentVersion) -> list[str]:
    try:
        return json.loads(blobs.get(f"{_prefix(version)}{_LIST}"))
    except NotFound:
        return []


def _prefix(version: DocumentVersion) -> str:
    return artifacts_prefix(version.workspace_id, version.document_id, version.content_hash)
