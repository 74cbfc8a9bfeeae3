"""Record why an ingestion or a deletion failed, in words for the user."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.domain.ingestion.uploads import inbox_key
from genai_core.errors import Conflict, NotFound
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.ingestion.document_archive import archive_prefix
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, artifacts_prefix

_TIMEOUTS = ("States.Timeout", "Sandbox.Timedout", "States.HeartbeatTimeout")
_LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True)
class RecordedFailure:
    """What the record says now; `recorded` is False where a newer event is in charge."""

    recorded: bool
    reason: str
    step: str


@dataclass(frozen=True, slots=True)
class RecordFailure:
    """Marks a version as failed, and removes what a step left of a document or workspace that is gone."""

    documents: DocumentStore
    blobs: BlobStore
    workspaces: WorkspaceStore

    def __call__(self, version: DocumentVersion, *, step: str, error: str, cause: str) -> RecordedFailure:
        """Writes step and reason into the record.

        Args:
            version: What failed.
            step: The state that failed.
            error: The error's class name, as the state machine saw it.
            cause: Its cause as the state machine gives it: mostly JSON with `errorMessage`.
        """
        reason = readable_reason(error, cause)
        try:
            self.documents.advance(
                version.workspace_id,
                version.document_id,
                version.content_hash,
                DocumentStatus.FAILED,
                reason=reason,
                failed_step=step,
            )
        except Conflict:
            return RecordedFailure(recorded=False, reason=reason, step=step)
        except NotFound:
            self._clean_up(version)
            return RecordedFailure(recorded=False, reason=reason, step=step)
        return RecordedFailure(recorded=not self._is_homeless(version), reason=reason, step=step)

    def _clean_up(self, version: DocumentVersion) -> None:
        """Removes what was written after the deletion of a document had removed all that was there."""
        self.blobs.delete(artifacts_prefix(version.workspace_id, version.document_id, version.content_hash))

    def _is_homeless(self, version: DocumentVersion) -> bool:
        """Returns whether the workspace was deleted meanwhile; then nothing of the document is left."""
        try:
            self.workspaces.get(version.workspace_id)
        except NotFound:
            for prefix in (artifacts_prefix, archive_prefix):
                self.blobs.delete(prefix(version.workspace_id, version.document_id))
            self.blobs.delete(inbox_key(version.workspace_id, ""))
            self.documents.remove(version.workspace_id, version.document_id)
            return True
        return False


def readable_reason(error: str, cause: str) -> str:
    """Returns a sentence for the user from a state machine's error output."""
    if error in _TIMEOUTS:
        return "The step took too long. Retry the document; split it if that does not help."
    message = _message(cause)
    return (message or f"The step failed with {error!r}. Retry the document.")[:_LONGEST_REASON]


def _message(cause: str) -> str:
    try:
        found: Any = json.loads(cause)
    except ValueError:
        return cause.strip()
    if isinstance(found, dict):
        return str(found.get("errorMessage") or found.get("message") or "")
    return str(found)
