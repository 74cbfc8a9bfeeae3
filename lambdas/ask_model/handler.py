"""Asks one model, streams its draft, and decides the run if it completes the quorum.

Environment: RUNS_TABLE, WEBSOCKET_MANAGEMENT_URL, EMBEDDER_PATH, ANSWER_DEADLINE_S, ANSWER_WRITER.
Integrations: DynamoDB, WebSocket connections, the model's provider, Secrets Manager.
"""

from __future__ import annotations

from genai_core.domain.generation.models import ModelAnswer
from genai_core.wiring import answering
from lambdas.ask_model.contract import Request
from lambdas.entry import entry


@entry(Request)
def handler(request: Request) -> ModelAnswer:
    """Returns what came of asking the model; its own failure is a value."""
    return answering.ask_model()(
        request.question, request.model, request.passages, request.history, request.members
    )
