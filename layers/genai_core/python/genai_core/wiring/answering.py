"""Composes the steps of answering from the stores, models and embedder of this deployment."""

from __future__ import annotations

from functools import cache
from typing import Literal

from genai_core.domain.answers import Question
from genai_core.domain.generation.budgets import Budget
from genai_core.domain.identifiers import ModelId
from genai_core.settings import settings
from genai_core.usecases.ask_model import AskModel
from genai_core.usecases.call_further_model import CallFurtherModel
from genai_core.usecases.check_answers import CheckAnswers
from genai_core.usecases.check_budget import CheckBudget
from genai_core.usecases.judge_answers import JudgeAnswers
from genai_core.usecases.prepare_question import PrepareQuestion, RetrievalPlan
from genai_core.usecases.publish_frames import FramePublisher
from genai_core.usecases.reach_consensus import ReachConsensus
from genai_core.usecases.record_answer import RecordAnswer
from genai_core.usecases.write_answer import WriteAnswer
from genai_core.wiring.clock import clock
from genai_core.wiring.embedding import embedder
from genai_core.wiring.models import language_model
from genai_core.wiring.storage import (
    conversation_store,
    event_sink,
    judgement_store,
    model_catalogue,
    run_store,
    usage_ledger,
    workspace_store,
)

WAITED_DEADLINE_S = 24.0
"""A REST gateway gives up after 29 seconds; what comes after the models takes its part of them."""


@cache
def prepare_question() -> PrepareQuestion:
    """Returns the first step."""
    place = settings()
    return PrepareQuestion(
        runs=run_store(),
        workspaces=workspace_store(),
        conversations=conversation_store(),
        sink=event_sink(),
        clock=clock(),
        catalogue=model_catalogue().models,
        retrieval=RetrievalPlan(
            depth=place.retrieval_depth,
            limit=place.retrieval_passages,
            expand="model" in (place.retrieval_expansion, place.retrieval_self_query),
        ),
        max_question_chars=place.max_question_chars,
        judgements=judgement_store(),
        check_budget=CheckBudget(usage_ledger(), clock(), Budget(place.daily_tokens, place.daily_cost_usd)),
    )


def frame_publisher(question: Question) -> FramePublisher:
    """Returns the publisher of one run's frames."""
    return FramePublisher(run_store(), event_sink(), question)


@cache
def check_answers() -> CheckAnswers:
    """Returns the checker; it keeps the vectors of passages it saw, so one serves the whole process."""
    return CheckAnswers(embedder())


@cache
def ask_model() -> AskModel:
    """Returns the step that asks one model."""
    deadline_s = settings().answer_deadline_s
    return AskModel(
        runs=run_store(),
        sink=event_sink(),
        clock=clock(),
        model=language_model,
        check=check_answers(),
        deadline_s=deadline_s,
        waited_deadline_s=min(deadline_s, WAITED_DEADLINE_S),
        has_writer=bool(settings().answer_writer),
    )


@cache
def reach_consensus() -> ReachConsensus:
    """Returns the step that compares and checks, with the judge and the writer that are configured."""
    place = settings()
    judge = _further("judge", place.answer_judge) if place.answer_judge else None
    writer = _further("writer", place.answer_writer) if place.answer_writer else None
    return ReachConsensus(
        runs=run_store(),
        sink=event_sink(),
        clock=clock(),
        check=check_answers(),
        judge=JudgeAnswers(ask=judge) if judge else None,
        write=WriteAnswer(ask=writer, check=check_answers()) if writer else None,
        further_s=place.answer_further_s,
        deadline_s=place.answer_deadline_s,
        waited_deadline_s=min(place.answer_deadline_s, WAITED_DEADLINE_S),
    )


def _further(task: Literal["judge", "writer"], model_id: str) -> CallFurtherModel:
    return CallFurtherModel(
        model_id=ModelId(model_id),
        task=task,
        catalogue=lambda: model_catalogue().models(),
        model=language_model,
        runs=run_store(),
        clock=clock(),
    )


@cache
def record_answer() -> RecordAnswer:
    """Returns the last step."""
    return RecordAnswer(
        runs=run_store(),
        conversations=conversation_store(),
        ledger=usage_ledger(),
        sink=event_sink(),
        clock=clock(),
    )
