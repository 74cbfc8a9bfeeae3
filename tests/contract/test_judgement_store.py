"""What every judgement store does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from genai_core.adapters.dynamodb.judgement_store import DynamoJudgementStore
from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.memory.judgement_store import MemoryJudgementStore
from genai_core.domain.identifiers import ModelId, RunId, UserId, WorkspaceId
from genai_core.domain.learning.calibration import Calibration, Step
from genai_core.domain.learning.judgements import Judgement, WorkspaceCalibration
from genai_core.ports.judgement_store import JudgementStore

HERE, THERE = WorkspaceId("here"), WorkspaceId("there")
WORD = Judgement(
    RunId("r1"), UserId("ann"), True, 0.75, (ModelId("a"), ModelId("b")), (), "2026-01-01T00:00:00Z"
)
CALIBRATED = WorkspaceCalibration(
    40,
    "2026-01-02T00:00:00Z",
    {ModelId("a"): 1.25},
    Calibration((Step(0.5, 3, 20), Step(0.9, 19, 20)), 0.1, 0.25),
)


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> JudgementStore:
    if request.param == "memory":
        return MemoryJudgementStore()
    aws = request.getfixturevalue("aws")
    return DynamoJudgementStore(DynamoTable(aws.client("dynamodb"), aws.create_table("workspaces")))


def test_a_second_word_by_the_same_judge_replaces_the_first(store: JudgementStore) -> None:
    store.add(HERE, WORD)
    store.add(HERE, replace(WORD, is_right=False))
    store.add(HERE, replace(WORD, judge=UserId("bob")))
    kept = sorted(store.judgements(HERE), key=lambda judgement: judgement.judge)
    assert kept == [replace(WORD, is_right=False), replace(WORD, judge=UserId("bob"))]
    assert store.judgements(THERE) == []


def test_what_was_learnt_last_is_returned_as_it_was_kept(store: JudgementStore) -> None:
    assert store.calibration(HERE) is None
    store.keep(HERE, replace(CALIBRATED, calibration=None, weights={}))
    store.keep(HERE, CALIBRATED)
    assert store.calibration(HERE) == CALIBRATED
    assert store.calibration(THERE) is None
    assert store.judgements(HERE) == []
