"""Fuses both retrievers, reranks, fetches the passages, and computes an answer from a table among them.

Environment: DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER, DATABASE_AUTH, EMBEDDER_PATH,
RETRIEVAL_*, DOCUMENTS_BUCKET.
Integrations: PostgreSQL or OpenSearch (OPENSEARCH_URL, OPENSEARCH_AUTH), S3.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from genai_core.domain.retrieval.expansion import AS_ASKED, Expansion
from genai_core.domain.retrieval.passages import Candidate, Retrieval
from genai_core.wiring import retrieval
from lambdas.entry import entry
from lambdas.http.scope import ScopedRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(ScopedRequest):
    """The hits of each retriever, None if it failed, and the stages that failed so far."""

    text: str
    dense: tuple[Candidate, ...] | None
    lexical: tuple[Candidate, ...] | None
    limit: int
    degraded: tuple[str, ...] = ()
    expansion: Expansion = AS_ASKED


@entry(Request)
def handler(request: Request) -> Retrieval:
    """Returns the passages, best first."""
    fused = retrieval.fuse_passages(request.backend)(
        request.scope,
        request.text,
        request.dense,
        request.lexical,
        request.limit,
        request.degraded,
        request.expansion,
    )
    passages = retrieval.compute_from_tables()(request.workspace_id, request.text, fused.passages)
    return replace(fused, passages=passages)
