"""The REST routes about questions, conversations and usage."""

from __future__ import annotations

import json

import pytest

from genai_core.adapters.memory.model_catalogue import MemoryModelCatalogue
from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.generation.usage import Usage
from genai_core.domain.identifiers import ModelId, RunId, SessionId
from genai_core.errors import Overloaded
from genai_core.usecases.check_models import CheckModels
from genai_core.wiring import models, storage
from tests.unit.lambdas.house import ANN, BOB, SHARED, House
from tests.unit.lambdas.rest import call
from tests.unit.wrappers.plays import ANSWER, PlayedModel


def test_a_question_is_answered_while_the_caller_waits(house: House) -> None:
    status, done, _ = call("POST", "/rag-query", {"workspace_id": SHARED, "query": "Why?"}, user=BOB)
    assert (status, done["answer"]) == (200, "It is so. [1]")
    question = house.runs.question(RunId(done["run_id"]))
    assert (question.user_id, question.text, question.connection_id) == (BOB, "Why?", "")


def test_an_idempotency_key_makes_two_requests_one_run(house: House) -> None:
    body = {"workspace_id": SHARED, "query": "Why?"}
    first = call("POST", "/rag-query", body, headers={"Idempotency-Key": "k1"})[1]
    assert call("POST", "/rag-query", body, headers={"idempotency-key": "k1"})[0] == 409
    house.runs.append_frame(RunId(first["run_id"]), "done", first)
    assert call("POST", "/rag-query", body, headers={"idempotency-key": "k1"})[1] == first
    assert len(house.workflows.started) == 1


@pytest.mark.parametrize("query", ["", " ", "x" * 201])
def test_an_empty_or_over_long_question_is_refused(house: House, query: str) -> None:
    assert call("POST", "/rag-query", {"workspace_id": SHARED, "query": query})[0] == 400


def test_a_table_goes_along_and_an_image_needs_a_model_that_sees(house: House) -> None:
    body = {"workspace_id": SHARED, "query": "Which is larger?"}
    done = call("POST", "/rag-query-multimodal", body | {"table": "a,b\n1,2"})[1]
    assert house.runs.question(RunId(done["run_id"])).attachment == "a,b\n1,2"
    assert call("POST", "/rag-query-multimodal", body | {"image": "aGk="})[1]["title"] == "Misconfigured"
    assert call("POST", "/rag-query-multimodal", body)[1]["title"] == "InvalidInput"
    assert call("POST", "/rag-query-multimodal", body | {"table": "x" * 8001})[0] == 400


def test_sessions_are_the_callers_own(house: House) -> None:
    house.conversations.append(
        SessionMessage(SessionId("s1"), SHARED, ANN, "user", "Why?", "2026-01-01T00:00:00Z", "r1")
    )
    assert [one["session_id"] for one in call("GET", "/sessions")[1]["sessions"]] == ["s1"]
    assert call("GET", "/sessions/s1")[1]["messages"][0]["text"] == "Why?"
    assert call("GET", "/sessions/s1", user=BOB)[0] == 404
    call("DELETE", "/sessions/s1", user=BOB)
    assert call("GET", "/sessions/s1")[0] == 200
    assert call("DELETE", "/sessions/s1")[0] == 200
    assert call("GET", "/sessions/s1")[0] == 404


def test_one_judges_ones_own_answers_only(house: House) -> None:
    run_id = call("POST", "/rag-query", {"workspace_id": SHARED, "query": "Why?"})[1]["run_id"]
    rating = {"run_id": run_id, "rating": "down", "comment": "wrong"}
    assert call("POST", "/feedback", rating)[0] == 201
    assert call("POST", "/feedback", rating | {"rating": "up"})[0] == 201
    assert [one.rating for one in house.feedback.of(ANN)] == ["up"]
    assert call("POST", "/feedback", rating, user=BOB)[0] == 403
    assert call("POST", "/feedback", rating | {"rating": "meh"})[0] == 400


def test_models_are_listed_without_their_secrets(house: House) -> None:
    listed = call("GET", "/models", query={"check": "false"})[1]
    assert [model["id"] for model in listed["models"]] == ["extractive"]
    assert listed["models"][0]["answers"] is None
    assert "hidden" not in json.dumps(listed)


def test_models_say_whether_they_answer_now_and_why_not(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs = [ModelSpec(ModelId(name), name, "openai") for name in ("good", "bad")]
    monkeypatch.setattr(house, "catalogue", MemoryModelCatalogue(specs))
    monkeypatch.setattr(storage, "model_catalogue", lambda: house.catalogue)
    played = {"good": PlayedModel(ANSWER), "bad": PlayedModel((Overloaded("503", remedy="Wait."),))}
    check = CheckModels(lambda spec: played[spec.model_id], house.clock)
    monkeypatch.setattr(models, "check_models", lambda: check)
    for _ in range(3):
        good, bad = call("GET", "/models")[1]["models"]
    assert (good["answers"], good["reason"]) == (True, "")
    assert (bad["answers"], bad["reason"]) == (False, "Overloaded: 503. Wait.")
    assert played["good"].calls == 1


def test_usage_adds_up_since_a_day(house: House) -> None:
    today = house.clock.now().date().isoformat()
    house.ledger.record(ANN, RunId("r1"), ModelId("m"), Usage(5, 2, 0.5), day=today)
    house.ledger.record(ANN, RunId("r2"), ModelId("m"), Usage(1, 1, 0.25), day="2020-01-01")
    assert call("GET", "/usage")[1]["total"] == {"input_tokens": 5, "output_tokens": 2, "cost_usd": 0.5}
    assert len(call("GET", "/usage", query={"since": "2019-12-31"})[1]["lines"]) == 2
    assert call("GET", "/usage", query={"since": "yesterday"})[0] == 400


def test_a_ticket_is_issued_for_the_caller(house: House) -> None:
    status, issued, _ = call("POST", "/ws-ticket")
    assert (status, issued["expires_in"]) == (201, 60)
    assert house.connections.redeem_ticket(issued["ticket"]) == ANN
