# Generated from genai_core/domain/protocol by `make generate`; do not edit.
"""REST bodies about questions that are answered synchronously, and about runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from quorum_client.protocol.answers import FoundBy
from quorum_client.protocol.client_frames import MAX_MODELS, Query
from quorum_client.protocol.description import OMITTED, Limits
from quorum_client.protocol.documents import Metadata
from quorum_client.protocol.done import Done
from quorum_client.protocol.frames import Failure
from quorum_client.protocol.outcomes import Mode

MAX_TABLE_CHARS = 8000
MAX_IMAGE_CHARS = 5_000_040
"""Base64 of the largest image, with the head of a `data:` address."""
Filters = Annotated[dict[str, Any], "Which documents it may be answered from; empty for all."]


@dataclass(frozen=True, slots=True)
class RagQuery:
    """A question; the workspace's settings apply to omitted fields."""

    workspace_id: str
    query: Query
    session_id: Annotated[str | None, "Continues a conversation; null begins one."] = None
    mode: Mode | None = None
    models: Annotated[tuple[str, ...], Limits(most=MAX_MODELS), "Ids; empty for the workspace's own."] = ()
    filters: Filters = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class MultimodalQuery:
    """A question with a table, an image or both."""

    workspace_id: str
    query: Query
    table: Annotated[str, Limits(most=MAX_TABLE_CHARS), "Text, such as CSV or Markdown."] = ""
    image: Annotated[
        str,
        Limits(most=MAX_IMAGE_CHARS),
        "PNG, JPEG, GIF or WebP as base64; read by a model that reads images, else by text recognition.",
    ] = ""
    session_id: Annotated[str | None, "Continues a conversation; null begins one."] = None


@dataclass(frozen=True, slots=True)
class Run:
    """One of the caller's runs with all its data, as long as runs are stored."""

    run_id: str
    request_id: str
    workspace_id: str
    session_id: str
    query: str
    state: Annotated[
        Literal["running", "answered", "failed"], "`answered` has a result, `failed` has an error."
    ]
    result: Annotated[Done | None, "The whole answer; nothing is shortened."] = None
    error: Annotated[Failure | None, "Why it ended without an answer."] = None
    origin: Annotated[str | None, "The run that this one replays; null if a user asked."] = None


@dataclass(frozen=True, slots=True)
class Replay:
    """A run that replays another."""

    run_id: Annotated[str, "The new run; `GET /runs/{run_id}` shows it."]
    origin: Annotated[str, "The run that is replayed; it is not changed."]


@dataclass(frozen=True, slots=True)
class RetrieveRequest:
    """A search in a workspace."""

    workspace_id: str
    query: Query
    limit: Annotated[int | None, "Passages; null for the deployment's own number."] = None
    filters: Filters = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """One passage, as a client shows or cites it."""

    chunk_id: str
    document_id: str
    title: str
    text: str
    section: Annotated[str, "Heading path joined by ` > `."]
    page: Annotated[int | None, "From 1; null if the format has no pages."]
    score: Annotated[float, "Higher is better; comparable within one answer only."]
    metadata: Metadata = field(default_factory=dict[str, str | tuple[str, ...]])
    found_by: Annotated[tuple[FoundBy, ...], "The stages of retrieval that ranked it.", OMITTED] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """How the passages were found."""

    degraded: Annotated[tuple[str, ...], "Stages that failed or were skipped."] = ()
    filters: Annotated[tuple[str, ...], "Conditions found in the question."] = ()
    relaxed_filters: Annotated[
        tuple[str, ...], "Conditions that were dropped, because nothing satisfied them."
    ] = ()
    scores: Annotated[tuple[dict[str, float], ...], "Per record, its score in each stage that saw it."] = ()


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The result of a search."""

    prompt: Annotated[str, "The passages and the question as one message, ready for a model."]
    records: Annotated[tuple[FoundPassage, ...], "Best first."]
    provenance: Provenance
    elapsed: Annotated[dict[str, float], "Milliseconds by stage, and in total under `retrieve`."]
