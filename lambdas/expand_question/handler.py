"""Asks a model for the question in other words and for the conditions it states.

Environment: MODEL_CATALOGUE_PARAMETER, RETRIEVAL_EXPANSION, RETRIEVAL_SELF_QUERY, RETRIEVAL_QUESTION_MODEL,
RETRIEVAL_QUESTION_TIMEOUT_S, USAGE_TABLE.
Integrations: SSM, language models, DynamoDB.
"""

from __future__ import annotations

from genai_core.domain.retrieval.expansion import Expansion
from genai_core.wiring import expansion
from lambdas.entry import entry
from lambdas.expand_question.contract import Request


@entry(Request)
def handler(request: Request) -> Expansion:
    """Returns what the model makes of it; nothing where it fails or is late, which is flagged."""
    return expansion.expand_question()(request.text, request.run_id, request.user_id)
