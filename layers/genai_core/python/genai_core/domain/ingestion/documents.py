"""Documents: what a user gave us, and how far we are with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from genai_core.domain.identifiers import ContentHash, DocumentId, UserId, WorkspaceId


class DocumentStatus(StrEnum):
    """`submitted → extracting → embedding → indexing → ready | failed | deleting`."""

    SUBMITTED = "submitted"
    EXTRACTING = "extracting"
    EMBEDDING = "embedding"
    INDEXING = "indexing"
    READY = "ready"
    FAILED = "failed"
    DELETING = "deleting"

    @property
    def is_final(self) -> bool:
        """True where nothing further happens without a new event."""
        return self in (DocumentStatus.READY, DocumentStatus.FAILED)

    def may_follow(self, previous: DocumentStatus) -> bool:
        """True where one version may go from `previous` to this: forward or again, never back.

        Only a new submission leaves `ready` and `failed`, and nothing but removal leaves `deleting`.
        """
        if self is DocumentStatus.DELETING:
            return True
        if self is previous:
            return previous is not DocumentStatus.DELETING
        if previous.is_final or previous is DocumentStatus.DELETING:
            return False
        return self is DocumentStatus.FAILED or _STEPS.index(self) > _STEPS.index(previous)


_STEPS = (
    DocumentStatus.SUBMITTED,
    DocumentStatus.EXTRACTING,
    DocumentStatus.EMBEDDING,
    DocumentStatus.INDEXING,
    DocumentStatus.READY,
)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a workspace, as the `documents` table holds it.

    Attributes:
        path: The key below `inbox/<workspace_id>/`.
        document_type: File kind by content, for example `pdf`; empty before extraction.
        content_hash: Version that is, or is becoming, visible.
        reason: Why it failed, for the user; empty otherwise.
        failed_step: The step that failed; empty otherwise.
        created_at, updated_at: RFC 3339, UTC.
    """

    workspace_id: WorkspaceId
    document_id: DocumentId
    path: str
    status: DocumentStatus
    content_hash: ContentHash
    size_bytes: int
    created_at: str
    updated_at: str
    owner: UserId | None = None
    title: str = ""
    document_type: str = ""
    chunk_count: int = 0
    page_count: int = 0
    reason: str = ""
    failed_step: str = ""
    metadata: dict[str, str | tuple[str, ...]] = field(default_factory=dict[str, str | tuple[str, ...]])


@dataclass(frozen=True, slots=True)
class Block:
    """A run of extracted text that belongs together: a paragraph, list, table or code block.

    Attributes:
        heading_path: Headings above it, outermost first.
        page: Page number from 1; None where the format has no pages.
    """

    text: str
    heading_path: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ExtractedDocument:
    """What extraction found: blocks in reading order.

    Attributes:
        title: From the document itself, else from its file name.
        document_type: File kind by content, for example `pdf`.
        metadata: `author`, `date`, `language` and the like, where the document says them.
    """

    title: str
    document_type: str
    blocks: tuple[Block, ...]
    page_count: int = 0
    metadata: dict[str, str | tuple[str, ...]] = field(default_factory=dict[str, str | tuple[str, ...]])
