"""Builds the steps that ask models, compare their answers and check them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from genai_core.domain.generation.models import Image
from genai_core.domain.identifiers import ModelId, WorkspaceId
from genai_core.domain.retrieval.passages import Passage
from genai_core.settings import settings
from genai_core.usecases.answering.ask_model import AskModel
from genai_core.usecases.answering.call_further_model import CallFurtherModel
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.usecases.answering.judge_answers import JudgeAnswers
from genai_core.usecases.answering.reach_consensus import ReachConsensus
from genai_core.usecases.answering.settle_run import SettleRun
from genai_core.usecases.answering.write_answer import WriteAnswer
from genai_core.wiring.clock import clock
from genai_core.wiring.embedding import answer_embedder
from genai_core.wiring.models import language_model
from genai_core.wiring.storage import event_sink, model_catalogue, run_store
from genai_core.wiring.verification import claim_verifier

WAITED_DEADLINE_S = 24.0
"""Deadline of models over REST: the gateway gives up after 29 s, and the later steps need the rest."""


@cache
def check_answers() -> CheckAnswers:
    """Returns the checker; its encoder remembers the vectors of passages, so one serves the whole process."""
    return CheckAnswers(answer_embedder(), claim_verifier())


@cache
def ask_model() -> AskModel:
    """Returns the step that asks one model."""
    deadline_s = settings().limits.answer_s
    return AskModel(
        runs=run_store(),
        sink=event_sink(),
        clock=clock(),
        model=language_model,
        check=check_answers(),
        settle=SettleRun(
            runs=run_store(),
            clock=clock(),
            check=check_answers(),
            has_writer=bool(settings().answer.writer),
        ),
        deadline_s=deadline_s,
        waited_deadline_s=min(deadline_s, WAITED_DEADLINE_S),
        figures=_figures,
        checks_ahead=settings().answer.verifier != "judge",
    )


@cache
def reach_consensus() -> ReachConsensus:
    """Returns the step that compares and checks, with the judge and the writer that are configured."""
    here = settings()
    judge = _further("judge", here.answer.judge) if here.answer.judge else None
    writer = _further("writer", here.answer.writer) if here.answer.writer else None
    return ReachConsensus(
        runs=run_store(),
        sink=event_sink(),
        clock=clock(),
        check=check_answers(),
        judge=JudgeAnswers(ask=judge) if judge else None,
        write=WriteAnswer(ask=writer, check=check_answers()) if writer else None,
        further_s=here.answer.further_s,
        deadline_s=here.limits.answer_s,
        waited_deadline_s=min(here.limits.answer_s, WAITED_DEADLINE_S),
    )


def _figures(workspace_id: WorkspaceId, passages: Sequence[Passage]) -> Sequence[Image]:
    """Returns the figures of passages; few deployments have a model that reads images."""
    from genai_core.usecases.answering.passage_figures import PassageFigures
    from genai_core.wiring.documents import blob_store

    return PassageFigures(blob_store())(workspace_id, passages)


def _further(task: Literal["judge", "writer"], model_id: str) -> CallFurtherModel:
    return CallFurtherModel(
        model_id=ModelId(model_id),
        task=task,
        catalogue=lambda: model_catalogue().models(),
        model=language_model,
        runs=run_store(),
        clock=clock(),
    )
