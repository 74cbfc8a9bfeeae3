"""Finds chunks by BM25.

Environment: DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER, DATABASE_AUTH, RUNS_TABLE,
RETRIEVAL_*.
Integrations: PostgreSQL or OpenSearch (OPENSEARCH_URL, OPENSEARCH_AUTH); DynamoDB, to report that it wakes.
"""

from __future__ import annotations

from genai_core.domain.retrieval.passages import RetrieverResult
from genai_core.wiring import retrieval
from genai_core.wiring.waking import told_of_waking
from lambdas.entry import entry
from lambdas.http.scope import SearchRequest


@entry(SearchRequest)
def handler(request: SearchRequest) -> RetrieverResult:
    """Returns the candidates, best first."""
    # Only one retriever reports it: this one, because it needs no encoder and so waits for nothing else.
    with told_of_waking(request.run_id):
        return retrieval.search_lexical(request.backend)(
            request.scope, request.text, request.depth, request.expansion
        )
