"""Runs the whole retrieval for `POST /retrieve`.

Environment: DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER, DATABASE_AUTH, EMBEDDER_PATH,
WORKSPACES_TABLE, RUNS_TABLE, ALLOWED_ORIGINS, RETRIEVAL_*, LIMITS_*.
Integrations: PostgreSQL or OpenSearch (OPENSEARCH_URL, OPENSEARCH_AUTH), DynamoDB.
"""

from __future__ import annotations

from genai_core.domain.generation.prompts import user_message
from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.ingestion.chunks import section_name
from genai_core.domain.protocol.questions import FoundPassage, Provenance, Retrieved, RetrieveRequest
from genai_core.domain.retrieval.filter_parsing import parse_filter
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.retrieval.scopes import READERS, Scope
from genai_core.domain.user_rates import ROUTES_TAKE
from genai_core.usecases.retrieval.retrieve_passages import TimedRetrieval
from genai_core.wiring import allowances, retrieval
from lambdas.http.endpoint import endpoint


@endpoint(RetrieveRequest)
def handler(user_id: UserId, request: RetrieveRequest) -> Retrieved:
    """Returns the passages, best first, with a ready prompt and their origin."""
    allowances.take_allowance()(user_id, ROUTES_TAKE["retrieve"])
    scope = Scope(WorkspaceId(request.workspace_id), user_id, parse_filter(request.filters))
    retrieved = retrieval.retrieve_passages()(scope, request.query, request.limit)
    return respond(request.query, retrieved)


def respond(query: str, retrieved: TimedRetrieval) -> Retrieved:
    """Returns the result of a search in the form of the API."""
    return Retrieved(
        prompt=user_message(query, retrieved.passages),
        records=tuple(map(_record, retrieved.passages)),
        provenance=Provenance(
            degraded=retrieved.degraded,
            filters=retrieved.filters,
            relaxed_filters=retrieved.relaxed_filters,
            scores=tuple(passage.scores for passage in retrieved.passages),
        ),
        elapsed=retrieved.timings_ms,
    )


def _record(passage: Passage) -> FoundPassage:
    chunk = passage.chunk
    return FoundPassage(
        chunk_id=chunk.chunk_id,
        document_id=chunk.document_id,
        title=chunk.title,
        text=chunk.text,
        section=section_name(chunk.heading_path),
        page=chunk.page,
        score=passage.score,
        metadata={key: value for key, value in chunk.metadata.items() if key != READERS},
        found_by=passage.found_by,
    )
