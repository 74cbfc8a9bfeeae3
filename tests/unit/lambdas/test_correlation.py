"""One id from the browser's frame to the last step: what each call is logged under."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from genai_core.domain.identifiers import WorkspaceId, document_id
from genai_core.wiring import correlation, document_states
from lambdas.observed import correlation_of, logger
from lambdas.receive_frame.handler import handler as receive_frame
from lambdas.start_ingestion.handler import handler as start_ingestion
from tests.log_lines import Lines, log_lines
from tests.statemachines.definitions import MACHINES, called, tasks
from tests.unit.lambdas.in_memory_backend import ANN, SHARED, InMemoryBackend, rest_event, socket_event
from tests.unit.lambdas.rest import call

RUN, DOCUMENT = "run-1", "document-1"
VALUES: dict[str, Any] = {
    "run_id": RUN,
    "$run_id": RUN,
    "$states.input.run_id": RUN,
    "$question.run_id": RUN,
    "$question": {"run_id": RUN},
    "$document": {"workspace_id": "w", "document_id": DOCUMENT},
    "$states.input": f"artifacts/w/{DOCUMENT}/hash/batch-0",
}
STEPS = {
    (machine, name): state["Arguments"]["Payload"]
    for machine, definition in MACHINES.items()
    for name, state, _ in tasks(definition)
    if called(state)
}
# It is about a workspace, which moves part by part.
WITHOUT = {"move_workspace"}


def given(payload: Any) -> Any:
    """Returns what a step hands to its function, with values in the place of JSONata."""
    if isinstance(payload, dict):
        return {key: given(value) for key, value in payload.items()}
    return VALUES.get(str(payload).removeprefix("{% ").removesuffix(" %}"))


@pytest.mark.parametrize("step", sorted(key for key in STEPS if key[0] not in WITHOUT), ids=".".join)
def test_every_step_is_logged_under_its_run_or_document(step: tuple[str, str]) -> None:
    assert correlation_of(given(STEPS[step])) in (RUN, DOCUMENT)


def test_an_event_about_neither_has_no_id() -> None:
    for event in ({}, {"key": "inbox/w/a.txt"}, {"question": None}, {"source": "aws.events"}):
        assert correlation_of(event) == ""


@pytest.fixture
def lines() -> Iterator[Lines]:
    with log_lines() as read:
        yield read


def test_a_frame_is_tied_to_the_run_that_it_began(backend: InMemoryBackend, lines: Lines) -> None:
    backend.connections.open("c1", ANN)
    frame = {"action": "ask", "request_id": "r-1", "workspace_id": SHARED, "query": "Why is it so?"}
    receive_frame(socket_event("$default", frame), None)
    (line,) = [each for each in lines() if each["message"] == "accepted"]
    ((_, _, payload),) = backend.workflows.started
    assert line["correlation_id"] == payload["run_id"] == correlation.correlation_id()
    assert (line["connection_id"], line["request_id"]) == ("c1", "r-1")
    assert line["duration_ms"] >= 0
    receive_frame(socket_event("$default", {"action": "cancel", "request_id": "r-1"}), None)
    cancelled = lines()[-1]
    assert (cancelled["action"], cancelled["correlation_id"]) == ("cancel", payload["run_id"])


def test_a_rest_question_is_tied_to_its_run_before_the_answer_is_waited_for(
    backend: InMemoryBackend, lines: Lines
) -> None:
    status, done = call("POST", "/rag-query", {"workspace_id": SHARED, "query": "Why is it so?"})[:2]
    assert status == 200
    (accepted,) = lines()
    assert (accepted["message"], accepted["correlation_id"]) == ("accepted", done["run_id"])
    assert accepted["request_id"] == rest_event("GET", "/")["requestContext"]["requestId"]
    assert "Why" not in json.dumps(accepted)


def test_a_drop_is_logged_under_the_document_that_it_becomes(
    monkeypatch: pytest.MonkeyPatch, lines: Lines
) -> None:
    def start(_: str) -> str:
        return "started"

    monkeypatch.setattr(document_states, "start_ingestion", lambda: start)
    body = json.dumps({"Records": [{"s3": {"object": {"key": "inbox/w/folder/a.txt"}}}]})
    start_ingestion({"Records": [{"messageId": "m", "body": body, "eventSource": "aws:sqs"}]}, None)
    (line,) = [each for each in lines() if each["message"] == "inbox"]
    assert line["correlation_id"] == document_id(WorkspaceId("w"), "folder/a.txt")
    assert "a.txt" not in json.dumps(line)


def test_a_rest_call_is_logged_under_the_gateway_s_request(backend: InMemoryBackend, lines: Lines) -> None:
    call("GET", "/workspaces/nowhere")
    assert {line["correlation_id"] for line in lines()} == {
        rest_event("GET", "/")["requestContext"]["requestId"]
    }


def test_the_core_logs_under_the_same_id(lines: Lines) -> None:
    logger.set_correlation_id("run-7")
    logging.getLogger("quorum.waking").warning("the frame is lost")
    (line,) = lines()
    assert (line["message"], line["correlation_id"]) == ("the frame is lost", "run-7")
