"""Asks one model, streams its draft, and decides the run if it completes the quorum.

Environment: RUNS_TABLE, WEBSOCKET_MANAGEMENT_URL, EMBEDDER_PATH, LIMITS_*, ANSWER_*.
Integrations: DynamoDB, WebSocket connections, the model's provider, Secrets Manager.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from genai_core.domain.generation.models import Message, ModelAnswer, ModelSpec
from genai_core.domain.identifiers import ModelId
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.wiring import answering
from genai_core.wiring.clock import clock
from lambdas.entry import entry


@dataclass(frozen=True, slots=True)
class Request:
    """One branch of the Map over models.

    Attributes:
        members: The models of all branches.
        entered_at: When the state machine first called this function; None if unknown.
    """

    question: Question
    model: ModelSpec
    passages: tuple[Passage, ...]
    members: tuple[ModelId, ...]
    history: tuple[Message, ...] = ()
    entered_at: datetime | None = None


def facts(answer: ModelAnswer) -> dict[str, str]:
    """Returns which model was asked, and how it ended."""
    return {"model": answer.model_id, "status": answer.status}


@entry(Request, facts=facts)
def handler(request: Request) -> ModelAnswer:
    """Returns the model's answer; its failure is a value too."""
    question = request.question.after_queue(request.entered_at, clock().now())
    return answering.ask_model()(question, request.model, request.passages, request.history, request.members)
