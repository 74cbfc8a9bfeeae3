"""Finds the documents that an answer was made of; only users who may read all of them may read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from genai_core.domain.chat.frames import Frame
from genai_core.domain.identifiers import DocumentId
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.frames import Passages, Provisional
from genai_core.domain.retrieval.attachments import ATTACHMENT

WITHHELD = "This answer is withheld: a document that it was made of was deleted, or is closed to you by now."


def quoted_in_answer(answer: Done) -> frozenset[DocumentId]:
    """Returns the documents whose passages the models read, and those that are shown."""
    shown = (part.document_id for part in (*answer.citations, *answer.nearest))
    return _named((*answer.documents, *shown))


def quoted_in_record(answer: Mapping[str, Any] | None) -> frozenset[DocumentId]:
    """Returns the same for an answer in a conversation; an older one lists only what it shows."""
    if not answer:
        return frozenset()
    shown = (part["document_id"] for name in ("citations", "nearest") for part in answer.get(name) or ())
    return _named((*(answer.get("documents") or ()), *shown))


def quoted_in_frames(frames: Iterable[Frame]) -> frozenset[DocumentId]:
    """Returns the documents that the frames of a run show, or that its answer was made of."""
    documents: frozenset[DocumentId] = frozenset()
    for frame in frames:
        match frame.content:
            case Passages(passages=parts) | Provisional(citations=parts):
                documents |= _named(part.document_id for part in parts)
            case Done() as answer:
                documents |= quoted_in_answer(answer)
            case _:
                pass
    return documents


def _named(document_ids: Iterable[str]) -> frozenset[DocumentId]:
    # Passages that came with the question are the asker's own.
    return frozenset(DocumentId(name) for name in document_ids if name != ATTACHMENT)
