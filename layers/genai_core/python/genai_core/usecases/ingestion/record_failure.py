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
    """The record's new content; `recorded` is False if a newer event has taken over."""

    recorded: bool
    reason: str
    step: str


@dataclass(frozen=True, slots=True)
class RecordFailure:
    """Marks a version as failed, and removes what a step left of a deleted document or workspace."""

    documents: DocumentStore
    blobs: BlobStore
    workspaces: WorkspaceStore

    def __call__(self, version: DocumentVersion, *, step: str, error: str, cause: str) -> RecordedFailure:
        """Writes step and reason into the record.

        Args:
            version: The version that failed.
            step: The state that failed.
            error: The error's class name, as the state machine saw it.
            cause: Its cause from the state machine: usually JSON with `errorMessage`.
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
        """Removes what was written after a document's deletion had removed everything."""
        self.blobs.delete(artifacts_prefix(version.workspace_id, version.document_id, version.content_hash))

    def _is_homeless(self, version: DocumentVersion) -> bool:
        """Returns whether the workspace has been deleted; then nothing of the document is left."""
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
        parsed: Any = json.loads(cause)
    except ValueError:
        return cause.strip()
    if isinstance(parsed, dict):
        return str(parsed.get("errorMessage") or parsed.get("message") or "")
    return str(parsed)
