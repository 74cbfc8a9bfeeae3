"""Check a question and choose the models that answer it.

Environment: RUNS_TABLE, WORKSPACES_TABLE, SESSIONS_TABLE, MODEL_CATALOGUE_PARAMETER,
WEBSOCKET_MANAGEMENT_URL, RETRIEVAL_*, LIMITS_*.
Integrations: DynamoDB, SSM, WebSocket connections.
"""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import RunId
from genai_core.usecases.answering.prepare_question import PreparedQuestion
from genai_core.wiring import questions
from lambdas.entry import entry


@dataclass(frozen=True, slots=True)
class Request:
    """The run whose question is prepared; the endpoint that accepted it has stored it."""

    run_id: RunId


@entry(Request)
def handler(request: Request) -> PreparedQuestion:
    """Returns the question with its models, history and retrieval plan."""
    return questions.prepare_question()(request.run_id)
