"""Statuses of documents, and the frame that reports one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal


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
        """True if nothing further happens without a new event."""
        return self in (DocumentStatus.READY, DocumentStatus.FAILED)

    def may_follow(self, previous: DocumentStatus) -> bool:
        """True if one version may go from `previous` to this: forward or again, never back.

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
class DocumentStatusFrame:
    """A document's new status; sent to every open socket of users who may find the document.

    It belongs to no question, so it has neither `request_id` nor `seq`.
    """

    workspace_id: str
    document_id: str
    path: Annotated[str, "Empty if the document was deleted."]
    status: Annotated[DocumentStatus | Literal["deleted"], "`deleted` once nothing is left of it."]
    reason: Annotated[str, "Why it failed; empty otherwise."] = ""
    step: Annotated[str, "The step that failed; empty otherwise."] = ""
    chunks: int = 0
    page: Annotated[int, "The scanned page that was recognised last; 0 for none."] = 0
    page_count: Annotated[int, "Pages of the document, while its scanned pages are recognised; else 0."] = 0
    type: Literal["status"] = "status"
