"""A scenario on which a writer or a judge stands by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.figures import Usage
from genai_core.usecases.answering.call_further_model import CallFurtherModel
from genai_core.usecases.answering.judge_answers import JudgeAnswers
from genai_core.usecases.answering.write_answer import WriteAnswer
from tests.unit.usecases.answering.scenario import Scenario, ScriptedModel, spec

BOTH = "The Eiffel Tower was completed in 1889. It stands 330 metres tall."
REWORDED = "It was completed in 1889. The Eiffel Tower stands 330 metres tall."


def said(name: str, text: str, status: ModelStatus = ModelStatus.ANSWERED) -> ModelAnswer:
    return ModelAnswer(ModelId(name), name, status, text, usage=Usage(10, 5, 0.001))


def further(scenario: Scenario, task: Literal["judge", "writer"], **row: Any) -> CallFurtherModel:
    return CallFurtherModel(
        model_id=ModelId(task),
        task=task,
        catalogue=lambda: [spec(task, role="judge", **row)],
        model=lambda wanted: scenario.models[wanted.model_id],
        runs=scenario.runs,
        clock=scenario.clock,
    )


def with_writer(scenario: Scenario, *pieces: str, **script: Any) -> ScriptedModel:
    """Returns the writer, which says these pieces when it is asked."""
    write = WriteAnswer(ask=further(scenario, "writer"), check=scenario.reach.check)
    scenario.reach = replace(scenario.reach, write=write)
    scenario.ask = replace(scenario.ask, settle=replace(scenario.ask.settle, has_writer=True))
    return scenario.says("writer", *pieces, **script)


def with_judge(scenario: Scenario, *pieces: str, context_tokens: int = 8192, **script: Any) -> ScriptedModel:
    """Returns the judge, which says these pieces when it is asked."""
    ask = further(scenario, "judge", context_tokens=context_tokens)
    scenario.reach = replace(scenario.reach, judge=JudgeAnswers(ask=ask))
    return scenario.says("judge", *pieces, **script)
