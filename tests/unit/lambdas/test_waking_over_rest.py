"""A database that was paused, seen over REST: the caller is told when to come back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from genai_core.adapters.system.clock import SystemClock
from genai_core.domain.identifiers import RunId
from genai_core.domain.protocol.frames import Waking
from genai_core.domain.retrieval.passages import Retrieval, RetrieverResult
from genai_core.domain.retrieval.scopes import Scope
from genai_core.errors import Overloaded, TimedOut, Unavailable
from genai_core.usecases.retrieval.retrieve_passages import RetrieveForUser, RetrievePassages
from genai_core.wiring import retrieval
from lambdas.retrieve_passages.handler import handler
from tests.unit.lambdas.in_memory_backend import ANN, SHARED, Context, InMemoryBackend, rest_event
from tests.unit.lambdas.rest import call

ASKED = {"workspace_id": SHARED, "query": "Why?"}


def late(backend: InMemoryBackend, waking: Waking | None) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A state machine that does not end while the caller waits."""

    def run(payload: dict[str, Any]) -> dict[str, Any]:
        if waking:
            backend.runs.append_frame(RunId(payload["run_id"]), waking)
        raise TimedOut("answer_question did not end in time")

    return run


def test_a_question_that_waits_for_the_database_says_how_long(backend: InMemoryBackend) -> None:
    backend.workflows._runners["answer_question"] = late(backend, Waking(expected_s=15.0))
    status, problem, headers = call("POST", "/rag-query", ASKED)
    assert (status, problem["title"], problem["retry_after_s"]) == (503, "Unavailable", 15)
    assert headers["Retry-After"] == "15"
    assert "starting" in problem["detail"]
    assert "Idempotency-Key" in problem["remedy"]


def test_a_question_that_is_late_for_another_reason_does_not(backend: InMemoryBackend) -> None:
    backend.workflows._runners["answer_question"] = late(backend, None)
    status, problem, headers = call("POST", "/rag-query", ASKED)
    assert (status, problem["title"]) == (504, "TimedOut")
    assert "Retry-After" not in headers


class Retriever:
    """One retriever that finds nothing, or fails."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    def __call__(self, scope: Scope, text: str, depth: int, expansion: Any) -> RetrieverResult:
        if self.error:
            raise self.error
        return RetrieverResult(())


def fused(
    scope: Scope, text: str, dense: Any, lexical: Any, limit: int, degraded: Any, expansion: Any
) -> Any:
    if dense is None and lexical is None:
        raise Overloaded("both retrievers failed")
    return Retrieval((), tuple(degraded))


WAKING = Unavailable("PostgreSQL did not answer", retry_after_s=14.2)
DOWN = Unavailable("PostgreSQL cannot be reached")


@pytest.mark.parametrize(
    ("dense", "lexical", "status", "after"),
    [
        (WAKING, WAKING, 503, "15"),
        (DOWN, WAKING, 503, "15"),
        (DOWN, DOWN, 503, None),
        (WAKING, None, 200, None),
        (None, None, 200, None),
    ],
)
def test_a_search_is_told_so_only_if_nothing_could_be_searched(
    backend: InMemoryBackend,
    monkeypatch: pytest.MonkeyPatch,
    dense: Exception | None,
    lexical: Exception | None,
    status: int,
    after: str | None,
) -> None:
    parts: Any = (Retriever(dense), Retriever(lexical), fused, SystemClock())
    whole = RetrievePassages(*parts)
    for_user = RetrieveForUser(backend.workspaces, lambda _place: whole, 10, 5, 100)
    monkeypatch.setattr(retrieval, "retrieve_passages", lambda: for_user)
    answer = handler(rest_event("POST", "/retrieve", ASKED, user=ANN), Context())
    assert answer["statusCode"] == status
    assert answer["headers"].get("Retry-After") == after
    if status == 200:
        assert json.loads(answer["body"])["provenance"]["degraded"] == (["dense"] if dense else [])
