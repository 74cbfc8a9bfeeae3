"""Runs the whole retrieval for `POST /retrieve`.

Environment: DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER, DATABASE_AUTH, EMBEDDER_PATH,
WORKSPACES_TABLE, ALLOWED_ORIGINS, RETRIEVAL_DEPTH, RETRIEVAL_PASSAGES, RETRIEVAL_LANGUAGES,
MAX_QUESTION_CHARS,
RETRIEVAL_EXPANSION, RETRIEVAL_SELF_QUERY,
RETRIEVAL_DIVERSITY, RETRIEVAL_JOIN_NEIGHBOURS, RETRIEVAL_MAX_WORDS.
Integrations: PostgreSQL or OpenSearch (OPENSEARCH_URL, OPENSEARCH_AUTH), DynamoDB.
"""

from __future__ import annotations

from genai_core.domain.identifiers import UserId
from genai_core.wiring import retrieval
from lambdas.door import door
from lambdas.retrieve_passages.contract import Request, Response, respond


@door(Request)
def handler(user_id: UserId, request: Request) -> Response:
    """Returns the passages, best first, with a ready prompt and where they are from."""
    scope = request.scope(user_id)
    found = retrieval.retrieve_passages()(scope, request.query, request.limit)
    return respond(request.query, found)
