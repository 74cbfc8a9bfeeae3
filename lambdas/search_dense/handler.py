"""Embeds the question and finds its nearest chunks.

Environment: DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER, DATABASE_AUTH, EMBEDDER_PATH,
RETRIEVAL_*.
Integrations: PostgreSQL or OpenSearch (OPENSEARCH_URL, OPENSEARCH_AUTH).
"""

from __future__ import annotations

from genai_core.domain.retrieval.passages import RetrieverResult
from genai_core.wiring import retrieval
from lambdas.entry import entry
from lambdas.http.scope import SearchRequest


@entry(SearchRequest)
def handler(request: SearchRequest) -> RetrieverResult:
    """Returns the candidates, best first."""
    return retrieval.search_dense(request.backend)(
        request.scope, request.text, request.depth, request.expansion
    )
