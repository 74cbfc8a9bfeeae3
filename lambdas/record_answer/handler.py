"""Keeps the conversation and the usage, and sends `done` or `error`.

Environment: RUNS_TABLE, SESSIONS_TABLE, USAGE_TABLE, WEBSOCKET_MANAGEMENT_URL.
Integrations: DynamoDB, WebSocket connections.
"""

from __future__ import annotations

from typing import Any

from genai_core.wiring import answering
from lambdas.entry import entry
from lambdas.record_answer.contract import Request


@entry(Request)
def handler(request: Request) -> dict[str, Any]:
    """Returns the payload of the last frame."""
    record = answering.record_answer()
    if request.question is not None and request.answer is not None:
        return record(request.question, request.answer)
    assert request.run_id is not None and request.error is not None  # noqa: S101, PT018 - by the contract
    return record.fail(request.run_id, request.error)
