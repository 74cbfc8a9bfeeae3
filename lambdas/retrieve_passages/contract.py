"""What `POST /retrieve` takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from genai_core.domain.generation.prompts import user_message
from genai_core.domain.identifiers import ChunkId, DocumentId, UserId, WorkspaceId
from genai_core.domain.retrieval.filter_parsing import parse_filter
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.retrieval.scopes import READERS, Scope
from genai_core.usecases.retrieve_passages import TimedRetrieval


@dataclass(frozen=True, slots=True)
class Request:
    """What to find in which workspace; without a limit the deployment's own holds."""

    workspace_id: WorkspaceId
    query: str
    limit: int | None = None
    filters: dict[str, Any] = field(default_factory=dict[str, Any])

    def scope(self, reader: UserId) -> Scope:
        """Returns what that user may find. Raises InvalidInput where the filters are none."""
        return Scope(self.workspace_id, reader, parse_filter(self.filters))


@dataclass(frozen=True, slots=True)
class Record:
    """One passage, as a client shows or cites it."""

    chunk_id: ChunkId
    document_id: DocumentId
    title: str
    text: str
    section: str
    page: int | None
    score: float
    metadata: dict[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Provenance:
    """How the passages were found.

    Attributes:
        degraded: Stages that failed or were skipped.
        filters: Conditions read out of the question. relaxed_filters: Those given up: nothing passed them.
        scores: Per record, its score in each stage that saw it.
    """

    degraded: tuple[str, ...]
    filters: tuple[str, ...]
    relaxed_filters: tuple[str, ...]
    scores: tuple[dict[str, float], ...]


@dataclass(frozen=True, slots=True)
class Response:
    """What was found.

    Attributes:
        prompt: The passages and the question as one message, ready for a model.
        records: Best first.
        elapsed: Milliseconds by stage, and in all under `retrieve`.
    """

    prompt: str
    records: tuple[Record, ...]
    provenance: Provenance
    elapsed: dict[str, float]


def respond(query: str, found: TimedRetrieval) -> Response:
    """Returns what was found in the form of the API."""
    return Response(
        prompt=user_message(query, found.passages),
        records=tuple(_record(passage) for passage in found.passages),
        provenance=Provenance(
            degraded=found.degraded,
            filters=found.filters,
            relaxed_filters=found.relaxed_filters,
            scores=tuple(passage.scores for passage in found.passages),
        ),
        elapsed=found.timings_ms,
    )


def _record(passage: Passage) -> Record:
    chunk = passage.chunk
    return Record(
        chunk.chunk_id,
        chunk.document_id,
        chunk.title,
        chunk.text,
        " > ".join(chunk.heading_path),
        chunk.page,
        passage.score,
        {key: value for key, value in chunk.metadata.items() if key != READERS},
    )
