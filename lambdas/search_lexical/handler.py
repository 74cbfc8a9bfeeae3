"""Finds chunks by BM25.

Environment: DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER, DATABASE_AUTH,
RETRIEVAL_LANGUAGES,
RETRIEVAL_EXPANSION, RETRIEVAL_SELF_QUERY.
Integrations: PostgreSQL or OpenSearch (OPENSEARCH_URL, OPENSEARCH_AUTH).
"""

from __future__ import annotations

from genai_core.domain.retrieval.passages import LegResult
from genai_core.wiring import retrieval
from lambdas.entry import entry
from lambdas.search_lexical.contract import Request


@entry(Request)
def handler(request: Request) -> LegResult:
    """Returns the candidates, best first."""
    return retrieval.search_lexical(request.engine)(
        request.scope, request.text, request.depth, request.expansion
    )
