"""The first question after a pause, through the machine: it is answered, and whoever waits is told why."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from genai_core.domain.protocol.frames import Accepted, Passages, Waking
from local_runtime.servers.throwaway_postgres import PostgresAddress, throwaway_postgres
from tests.contract.aws import Aws
from tests.contract.deployed_retrieval import deployed_on, write
from tests.integration.answering import SPACE, TEXT, AnsweringStack, deployed
from tests.servers.sleeping_database import SleepingDatabase, sleeping_database

SLEEPS_S = 16.0


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresAddress]:
    with throwaway_postgres() as address:
        yield address


@pytest.fixture
def asleep(postgres: PostgresAddress, monkeypatch: pytest.MonkeyPatch) -> Iterator[SleepingDatabase]:
    """A database with one document, which is paused until somebody connects."""
    with deployed_on(postgres, monkeypatch):
        write(SPACE, "tower", [TEXT])
    with sleeping_database(postgres.host, postgres.port, SLEEPS_S) as database:
        yield database


@pytest.fixture
def stack(aws: Aws, postgres: PostgresAddress, asleep: SleepingDatabase, tmp_path: Path) -> AnsweringStack:
    where = {"HOST": "127.0.0.1", "PORT": str(asleep.listens_at), "NAME": postgres.database}
    variables = {f"DATABASE_{name}": value for name, value in (*where.items(), ("USER", postgres.user))}
    variables |= {"DATABASE_AUTH": "trust"}
    return deployed(aws, tmp_path, scripted={"expand_question": {}}, variables=variables)


def test_a_question_that_wakes_the_database_is_answered_and_says_so(
    stack: AnsweringStack, asleep: SleepingDatabase
) -> None:
    run_id = stack.store_question()
    began = time.monotonic()
    done = stack.ask(run_id)
    first_s = time.monotonic() - began
    assert "1889" in done["answer"]
    assert done["degraded"] == []
    assert first_s > SLEEPS_S
    kinds = [type(frame.content) for frame in stack.runs.frames(run_id, after_seq=-1)]
    assert kinds.index(Accepted) < kinds.index(Waking) < kinds.index(Passages)
    assert kinds.count(Waking) == 1
    check_lines(stack.log_lines(run_id))
    again = stack.store_question()
    began = time.monotonic()
    assert "1889" in stack.ask(again)["answer"]
    assert time.monotonic() - began < first_s - SLEEPS_S / 2
    assert Waking not in [type(frame.content) for frame in stack.runs.frames(again, after_seq=-1)]


def check_lines(lines: Sequence[dict[str, Any]]) -> None:
    """Every step left one line with the run's id and its duration, and no line has text of users."""
    steps = sorted(line["step"] for line in lines if line["message"] == "step")
    once = ["fuse_passages", "prepare_question", "publish_passages", "reach_consensus", "record_answer"]
    assert steps == sorted([*once, "search_dense", "search_lexical", "ask_model", "ask_model"])
    asked = [(line["model"], line["status"]) for line in lines if line.get("step") == "ask_model"]
    assert sorted(asked) == [("first", "answered"), ("second", "answered")]
    assert all(line["duration_ms"] >= 0 for line in lines if line["message"] == "step")
    assert "Eiffel" not in json.dumps(lines)
