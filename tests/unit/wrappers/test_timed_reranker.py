from __future__ import annotations

import threading
import time

import pytest

from genai_core.domain.identifiers import WorkspaceId
from genai_core.errors import InvalidInput, Overloaded, TimedOut, Unavailable
from genai_core.wrappers.timed_reranker import TimedReranker

ASKED = (WorkspaceId("w"), "question", [])


class Waiting:
    """Answers once it is let."""

    def __init__(self, *, at_once: bool = False) -> None:
        self.calls = 0
        self.let = threading.Event()
        if at_once:
            self.let.set()

    def score(self, workspace_id: WorkspaceId, question: str, candidates: object) -> list[float]:
        self.calls += 1
        self.let.wait(5)
        return [1.0]


class Failing:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def score(self, workspace_id: WorkspaceId, question: str, candidates: object) -> list[float]:
        raise self.error


def test_what_answers_in_time_is_passed_on() -> None:
    assert TimedReranker(Waiting(at_once=True), 5.0).score(*ASKED) == [1.0]


def test_what_is_late_is_timed_out_at_the_end_of_its_budget() -> None:
    waiting = Waiting()
    began = time.monotonic()
    with pytest.raises(TimedOut, match=r"0\.05"):
        TimedReranker(waiting, 0.05).score(*ASKED)
    assert time.monotonic() - began < 1.0
    waiting.let.set()


def test_late_work_never_piles_up() -> None:
    waiting = Waiting()
    limited = TimedReranker(waiting, 0.01)
    for _ in range(30):
        with pytest.raises(TimedOut):
            limited.score(*ASKED)
    assert waiting.calls == 8
    waiting.let.set()


def test_an_error_is_passed_on_and_a_refusal_is_not_a_fault_of_the_asker() -> None:
    with pytest.raises(Unavailable, match="away"):
        TimedReranker(Failing(Unavailable("away")), 5.0).score(*ASKED)
    with pytest.raises(Overloaded, match="too long"):
        TimedReranker(Failing(InvalidInput("too long")), 5.0).score(*ASKED)
