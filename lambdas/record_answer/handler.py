"""Store the conversation and the usage, and send `done` or `error`.

Environment: RUNS_TABLE, SESSIONS_TABLE, USAGE_TABLE, WEBSOCKET_MANAGEMENT_URL.
Integrations: DynamoDB, WebSocket connections.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.identifiers import RunId
from genai_core.domain.protocol.codec import to_json
from genai_core.domain.questions import Question
from genai_core.errors import InvalidInput
from genai_core.usecases.answering.record_answer import RunError
from genai_core.wiring import questions
from lambdas.entry import entry
from lambdas.record_answer.measures import measure_answer, measure_error


@dataclass(frozen=True, slots=True)
class Request:
    """How a run ended: `question` and `answer`, or `run_id` and `error`. Raises InvalidInput for neither."""

    question: Question | None = None
    answer: VerifiedAnswer | None = None
    run_id: RunId | None = None
    error: RunError | None = None

    def __post_init__(self) -> None:
        has_answer = self.question is not None and self.answer is not None
        has_error = self.run_id is not None and self.error is not None
        if has_answer == has_error:
            raise InvalidInput(
                "record_answer needs either an answer or an error",
                remedy="Give `question` with `answer`, or `run_id` with `error`.",
            )


def facts(payload: dict[str, Any]) -> dict[str, Any]:
    """Returns the outcome, or the code of the error."""
    return {"outcome": payload.get("outcome") or payload.get("code")}


@entry(Request, facts=facts)
def handler(request: Request) -> dict[str, Any]:
    """Returns the payload of the last frame."""
    record = questions.record_answer()
    if request.question is not None and request.answer is not None:
        done = record(request.question, request.answer)
        measure_answer(request.answer)
        return to_json(done)
    assert request.run_id is not None and request.error is not None  # noqa: S101, PT018 - by the contract
    failure = record.fail(request.run_id, request.error)
    measure_error(request.error.code)
    return to_json(failure)
