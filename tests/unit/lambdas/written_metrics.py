"""Metrics as CloudWatch takes them from the log, and handlers that write every one of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic_core import to_jsonable_python

from genai_core.adapters.memory.breaker_state import MemoryBreakerState
from genai_core.domain.generation.models import Finished, ModelAnswer, ModelSpec
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.protocol.figures import Usage
from genai_core.errors import Overloaded, Throttled
from genai_core.usecases.erasure.erase_leftovers import Leftovers
from genai_core.usecases.ingestion.reconcile_documents import Reconciliation
from genai_core.wiring import document_states, erasure, questions
from genai_core.wrappers.breaking import BreakingLanguageModel
from lambdas.erase_leftovers import handler as erase_leftovers
from lambdas.publish_status import handler as publish_status
from lambdas.reconcile_documents import handler as reconcile_documents
from lambdas.record_answer import handler as record_answer
from lambdas.start_ingestion import handler as start_ingestion
from tests.unit.usecases.answering.scenario import PASSAGES, Scenario, ScriptedModel, spec

MODELS = ("good", "known", "throttled", "broken")
SENTENCE = "The Eiffel Tower was completed in 1889 [1]."


@dataclass(frozen=True)
class Written:
    """One figure."""

    namespace: str
    name: str
    unit: str
    dimensions: frozenset[tuple[str, str]]
    value: float


def written(output: str) -> Iterator[Written]:
    """Yields the figures that CloudWatch would read from a log."""
    for line in output.splitlines():
        if '"_aws"' not in line:
            continue
        record = json.loads(line)
        for group in record["_aws"]["CloudWatchMetrics"]:
            for names in group["Dimensions"]:
                dimensions = frozenset((name, record[name]) for name in names)
                for metric in group["Metrics"]:
                    for value in record[metric["Name"]]:
                        yield Written(group["Namespace"], metric["Name"], metric["Unit"], dimensions, value)


def by_name(output: str, **dimensions: str) -> dict[str, list[float]]:
    """Returns values by name, of the figures that have these dimensions besides the usual two."""
    wanted = {"service": "quorum", "environment": "local", **dimensions}
    values: dict[str, list[float]] = {}
    for each in written(output):
        if dict(each.dimensions) == wanted:
            values.setdefault(each.name, []).append(each.value)
    return values


def rested(scenario: Scenario, row: ModelSpec) -> ModelAnswer:
    """Asks a model that failed so often that its breaker is open."""
    down = ScriptedModel(scenario.clock, (), error=Overloaded("down"))
    state = MemoryBreakerState()
    broken: Any = BreakingLanguageModel(down, state, scenario.clock, row.model_id, failures=1)
    scenario.models[row.model_id] = broken
    scenario.answer_of(row)
    return scenario.answer_of(row)


def record_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of four models answers, one knew it, one is throttled, one rests; a retriever is missing."""
    scenario = Scenario(connection_id="socket")
    rows = {name: spec(name, input_price=1.0, output_price=5.0) for name in MODELS}
    scenario.says("good", SENTENCE, finish=Finished(Usage(1_000, 200)))
    scenario.says("known", SENTENCE, finish=Finished(Usage(), is_cached=True))
    scenario.says("throttled", error=Throttled("too many"))
    # Those that answer come last: once two agree, nobody else is asked.
    failed = [scenario.answer_of(rows["throttled"]), rested(scenario, rows["broken"])]
    answers = [*failed, *(scenario.answer_of(rows[name]) for name in ("good", "known"))]
    answer = scenario.reach(
        scenario.question,
        list(rows.values()),
        PASSAGES,
        answers,
        degraded=("lexical",),
        started_at=scenario.clock.now().isoformat(),
    )
    monkeypatch.setattr(questions, "record_answer", lambda: scenario.record)
    event = {"question": to_jsonable_python(scenario.question), "answer": to_jsonable_python(answer)}
    record_answer.handler(event, None)


def record_an_error(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    scenario = Scenario()
    monkeypatch.setattr(questions, "record_answer", lambda: scenario.record)
    record_answer.handler({"run_id": "run", "error": {"code": code, "message": "so"}}, None)


def find_stuck_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    def reconcile(**_: object) -> Reconciliation:
        return Reconciliation(left=2)

    monkeypatch.setattr(document_states, "reconcile_documents", lambda: reconcile)
    reconcile_documents.handler({}, None)


def take_bad_drops(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_: str) -> str:
        return "misplaced"

    monkeypatch.setattr(document_states, "start_ingestion", lambda: start)
    good = json.dumps({"Records": [{"s3": {"object": {"key": "inbox/a.txt"}}}]})
    records = [{"messageId": body, "body": body, "eventSource": "aws:sqs"} for body in (good, "broken")]
    start_ingestion.handler({"Records": records}, None)


def leave_traces(monkeypatch: pytest.MonkeyPatch) -> None:
    def erase() -> Leftovers:
        return Leftovers(1, 5, {WorkspaceId("w-1"): ["bucket/a", "bucket/b"]})

    monkeypatch.setattr(erasure, "erase_leftovers", lambda: erase)
    erase_leftovers.handler({}, None)


def lose_a_status_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_states, "publish_status", lambda: len)
    publish_status.handler({"Records": [{"Sns": {"Message": "broken"}}]}, None)
