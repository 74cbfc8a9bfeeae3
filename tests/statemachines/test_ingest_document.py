"""Every path of `ingest_document` and `delete_document`, through real executions."""

from __future__ import annotations

import json
import time
from copy import deepcopy
from typing import Any

import pytest

from lambdas.start_ingestion.handler import object_keys
from tests.contract.aws import Aws
from tests.statemachines.scripted import Execution, ScriptedMachine

Script = dict[str, list[dict[str, Any]]]
DOCUMENT = {"workspace_id": "w1", "document_id": "d1", "path": "a/b.pdf", "content_hash": "h1"}
BATCHES = ["artifacts/w1/d1/h1/chunks/00000.json", "artifacts/w1/d1/h1/chunks/00001.json"]
DELETED = {"deleted": True, "chunk_count": 150, "is_uploaded_again": False}
RECORDED = {"recorded": True, "reason": "the file is damaged", "step": "extract_document"}


class StatusQueue:
    """What the status topic published."""

    def __init__(self, aws: Aws) -> None:
        self._sqs = aws.client("sqs")
        self.topic = aws.client("sns").create_topic(Name="status")["TopicArn"]
        self._url = self._sqs.create_queue(QueueName="status")["QueueUrl"]
        arn = self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])
        aws.client("sns").subscribe(
            TopicArn=self.topic, Protocol="sqs", Endpoint=arn["Attributes"]["QueueArn"]
        )

    def take(self, count: int) -> list[dict[str, Any]]:
        """Returns `count` messages in the order they came."""
        states: list[dict[str, Any]] = []
        deadline = time.monotonic() + 10
        while len(states) < count and time.monotonic() < deadline:
            answer = self._sqs.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10, WaitTimeSeconds=1)
            for message in answer.get("Messages", []):
                states.append(json.loads(json.loads(message["Body"])["Message"]))
                self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        return states


@pytest.fixture(scope="module")
def status(aws: Aws) -> StatusQueue:
    return StatusQueue(aws)


@pytest.fixture(scope="module")
def ingest(aws: Aws, status: StatusQueue, tmp_path_factory: pytest.TempPathFactory) -> ScriptedMachine:
    folder = tmp_path_factory.mktemp("ingest")
    addresses = {"status_topic": status.topic}
    return ScriptedMachine(aws, "ingest_document", folder, express=False, given=addresses).deploy()


@pytest.fixture(scope="module")
def delete(aws: Aws, status: StatusQueue, tmp_path_factory: pytest.TempPathFactory) -> ScriptedMachine:
    folder = tmp_path_factory.mktemp("delete")
    addresses = {"status_topic": status.topic, "inbox_topic": status.topic}
    return ScriptedMachine(aws, "delete_document", folder, express=False, given=addresses).deploy()


@pytest.fixture
def script() -> Script:
    return deepcopy(
        {
            "extract_document": [{"result": {"key": "artifacts/w1/d1/h1/extracted.json", "title": "T"}}],
            "recognize_pages": [{"result": {"pages": [4], "legible": 1}}],
            "join_pages": [{"result": {"blocks": 3, "warnings": []}}],
            "chunk_document": [{"result": {"batches": BATCHES, "chunk_count": 150}}],
            "embed_chunks": [{"result": {"key": "k", "chunk_count": 75}}],
            "index_document": [{"result": {"chunk_count": 150}}],
            "record_failure": [{"result": RECORDED}],
            "delete_document": [{"result": DELETED}],
        }
    )


def statuses(messages: list[dict[str, Any]]) -> list[str]:
    return [message["status"] for message in messages]


def called(ended: Execution) -> list[str]:
    return [call["name"] for call in ended.calls]


def test_a_document_goes_through_every_step_and_its_status_is_reported(
    ingest: ScriptedMachine, script: Script, status: StatusQueue
) -> None:
    ended = ingest.run(DOCUMENT, script)
    assert ended.status == "SUCCEEDED", ended
    assert called(ended) == [
        "extract_document", "chunk_document", "embed_chunks", "embed_chunks", "index_document",
    ]  # fmt: skip
    assert ended.events_of("extract_document") == [DOCUMENT]
    assert ended.events_of("index_document") == [DOCUMENT]
    assert sorted(event["key"] for event in ended.events_of("embed_chunks")) == BATCHES
    messages = status.take(4)
    assert sorted(statuses(messages)) == ["embedding", "extracting", "indexing", "ready"]
    ready = next(message for message in messages if message["status"] == "ready")
    assert ready == {**DOCUMENT, "status": "ready", "chunk_count": 150}


def scanned(batches: list[list[int]]) -> list[dict[str, Any]]:
    """Returns the extraction of a document whose pages are pictures of text."""
    return [{"result": {"key": "k", "title": "T", "page_count": 40, "page_batches": batches}}]


@pytest.mark.parametrize("batches", [[[4]], [[1, 2, 3, 4], [5, 9]]])
def test_scanned_pages_are_recognised_before_the_text_is_cut_and_each_batch_is_reported(
    ingest: ScriptedMachine, script: Script, status: StatusQueue, batches: list[list[int]]
) -> None:
    script["extract_document"] = scanned(batches)
    script["recognize_pages"] = [{"result": {"pages": batch, "legible": 1}} for batch in batches]
    script["recognize_pages"].insert(0, {"error": "Throttled"})
    ended = ingest.run(DOCUMENT, script)
    assert ended.status == "SUCCEEDED", ended
    assert called(ended) == [
        "extract_document", *["recognize_pages"] * (len(batches) + 1), "join_pages", "chunk_document",
        "embed_chunks", "embed_chunks", "index_document",
    ]  # fmt: skip
    asked = ended.events_of("recognize_pages")
    assert all(event["document"] == DOCUMENT for event in asked)
    assert sorted({tuple(event["pages"]) for event in asked}) == sorted(map(tuple, batches))
    assert ended.events_of("join_pages") == [DOCUMENT]
    messages = [message for message in status.take(4 + len(batches)) if "page" in message]
    assert all((message["status"], message["page_count"]) == ("extracting", 40) for message in messages)
    assert len(messages) == len(batches)


@pytest.mark.parametrize("step", ["recognize_pages", "join_pages"])
def test_a_scan_that_cannot_be_read_is_recorded_with_the_step(
    ingest: ScriptedMachine, script: Script, status: StatusQueue, step: str
) -> None:
    script["extract_document"] = scanned([[1]])
    script[step] = [{"error": "InvalidInput", "message": "no text on page 1"}]
    ended = ingest.run(DOCUMENT, script)
    assert ended.status == "SUCCEEDED"
    (failure,) = ended.events_of("record_failure")
    assert (failure["step"], failure["error"]) == (step, "InvalidInput")
    assert json.loads(failure["cause"])["errorMessage"] == "no text on page 1"
    status.take(2 if step == "recognize_pages" else 3)


def test_a_repeatable_error_is_repeated(ingest: ScriptedMachine, script: Script, status: StatusQueue) -> None:
    script["index_document"].insert(0, {"error": "Unavailable", "message": "waking up"})
    script["embed_chunks"].insert(0, {"error": "Throttled"})
    ended = ingest.run(DOCUMENT, script)
    assert ended.status == "SUCCEEDED"
    assert len(ended.events_of("index_document")) == 2
    assert len(ended.events_of("embed_chunks")) == 3
    status.take(4)


@pytest.mark.parametrize(
    ("step", "error"),
    [
        ("chunk_document", {"error": "Runtime.ExitError", "message": "signal: killed"}),
        # A batch that waited for a place for as long as it may run.
        ("embed_chunks", {"error": "States.Timeout", "message": "Task timed out after 150 seconds"}),
    ],
)
def test_a_step_whose_process_was_killed_or_came_too_late_is_repeated(
    ingest: ScriptedMachine, script: Script, status: StatusQueue, step: str, error: dict[str, str]
) -> None:
    before = len(script[step]) + (1 if step == "embed_chunks" else 0)
    script[step].insert(0, error)
    ended = ingest.run(DOCUMENT, script)
    assert ended.status == "SUCCEEDED"
    assert len(ended.events_of(step)) == before + 1
    status.take(4)


def test_a_file_that_cannot_be_read_is_recorded_and_is_not_an_alarm(
    ingest: ScriptedMachine, script: Script, status: StatusQueue
) -> None:
    script["extract_document"] = [{"error": "InvalidInput", "message": "the file is damaged"}]
    ended = ingest.run(DOCUMENT, script)
    assert ended.status == "SUCCEEDED"
    assert called(ended) == ["extract_document", "record_failure"]
    (failure,) = ended.events_of("record_failure")
    assert failure["document"] == DOCUMENT
    assert (failure["step"], failure["error"]) == ("extract_document", "InvalidInput")
    assert json.loads(failure["cause"])["errorMessage"] == "the file is damaged"
    messages = status.take(2)
    assert sorted(statuses(messages)) == ["extracting", "failed"]
    failed = next(message for message in messages if message["status"] == "failed")
    assert (failed["reason"], failed["step"]) == ("the file is damaged", "extract_document")


@pytest.mark.parametrize("step", ["chunk_document", "embed_chunks", "index_document"])
def test_an_error_of_ours_is_recorded_with_its_step_and_fails_the_execution(
    ingest: ScriptedMachine, script: Script, status: StatusQueue, step: str
) -> None:
    script[step] = [{"error": "Misconfigured", "message": "no table"}]
    ended = ingest.run(DOCUMENT, script)
    assert (ended.status, ended.error) == ("FAILED", "Misconfigured")
    (failure,) = ended.events_of("record_failure")
    assert failure["step"] == step
    assert statuses(status.take({"chunk_document": 2, "embed_chunks": 3, "index_document": 4}[step])).count(
        "failed"
    )


def test_a_version_that_was_replaced_ends_quietly(
    ingest: ScriptedMachine, script: Script, status: StatusQueue
) -> None:
    script["chunk_document"] = [{"error": "Conflict", "message": "another version"}]
    script["record_failure"] = [{"result": {**RECORDED, "recorded": False}}]
    ended = ingest.run(DOCUMENT, script)
    assert ended.status == "SUCCEEDED"
    assert statuses(status.take(1)) == ["extracting"]


def test_a_deletion_is_carried_out_and_reported(
    delete: ScriptedMachine, script: Script, status: StatusQueue
) -> None:
    ended = delete.run(DOCUMENT, script)
    assert ended.status == "SUCCEEDED"
    assert ended.events_of("delete_document") == [DOCUMENT]
    assert sorted(statuses(status.take(2))) == ["deleted", "deleting"]


def test_a_deletion_with_nothing_left_to_do_is_not_told_as_one(
    delete: ScriptedMachine, script: Script, status: StatusQueue
) -> None:
    script["delete_document"] = [{"result": {**DELETED, "deleted": False}}]
    assert delete.run(DOCUMENT, script).status == "SUCCEEDED"
    assert statuses(status.take(1)) == ["deleting"]


def test_a_file_that_was_uploaded_again_is_announced_like_one_that_arrives(
    delete: ScriptedMachine, script: Script, status: StatusQueue
) -> None:
    script["delete_document"] = [{"result": {**DELETED, "is_uploaded_again": True}}]
    document = {**DOCUMENT, "path": "a/ü + 100%.pdf"}
    assert delete.run(document, script).status == "SUCCEEDED"
    (event,) = [message for message in status.take(3) if "Records" in message]
    assert list(object_keys(json.dumps(event))) == ["inbox/w1/a/ü + 100%.pdf"]


def test_a_deletion_that_fails_says_why(delete: ScriptedMachine, script: Script, status: StatusQueue) -> None:
    script["delete_document"] = [{"error": "Forbidden", "message": "no grant"}]
    ended = delete.run(DOCUMENT, script)
    assert (ended.status, ended.error) == ("FAILED", "Forbidden")
    assert ended.events_of("record_failure")[0]["step"] == "delete_document"
    status.take(1)
