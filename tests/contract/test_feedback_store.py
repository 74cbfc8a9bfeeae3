"""What every feedback store does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from genai_core.adapters.dynamodb.feedback_store import DynamoFeedbackStore
from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.memory.feedback_store import MemoryFeedbackStore
from genai_core.domain.chat.feedback import Feedback
from genai_core.domain.identifiers import RunId, UserId, WorkspaceId
from genai_core.ports.feedback_store import FeedbackStore

ANN = UserId("ann")
WORD = Feedback(ANN, RunId("r1"), WorkspaceId("w1"), "down", "2026-01-01T00:00:00Z", "wrong")


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> FeedbackStore:
    if request.param == "memory":
        return MemoryFeedbackStore()
    aws = request.getfixturevalue("aws")
    return DynamoFeedbackStore(DynamoTable(aws.client("dynamodb"), aws.create_table("sessions")))


def test_a_second_word_on_a_run_replaces_the_first(store: FeedbackStore) -> None:
    store.put(WORD)
    store.put(replace(WORD, rating="up", comment=""))
    assert store.of(ANN) == [replace(WORD, rating="up", comment="")]


def test_feedback_is_listed_oldest_first_and_by_its_user(store: FeedbackStore) -> None:
    store.put(WORD)
    store.put(replace(WORD, run_id=RunId("r0"), created_at="2025-01-01T00:00:00Z"))
    store.put(replace(WORD, user_id=UserId("bob"), run_id=RunId("r2")))
    assert [word.run_id for word in store.of(ANN)] == ["r0", "r1"]
