"""Compares and checks the answers, and streams the verified one.

Environment: RUNS_TABLE, WEBSOCKET_MANAGEMENT_URL, EMBEDDER_PATH, MODEL_CATALOGUE_PARAMETER, ANSWER_WRITER,
ANSWER_JUDGE, ANSWER_FURTHER_S, ANSWER_DEADLINE_S.
Integrations: DynamoDB, WebSocket connections, SSM, language models.
"""

from __future__ import annotations

from genai_core.domain.answers import VerifiedAnswer
from genai_core.wiring import answering
from lambdas.entry import entry
from lambdas.reach_consensus.contract import Request


@entry(Request)
def handler(request: Request) -> VerifiedAnswer:
    """Returns the verified answer; where a branch decided the run, that very one."""
    return answering.reach_consensus()(
        request.question,
        request.models,
        request.passages,
        request.answers,
        degraded=request.degraded,
        started_at=request.started_at,
    )
