"""What every evaluation store does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from genai_core.adapters.dynamodb.evaluation_store import DynamoEvaluationStore
from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.memory.evaluation_store import MemoryEvaluationStore
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.protocol.evaluations import MAX_EVALUATIONS, Curve, CurvePoint, EvaluationRun
from genai_core.ports.evaluation_store import EvaluationStore

HERE, THERE = WorkspaceId("here"), WorkspaceId("there")
CURVE = Curve("reliability", (CurvePoint(0.5, 0.25, 4), CurvePoint(1.0, 1.0)))
RUN = EvaluationRun(
    "e-00",
    "answers",
    "qa",
    "quorum evaluate answers qa",
    "2026-01-01T00:00:00+00:00",
    "ann",
    {"f1": 0.5, "n": 40.0},
    (CURVE,),
)


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> EvaluationStore:
    if request.param == "memory":
        return MemoryEvaluationStore()
    aws = request.getfixturevalue("aws")
    return DynamoEvaluationStore(DynamoTable(aws.client("dynamodb"), aws.create_table("workspaces")))


def test_a_run_comes_back_as_it_was_stored_and_in_its_own_workspace(store: EvaluationStore) -> None:
    for _ in range(2):
        store.add(HERE, RUN)
    assert store.runs(HERE) == [RUN]
    assert store.runs(THERE) == []


def test_only_the_newest_runs_are_kept_newest_first(store: EvaluationStore) -> None:
    for number in range(MAX_EVALUATIONS + 3):
        store.add(
            HERE,
            replace(RUN, evaluation_id=f"e-{number:02d}", published_at=f"2026-01-01T00:00:{number:02d}Z"),
        )
    kept = [run.evaluation_id for run in store.runs(HERE)]
    assert kept == [f"e-{number:02d}" for number in range(MAX_EVALUATIONS + 2, 2, -1)]
