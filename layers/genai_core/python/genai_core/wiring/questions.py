"""Builds the steps that need no embedder: they prepare a question, publish frames and record the answer.

Their functions carry neither numpy nor a database client, so this module imports nothing that does.
"""

from __future__ import annotations

from functools import cache

from genai_core.domain.questions import Question
from genai_core.settings import settings
from genai_core.usecases.answering.prepare_question import PrepareQuestion, RetrievalPlan
from genai_core.usecases.answering.publish_frames import FramePublisher
from genai_core.usecases.answering.record_answer import RecordAnswer
from genai_core.wiring.allowances import check_budget
from genai_core.wiring.clock import clock
from genai_core.wiring.documents import readable_quotes
from genai_core.wiring.storage import (
    conversation_store,
    event_sink,
    judgement_store,
    model_catalogue,
    run_store,
    usage_ledger,
    workspace_store,
)


@cache
def prepare_question() -> PrepareQuestion:
    """Returns the step that prepares a question."""
    here = settings()
    return PrepareQuestion(
        runs=run_store(),
        workspaces=workspace_store(),
        conversations=conversation_store(),
        sink=event_sink(),
        clock=clock(),
        catalogue=model_catalogue().models,
        retrieval=RetrievalPlan(
            depth=here.retrieval.depth,
            limit=here.retrieval.passages,
            expand="model" in (here.retrieval.expansion, here.retrieval.self_query),
        ),
        max_question_chars=here.limits.question_chars,
        quotes=readable_quotes(),
        judgements=judgement_store(),
        check_budget=check_budget(),
    )


def frame_publisher(question: Question) -> FramePublisher:
    """Returns the publisher of one run's frames."""
    return FramePublisher(run_store(), event_sink(), question)


@cache
def record_answer() -> RecordAnswer:
    """Returns the step that records the answer."""
    return RecordAnswer(
        runs=run_store(),
        conversations=conversation_store(),
        ledger=usage_ledger(),
        sink=event_sink(),
        clock=clock(),
    )
