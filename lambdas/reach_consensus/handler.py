"""Compares and checks the answers, and streams the verified one.

Environment: RUNS_TABLE, WEBSOCKET_MANAGEMENT_URL, EMBEDDER_PATH, MODEL_CATALOGUE_PARAMETER, ANSWER_*,
LIMITS_*.
Integrations: DynamoDB, WebSocket connections, SSM, language models.
"""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.generation.models import ModelAnswer, ModelSpec
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.wiring import answering
from lambdas.entry import entry


@dataclass(frozen=True, slots=True)
class Request:
    """The question, its passages and the models' answers.

    Attributes:
        models: All models of the question. answers: One per branch of the Map that ended.
        started_at: RFC 3339, from `prepare_question`.
    """

    question: Question
    models: tuple[ModelSpec, ...]
    passages: tuple[Passage, ...]
    answers: tuple[ModelAnswer, ...]
    degraded: tuple[str, ...] = ()
    started_at: str = ""


@entry(Request)
def handler(request: Request) -> VerifiedAnswer:
    """Returns the verified answer; if a branch decided the run, the same one."""
    return answering.reach_consensus()(
        request.question,
        request.models,
        request.passages,
        request.answers,
        degraded=request.degraded,
        started_at=request.started_at,
    )
