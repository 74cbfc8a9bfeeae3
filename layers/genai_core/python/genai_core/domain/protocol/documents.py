"""REST bodies about documents and their upload."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

from genai_core.domain.protocol.description import Limits
from genai_core.domain.protocol.status import DocumentStatus

MAX_PAGE = 1000
MAX_CONTENT_CHARS = 200_000
MAX_CONTENT_SPANS = 2000
"""Maximum in one part of a document's text: it stays below the 6 MB that a function may return."""
Metadata = dict[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DocumentsQuery:
    """Which page of a workspace's documents."""

    limit: Annotated[int, Limits(least=1, most=MAX_PAGE), "Documents on a page."] = 200
    after: Annotated[str, "The `next` of the page before."] = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a workspace."""

    workspace_id: str
    document_id: str
    path: Annotated[str, "Its path in the workspace's inbox."]
    status: DocumentStatus
    content_hash: Annotated[str, "The version that is visible, or being processed."] = ""
    size_bytes: int = 0
    created_at: Annotated[str, "RFC 3339, UTC."] = ""
    updated_at: Annotated[str, "RFC 3339, UTC."] = ""
    owner: Annotated[str | None, "Who uploaded it; null for a file that a program put into the bucket."] = (
        None
    )
    title: str = ""
    document_type: Annotated[str, "File kind by content, such as `pdf`; empty before extraction."] = ""
    chunk_count: int = 0
    page_count: int = 0
    reason: Annotated[str, "Why it failed; empty otherwise."] = ""
    failed_step: Annotated[str, "The step that failed; empty otherwise."] = ""
    metadata: Metadata = field(default_factory=dict[str, str | tuple[str, ...]])
    answering: Annotated[
        str | None, "The version that is searched: an earlier one until the newest is ready; null if none is."
    ] = None
    answering_chunks: Annotated[int, "Chunks of that version."] = 0

    @property
    def is_settled(self) -> bool:
        return self.status.is_final


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Documents, newest first."""

    documents: tuple[Document, ...]
    next: Annotated[str | None, "Pass it as `after` for the next page; null at the end."] = None


@dataclass(frozen=True, slots=True)
class ContentQuery:
    """Which part of a document's text."""

    start: Annotated[int, Limits(least=0), "The first character of the part."] = 0
    limit: Annotated[int, Limits(least=1, most=MAX_CONTENT_CHARS), "Characters of the part, at most."] = (
        100_000
    )


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A block of a document's text: a heading, paragraph, list, table or code block."""

    start: Annotated[int, "Its first character in the whole text."]
    end: Annotated[int, "The position after its last character."]
    page: Annotated[int | None, "From 1; null if the format has no pages."] = None
    section: Annotated[str, "Heading path joined by ` › `."] = ""


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """A link to the file itself; anybody who has the link may use it while it is valid."""

    url: str
    valid_s: Annotated[int, "How long the link is valid."]
    content_type: str


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """A part of the text that a document's passages and citations are from.

    Offsets count characters (Unicode code points) of the whole text, from 0.
    """

    document_id: str
    content_hash: Annotated[str, "The version that is searched now."]
    title: str
    document_type: Annotated[str, "File kind by content, such as `pdf`."]
    page_count: int
    characters: Annotated[int, "Of the whole text."]
    start: Annotated[int, "The first character of this part."]
    text: str
    spans: Annotated[tuple[TextSpan, ...], "The blocks of this part, also incomplete ones, in order."]
    next: Annotated[int | None, "Pass it as `start` for the next part; null at the end."] = None
    original: Annotated[
        OriginalFile | None, "Null if another version lies in the inbox by now, which cannot answer yet."
    ] = None


@dataclass(frozen=True, slots=True)
class WorkBegun:
    """The work that was started for a document."""

    document_id: str
    outcome: Annotated[
        str, "`started`, `waiting` for its turn, `unchanged`, `deleting`, `rejected` or `refused`."
    ]


@dataclass(frozen=True, slots=True)
class UploadWish:
    """A file to upload."""

    workspace_id: str
    filename: Annotated[str, "With its extension, which sets the content type; may contain folders."]
    size_bytes: Annotated[int | None, "Lets the server refuse a large file before it is sent."] = None
    metadata: Annotated[
        dict[str, Any],
        "Metadata: author, date, language, tags; and readers, the only users who may find it.",
    ] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class UploadTicket:
    """A signed form: POST `fields` and then the file as `file` to `url`."""

    url: str
    key: Annotated[str, "Where the file will be."]
    max_bytes: Annotated[int, "A larger file is refused by the signature."]
    content_type: str
    valid_s: Annotated[int, "How long the form is valid."]
    fields: dict[str, str] = field(default_factory=dict[str, str])
