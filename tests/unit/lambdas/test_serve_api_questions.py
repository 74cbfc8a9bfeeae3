"""The REST routes about questions, conversations and usage."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest

from genai_core.adapters.memory.model_catalogue import MemoryModelCatalogue
from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.generation.models import Finished, ModelSpec, TextDelta
from genai_core.domain.identifiers import DocumentId, ModelId, RunId, SessionId
from genai_core.domain.protocol.codec import from_json, to_json
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.protocol.frames import Failure
from genai_core.errors import Overloaded
from genai_core.usecases.answering.check_models import CheckModels
from genai_core.wiring import image_questions, models, storage
from tests.unit.domain.protocol.examples import WHOLE
from tests.unit.lambdas.in_memory_backend import ANN, BOB, EVE, SHARED, InMemoryBackend
from tests.unit.lambdas.rest import call
from tests.unit.usecases.answering.scenario import document
from tests.unit.wrappers.plays import ANSWER, PlayedModel


def test_a_question_is_answered_while_the_caller_waits(backend: InMemoryBackend) -> None:
    status, done, _ = call("POST", "/rag-query", {"workspace_id": SHARED, "query": "Why?"}, user=BOB)
    assert (status, done["answer"]) == (200, "It is so. [1]")
    question = backend.runs.question(RunId(done["run_id"]))
    assert (question.user_id, question.text, question.connection_id) == (BOB, "Why?", "")


def test_an_idempotency_key_makes_two_requests_one_run(backend: InMemoryBackend) -> None:
    body = {"workspace_id": SHARED, "query": "Why?"}
    first = call("POST", "/rag-query", body, headers={"Idempotency-Key": "k1"})[1]
    assert call("POST", "/rag-query", body, headers={"idempotency-key": "k1"})[0] == 409
    backend.runs.append_frame(RunId(first["run_id"]), from_json(Done, first))
    assert call("POST", "/rag-query", body, headers={"idempotency-key": "k1"})[1] == first
    assert len(backend.workflows.started) == 1


@pytest.mark.parametrize("query", ["", " ", "x" * 201])
def test_an_empty_or_over_long_question_is_refused(backend: InMemoryBackend, query: str) -> None:
    assert call("POST", "/rag-query", {"workspace_id": SHARED, "query": query})[0] == 400


def test_a_table_goes_along_and_an_image_needs_a_model_or_recognition(backend: InMemoryBackend) -> None:
    body = {"workspace_id": SHARED, "query": "Which is larger?"}
    done = call("POST", "/rag-query-multimodal", body | {"table": "a,b\n1,2"})[1]
    assert backend.runs.question(RunId(done["run_id"])).attachment == "a,b\n1,2"
    image = b64encode(b"GIF89a...").decode()
    refused = call("POST", "/rag-query-multimodal", body | {"image": image})[1]
    assert (refused["title"], "reads_images" in refused["remedy"]) == ("InvalidInput", True)
    assert call("POST", "/rag-query-multimodal", body)[1]["title"] == "InvalidInput"
    assert call("POST", "/rag-query-multimodal", body | {"table": "x" * 8001})[0] == 400


def test_an_image_is_read_once_by_the_model_that_reads_images_and_its_text_goes_along(
    backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        ModelSpec(ModelId("plain"), "plain", "openai"),
        ModelSpec(ModelId("seeing"), "seeing", "bedrock", reads_images=True),
    ]
    monkeypatch.setattr(backend, "catalogue", MemoryModelCatalogue(rows))
    monkeypatch.setattr(storage, "model_catalogue", lambda: backend.catalogue)
    reader = PlayedModel([TextDelta("| Site | Flow |\n| Kiel | 40 |"), Finished(Usage(900, 20))])
    asked_of: list[str] = []
    monkeypatch.setattr(
        image_questions, "language_model", lambda spec: (asked_of.append(spec.model_id), reader)[1]
    )
    image = b64encode(b"\x89PNG\r\n\x1a\nrest").decode()
    body = {"workspace_id": SHARED, "query": "Which flow?", "image": f"data:image/png;base64,{image}"}
    status, done, _ = call(
        "POST", "/rag-query-multimodal", body | {"table": "a,b"}, user=BOB, headers={"Idempotency-Key": "k"}
    )
    assert (status, asked_of) == (200, ["seeing"])
    kept = backend.runs.question(RunId(done["run_id"])).attachment
    assert kept == "a,b\n\n| Site | Flow |\n| Kiel | 40 |"
    (line,) = backend.ledger.lines(BOB, since="2000-01-01")
    assert (line.model_id, line.usage) == ("seeing as reader", Usage(900, 20))
    backend.runs.append_frame(RunId(done["run_id"]), from_json(Done, done))
    again = call(
        "POST", "/rag-query-multimodal", body | {"table": "a,b"}, user=BOB, headers={"Idempotency-Key": "k"}
    )
    assert (again[1], reader.calls) == (done, 1)
    assert call("POST", "/rag-query-multimodal", body, user=EVE)[0] == 403
    assert reader.calls == 1, "a stranger's image costs nothing"


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        ("%%%", "not base64"),
        ("\u00e9", "not base64"),
        (b64encode(b"%PDF-1.7").decode(), "not a supported image type"),
        (b64encode(b"\xff\xd8\xff" + bytes(3_750_000)).decode(), "3750003 bytes"),
    ],
)
def test_what_is_no_image_is_refused_before_any_model_is_asked(
    backend: InMemoryBackend, image: str, reason: str
) -> None:
    body = {"workspace_id": SHARED, "query": "Which flow?", "image": image}
    status, problem, _ = call("POST", "/rag-query-multimodal", body)
    assert (status, reason in json.dumps(problem)) == (400, True)


def test_a_run_is_shown_whole_to_its_owner_and_is_not_there_for_anybody_else(
    backend: InMemoryBackend,
) -> None:
    asked = {"workspace_id": SHARED, "query": "Why?"}
    run_id = RunId(call("POST", "/rag-query", asked, user=BOB)[1]["run_id"])
    path = f"/runs/{run_id}"
    status, run, _ = call("GET", path, user=BOB)
    assert (status, run["state"], run["result"], run["query"]) == (200, "running", None, "Why?")
    long = replace(WHOLE, run_id=run_id, answer="x" * 100_000)
    backend.runs.keep_result(run_id, long)
    quoted = DocumentId(WHOLE.citations[0].document_id)
    backend.documents.submit(document(workspace_id=SHARED, document_id=quoted))
    run = call("GET", path, user=BOB)[1]
    assert (run["state"], run["result"], run["error"]) == ("answered", to_json(long), None)
    nowhere = call("GET", "/runs/r-none", user=BOB)[:2]
    for other in (ANN, EVE):  # the workspace's owner is no exception
        status, problem, _ = call("GET", path, user=other)
        assert (status, problem["title"], problem["remedy"]) == (404, "NotFound", nowhere[1]["remedy"])
        assert "Why" not in json.dumps(problem)
    assert call("GET", path, user="")[0] == 403
    backend.documents.remove(SHARED, quoted)
    backend.documents.submit(
        document(workspace_id=SHARED, document_id=quoted, metadata={"readers": ("ann",)})
    )
    status, problem, _ = call("GET", path, user=BOB)
    assert (status, problem["title"]) == (403, "Forbidden")
    assert "xxx" not in json.dumps(problem)


def test_a_run_is_replayed_for_its_owner_alone_and_once_per_key(backend: InMemoryBackend) -> None:
    asked = {"workspace_id": SHARED, "query": "Why?"}
    run_id = RunId(call("POST", "/rag-query", asked, user=BOB)[1]["run_id"])
    for other in (ANN, EVE):
        assert call("POST", f"/runs/{run_id}/replay", user=other)[0] == 404
    backend.workflows.started.clear()
    answers = [
        call("POST", f"/runs/{run_id}/replay", headers={"Idempotency-Key": "k1"}, user=BOB) for _ in range(2)
    ]
    assert answers[0][:2] == answers[1][:2] == (202, {"run_id": answers[0][1]["run_id"], "origin": run_id})
    ((workflow, name, payload),) = backend.workflows.started
    assert (workflow, payload) == ("answer_question_replay", {"run_id": run_id})
    assert backend.runs.find(BOB, name) == answers[0][1]["run_id"]
    shown = call("GET", f"/runs/{answers[0][1]['run_id']}", user=BOB)[1]
    assert (shown["origin"], shown["query"], shown["state"]) == (run_id, "Why?", "running")
    assert call("GET", f"/runs/{run_id}", user=BOB)[1]["origin"] is None


def test_a_run_that_failed_says_why(backend: InMemoryBackend) -> None:
    run_id = RunId(call("POST", "/rag-query", {"workspace_id": SHARED, "query": "Why?"})[1]["run_id"])
    backend.runs.append_frame(run_id, Failure("no model answered", "Overloaded", "Ask again."))
    run = call("GET", f"/runs/{run_id}")[1]
    assert (run["state"], run["error"]["code"], run["result"]) == ("failed", "Overloaded", None)


def test_sessions_are_the_callers_own(backend: InMemoryBackend) -> None:
    backend.conversations.append(
        SessionMessage(SessionId("s1"), SHARED, ANN, "user", "Why?", "2026-01-01T00:00:00Z", "r1")
    )
    assert [session["session_id"] for session in call("GET", "/sessions")[1]["sessions"]] == ["s1"]
    assert call("GET", "/sessions/s1")[1]["messages"][0]["text"] == "Why?"
    assert call("GET", "/sessions/s1", user=BOB)[0] == 404
    call("DELETE", "/sessions/s1", user=BOB)
    assert call("GET", "/sessions/s1")[0] == 200
    assert call("DELETE", "/sessions/s1")[0] == 200
    assert call("GET", "/sessions/s1")[0] == 404


def test_one_judges_ones_own_answers_only(backend: InMemoryBackend) -> None:
    run_id = call("POST", "/rag-query", {"workspace_id": SHARED, "query": "Why?"})[1]["run_id"]
    rating = {"run_id": run_id, "rating": "down", "comment": "wrong"}
    assert call("POST", "/feedback", rating)[0] == 201
    assert call("POST", "/feedback", rating | {"rating": "up"})[0] == 201
    assert [rating.rating for rating in backend.feedback.of(ANN)] == ["up"]
    assert call("POST", "/feedback", rating, user=BOB)[0] == 404
    assert call("POST", "/feedback", rating | {"rating": "meh"})[0] == 400


def test_models_are_listed_without_their_secrets(backend: InMemoryBackend) -> None:
    listed = call("GET", "/models", query={"check": "false"})[1]
    assert [model["id"] for model in listed["models"]] == ["extractive"]
    assert listed["models"][0]["answers"] is None
    assert "hidden" not in json.dumps(listed)


def test_models_say_whether_they_answer_now_and_why_not(
    backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs = [ModelSpec(ModelId(name), name, "openai") for name in ("good", "bad")]
    monkeypatch.setattr(backend, "catalogue", MemoryModelCatalogue(specs))
    monkeypatch.setattr(storage, "model_catalogue", lambda: backend.catalogue)
    played = {"good": PlayedModel(ANSWER), "bad": PlayedModel((Overloaded("503", remedy="Wait."),))}
    check = CheckModels(lambda spec: played[spec.model_id], backend.clock)
    monkeypatch.setattr(models, "check_models", lambda: check)
    *_, (good, bad) = [call("GET", "/models")[1]["models"] for _ in range(3)]
    assert (good["answers"], good["reason"]) == (True, "")
    assert (bad["answers"], bad["reason"]) == (False, "Overloaded: 503. Wait.")
    assert played["good"].calls == 1


def test_usage_adds_up_since_a_day(backend: InMemoryBackend) -> None:
    today = backend.clock.now().date().isoformat()
    backend.ledger.record(ANN, RunId("r1"), ModelId("m"), Usage(5, 2, 0.5), day=today)
    backend.ledger.record(ANN, RunId("r2"), ModelId("m"), Usage(1, 1, 0.25), day="2020-01-01")
    assert call("GET", "/usage")[1]["total"] == {"input_tokens": 5, "output_tokens": 2, "cost_usd": 0.5}
    assert len(call("GET", "/usage", query={"since": "2019-12-31"})[1]["lines"]) == 2
    assert call("GET", "/usage", query={"since": "yesterday"})[0] == 400


def test_a_ticket_is_issued_for_the_caller(backend: InMemoryBackend) -> None:
    status, issued, _ = call("POST", "/ws-ticket")
    assert (status, issued["expires_in"]) == (201, 60)
    assert backend.connections.redeem_ticket(issued["ticket"]) == ANN


@pytest.mark.parametrize(
    "change",
    [
        {"query": "Why not?"},
        {"mode": "single"},
        {"models": ["extractive"]},
        {"filters": {"type": "pdf"}},
        {"session_id": "s-other"},
    ],
)
def test_an_idempotency_key_with_another_question_is_a_conflict(
    backend: InMemoryBackend, change: dict[str, Any]
) -> None:
    body: dict[str, Any] = {"workspace_id": SHARED, "query": "Why?"}
    key = {"Idempotency-Key": "once"}
    assert call("POST", "/rag-query", body, headers=key)[0] == 200
    status, problem, _ = call("POST", "/rag-query", body | change, headers=key)
    assert (status, problem["title"]) == (409, "Conflict")
    assert "another question" in problem["detail"]
    assert len(backend.workflows.started) == 1
    assert call("POST", "/rag-query", body | change, headers=key, user=BOB)[0] == 200


def test_a_key_does_not_carry_an_answer_over_to_another_workspace(backend: InMemoryBackend) -> None:
    """Whoever was removed must not get the answer back by asking the same in a workspace of their own."""
    key = {"Idempotency-Key": "once"}
    assert (
        call("POST", "/rag-query", {"workspace_id": SHARED, "query": "Why?"}, headers=key, user=BOB)[0] == 200
    )
    own = call("POST", "/workspaces", {"name": "Mine"}, user=BOB)[1]["workspace_id"]
    assert call("POST", "/rag-query", {"workspace_id": own, "query": "Why?"}, headers=key, user=BOB)[0] == 409
