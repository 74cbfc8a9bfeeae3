"""Shows the client the passages while the models work.

Environment: RUNS_TABLE, WEBSOCKET_MANAGEMENT_URL. Integrations: DynamoDB, WebSocket connections.
"""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.usecases.answering.publish_passages import publish_passages
from genai_core.wiring import questions
from genai_core.wiring.clock import clock
from lambdas.entry import entry


@dataclass(frozen=True, slots=True)
class Request:
    """The question and its passages, best first."""

    question: Question
    passages: tuple[Passage, ...]


@entry(Request)
def handler(request: Request) -> dict[str, int]:
    """Returns how many passages were shown."""
    publisher = questions.frame_publisher(request.question)
    return {"published": publish_passages(publisher, request.passages, at=clock().now().isoformat())}
