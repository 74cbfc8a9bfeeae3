"""Checks a question and chooses who answers it.

Environment: RUNS_TABLE, WORKSPACES_TABLE, SESSIONS_TABLE, MODEL_CATALOGUE_PARAMETER,
WEBSOCKET_MANAGEMENT_URL, RETRIEVAL_DEPTH, RETRIEVAL_PASSAGES, MAX_QUESTION_CHARS.
Integrations: DynamoDB, SSM, WebSocket connections.
"""

from __future__ import annotations

from genai_core.usecases.prepare_question import PreparedQuestion
from genai_core.wiring import answering
from lambdas.entry import entry
from lambdas.prepare_question.contract import Request


@entry(Request)
def handler(request: Request) -> PreparedQuestion:
    """Returns the question with its models, history and retrieval plan."""
    return answering.prepare_question()(request.run_id)
