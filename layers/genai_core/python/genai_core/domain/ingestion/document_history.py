"""Keep and show the history of a document: its versions, and when each one reached which status."""

from __future__ import annotations

from dataclasses import replace

from genai_core.domain.identifiers import UserId
from genai_core.domain.ingestion.document_metadata import READERS
from genai_core.domain.ingestion.documents import Document
from genai_core.domain.ingestion.earlier_versions import MAX_EARLIER, EarlierVersion
from genai_core.domain.protocol.document_details import DocumentHistory, HistoryStep, VersionHistory
from genai_core.domain.protocol.status import DocumentStatus


def replacing(known: Document, arrived: Document) -> Document:
    """Returns the new version, or attempt, with those that it replaces."""
    before = EarlierVersion(
        content_hash=known.content_hash,
        submitted_at=known.submitted_at or known.created_at,
        size_bytes=known.size_bytes,
        owner=known.owner,
        reached=known.reached,
        reason=known.reason,
        failed_step=known.failed_step,
        readers=_readers(known),
    )
    return replace(arrived, earlier=(before, *known.earlier)[:MAX_EARLIER], reached={})


def history_for(user: UserId, document: Document, *, is_owner: bool) -> DocumentHistory:
    """Returns the versions that the user may know of, newest first.

    Args:
        is_owner: The user owns the workspace, and so manages its documents even if only others may read them.
    """
    newest = VersionHistory(
        content_hash=document.content_hash,
        submitted_at=document.submitted_at or document.created_at,
        owner=document.owner,
        size_bytes=document.size_bytes,
        steps=_steps(document.reached),
        reason=document.reason,
        failed_step=document.failed_step,
        is_answering=document.answering == document.content_hash,
    )
    versions, replaced_at = [newest], newest.submitted_at
    for earlier in document.earlier:
        if is_owner or not earlier.readers or user in earlier.readers:
            versions.append(_earlier(earlier, replaced_at, document))
        replaced_at = earlier.submitted_at
    return DocumentHistory(document.document_id, tuple(versions))


def _readers(document: Document) -> tuple[str, ...]:
    readers = document.metadata.get(READERS, ())
    return (readers,) if isinstance(readers, str) else readers


def _earlier(version: EarlierVersion, replaced_at: str, document: Document) -> VersionHistory:
    is_another = version.content_hash != document.content_hash
    return VersionHistory(
        content_hash=version.content_hash,
        submitted_at=version.submitted_at,
        owner=version.owner,
        size_bytes=version.size_bytes,
        steps=_steps(version.reached),
        reason=version.reason,
        failed_step=version.failed_step,
        replaced_at=replaced_at,
        is_answering=is_another and document.answering == version.content_hash,
    )


def _steps(reached: dict[str, str]) -> tuple[HistoryStep, ...]:
    steps = [HistoryStep(DocumentStatus(status), at) for status, at in reached.items()]
    return tuple(sorted(steps, key=lambda step: step.at))
