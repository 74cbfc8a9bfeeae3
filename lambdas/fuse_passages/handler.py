"""Fuses both legs, reranks, and fetches the passages.

Environment: DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER, DATABASE_AUTH, EMBEDDER_PATH,
RETRIEVAL_SELF_QUERY, RETRIEVAL_DIVERSITY,
RETRIEVAL_JOIN_NEIGHBOURS, RETRIEVAL_MAX_WORDS.
Integrations: PostgreSQL or OpenSearch (OPENSEARCH_URL, OPENSEARCH_AUTH).
"""

from __future__ import annotations

from genai_core.domain.retrieval.passages import Retrieval
from genai_core.wiring import retrieval
from lambdas.entry import entry
from lambdas.fuse_passages.contract import Request


@entry(Request)
def handler(request: Request) -> Retrieval:
    """Returns the passages, best first."""
    return retrieval.fuse_passages(request.engine)(
        request.scope,
        request.text,
        request.dense,
        request.lexical,
        request.limit,
        request.degraded,
        request.expansion,
    )
