"""A finished run, replayed as somebody does in the console: the Standard machine, started with its id.

Everything is real but the search: the machines of the files, the handlers under Lambda's runtime client,
the tables. The models quote the passages.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from genai_core.adapters.dynamodb.conversation_store import DynamoConversationStore
from genai_core.adapters.dynamodb.usage_ledger import DynamoUsageLedger
from genai_core.adapters.system.clock import SystemClock
from genai_core.domain.chat.run_identity import age_s
from genai_core.domain.identifiers import RunId, SessionId
from tests.contract.aws import Aws
from tests.integration.answering import ANN, QUESTION, AnsweringStack, deployed


@pytest.fixture(scope="module")
def stack(aws: Aws, tmp_path_factory: pytest.TempPathFactory) -> AnsweringStack:
    return deployed(aws, tmp_path_factory.mktemp("replay"))


@pytest.fixture(scope="module")
def finished(stack: AnsweringStack) -> RunId:
    """A run that was answered, in a conversation."""
    run_id = stack.store_question()
    done = stack.ask(run_id)
    assert "1889" in done["answer"]
    return run_id


@pytest.fixture(scope="module")
def kept(stack: AnsweringStack, finished: RunId) -> dict[str, Any]:
    """What is stored before any replay."""
    return {
        "run": stack.items("runs", of_run=finished),
        "sessions": stack.items("sessions"),
        "calls": _calls(stack),
    }


@pytest.fixture(scope="module")
def replayed(stack: AnsweringStack, finished: RunId, kept: dict[str, Any]) -> dict[str, Any]:
    """The output of a replay's execution."""
    assert kept["run"]
    ended = stack.replay(finished, "by-hand-1")
    assert ended["status"] == "SUCCEEDED", (ended.get("error"), ended.get("cause"))
    return json.loads(ended["output"])


def _calls(stack: AnsweringStack) -> int:
    ledger = DynamoUsageLedger(stack.table("usage"), SystemClock())
    return sum(line.calls for line in ledger.lines(ANN, since="2026-01-01"))


def test_the_origin_is_the_same_byte_for_byte_and_the_conversation_too(
    stack: AnsweringStack, finished: RunId, kept: dict[str, Any], replayed: dict[str, Any]
) -> None:
    assert replayed["run_id"] != finished
    assert stack.items("runs", of_run=finished) == kept["run"]
    assert stack.items("sessions") == kept["sessions"]
    turns = DynamoConversationStore(stack.table("sessions")).messages(ANN, SessionId("s-1"), last=9)
    assert [turn.role for turn in turns] == ["user", "assistant"]


def test_a_replay_is_a_run_of_its_own_that_asked_every_model_now(
    stack: AnsweringStack, finished: RunId, replayed: dict[str, Any]
) -> None:
    new = RunId(replayed["run_id"])
    question = stack.runs.question(new)
    assert (question.origin, question.request_id, question.text) == (finished, "by-hand-1", QUESTION)
    assert question.connection_id == ""
    # A run's name says when its answer is due: under the origin's, every model would be late by now.
    assert age_s(new, SystemClock().now()) < age_s(finished, SystemClock().now())
    answers = stack.runs.answers(new)
    assert {(answer.model_id, str(answer.status)) for answer in answers} == {
        ("first", "answered"),
        ("second", "answered"),
    }
    result = stack.runs.result(new)
    assert result is not None
    assert result.answer == stack.runs.result(finished).answer  # pyright: ignore[reportOptionalMemberAccess]
    assert {model["status"] for model in replayed["models"]} == {"answered"}


def test_a_replay_of_nothing_fails_and_leaves_nothing(
    stack: AnsweringStack, replayed: dict[str, Any]
) -> None:
    before = stack.items("runs")
    ended = stack.replay("nowhere", "by-hand-2")
    assert (ended["status"], ended["error"]) == ("FAILED", "NotFound")
    assert stack.items("runs") == before
