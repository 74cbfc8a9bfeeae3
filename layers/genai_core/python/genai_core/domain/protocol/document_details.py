"""REST bodies about the chunks and the history of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from genai_core.domain.protocol.description import Limits
from genai_core.domain.protocol.status import DocumentStatus

MAX_CHUNKS = 100


@dataclass(frozen=True, slots=True)
class ChunksQuery:
    """Which part of a document's chunks."""

    start: Annotated[int, Limits(least=0), "The position of the first chunk of the part."] = 0
    limit: Annotated[int, Limits(least=1, most=MAX_CHUNKS), "Chunks of the part, at most."] = 20


@dataclass(frozen=True, slots=True)
class DocumentChunk:
    """A piece of a document, as it is searched, ranked and cited."""

    chunk_id: str
    ordinal: Annotated[int, "Position in the document, from 0."]
    text: str
    page: Annotated[int | None, "From 1; null if the format has no pages."] = None
    section: Annotated[str, "Heading path joined by ` › `."] = ""
    start: Annotated[
        int | None, "Where its own words begin in the document's text; null if that is not known."
    ] = None


@dataclass(frozen=True, slots=True)
class DocumentChunks:
    """A part of the chunks that a document is searched by."""

    document_id: str
    content_hash: Annotated[str, "The version that is searched now."]
    total: Annotated[int, "Chunks of the document."]
    chunks: tuple[DocumentChunk, ...]
    next: Annotated[int | None, "Pass it as `start` for the next part; null at the end."] = None


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A status that a version reached."""

    status: DocumentStatus
    at: Annotated[str, "RFC 3339, UTC."]


@dataclass(frozen=True, slots=True)
class VersionHistory:
    """A version of a document, or an attempt to process one, and what happened to it."""

    content_hash: str
    submitted_at: Annotated[str, "When it arrived, RFC 3339, UTC."]
    owner: Annotated[str | None, "Who uploaded it; null for a file that a program put into the bucket."]
    size_bytes: int
    steps: Annotated[tuple[HistoryStep, ...], "Statuses that it reached, in order of time."] = ()
    reason: Annotated[str, "Why it failed; empty otherwise."] = ""
    failed_step: Annotated[str, "The step that failed; empty otherwise."] = ""
    replaced_at: Annotated[str | None, "When a newer version or attempt arrived; null for the newest."] = None
    is_answering: Annotated[bool, "Whether questions are answered from it."] = False


@dataclass(frozen=True, slots=True)
class DocumentHistory:
    """The versions of a document, newest first: the newest, and at most ten before it.

    The text of a version is kept only as long as questions are answered from it.
    """

    document_id: str
    versions: tuple[VersionHistory, ...]
