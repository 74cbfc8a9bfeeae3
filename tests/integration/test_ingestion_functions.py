"""The ingestion functions as they are deployed: their handlers over S3, DynamoDB, PostgreSQL and ONNX."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from genai_core import settings
from genai_core.domain.identifiers import UserId, WorkspaceId, content_hash, document_id
from genai_core.domain.ingestion.documents import Document, DocumentStatus
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import Workspace
from genai_core.errors import InvalidInput, NotFound
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, load_batch
from genai_core.usecases.ingestion.page_artifacts import load_page
from genai_core.wiring import (
    documents,
    engines,
    retrieval,
    storage,
)
from lambdas.chunk_document.handler import handler as chunk
from lambdas.delete_document.handler import handler as delete
from lambdas.embed_chunks.handler import handler as embed
from lambdas.extract_document.handler import handler as extract
from lambdas.fuse_passages.handler import handler as fuse
from lambdas.index_document.handler import handler as index
from lambdas.join_pages.handler import handler as join
from lambdas.recognize_pages.handler import handler as recognize
from lambdas.record_failure.handler import handler as record_failure
from lambdas.search_lexical.handler import handler as search_lexical
from lambdas.start_ingestion.handler import handler as start
from local_runtime.servers.throwaway_postgres import PostgresAddress, throwaway_postgres
from tests.contract.aws import Aws
from tests.fresh_wiring import forget_wiring
from tests.log_lines import log_lines

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
MODEL = ROOT / ".build" / "model"
W = WorkspaceId("w1")


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresAddress]:
    with throwaway_postgres() as address:
        yield address


@pytest.fixture
def deployed(aws: Aws, postgres: PostgresAddress, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not (MODEL / "model.onnx").exists():
        pytest.skip("the encoder is not built; run `make build`")
    names = {
        **aws.environment(),
        "DOCUMENTS_BUCKET": aws.create_bucket(),
        "INBOX_QUEUE_URL": f"{aws.endpoint_url}/000000000000/inbox",
        "DOCUMENTS_TABLE": aws.create_table("documents"),
        "WORKSPACES_TABLE": aws.create_table("workspaces"),
        "DATABASE_HOST": postgres.host,
        "DATABASE_PORT": str(postgres.port),
        "DATABASE_NAME": postgres.database,
        "DATABASE_USER": postgres.user,
        "DATABASE_AUTH": "trust",
        "EMBEDDER_PATH": str(MODEL),
    }
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    forget_wiring()
    storage.workspace_store().create(Workspace(W, "Space", UserId("ada"), "2026-01-01T00:00:00Z"))
    yield
    engines.engine_parts().close()
    forget_wiring()


def submitted(name: str, body: bytes) -> dict[str, Any]:
    """Puts a file into the inbox, records it, and returns the input of its execution."""
    documents.blob_store().put(f"inbox/{W}/{name}", body)
    version, identity = content_hash(body), document_id(W, name)
    moment = "2026-01-01T00:00:00+00:00"
    record = Document(W, identity, name, DocumentStatus.SUBMITTED, version, len(body), moment, moment)
    assert documents.document_store().submit(record)
    return {"workspace_id": W, "document_id": identity, "path": name, "content_hash": version}


def run(payload: dict[str, Any]) -> dict[str, Any]:
    extract(payload, None)
    for key in chunk(payload, None)["batches"]:
        embed({"key": key}, None)
    return index(payload, None)


def test_every_sample_goes_from_the_inbox_to_the_index_and_out_again(deployed: None) -> None:
    total = 0
    payloads: list[dict[str, Any]] = []
    for name in sorted(
        {question["document"] for question in json.loads((SAMPLES / "questions.json").read_text())}
    ):
        payload = submitted(name, (SAMPLES / name).read_bytes())
        total += run(payload)["chunk_count"]
        assert documents.document_store().get(W, payload["document_id"]).status is DocumentStatus.READY
        payloads.append(payload)
    assert engines.engine_parts().chunks.count(W) == total > 15
    hits = retrieval.search_lexical()(Scope(W, UserId("anybody")), "HX-2215", 5)
    assert hits
    first = payloads[0]
    documents.document_store().advance(
        W, first["document_id"], first["content_hash"], DocumentStatus.DELETING
    )
    removed = delete(first, None)
    assert removed["deleted"]
    assert engines.engine_parts().chunks.count(W) == total - removed["chunk_count"] < total
    with pytest.raises(NotFound):
        documents.document_store().get(W, first["document_id"])


def test_every_step_of_a_document_leaves_one_line_with_its_id_its_duration_and_no_text(
    deployed: None,
) -> None:
    with log_lines() as lines:
        payload = submitted("ferry.md", b"# Ferry\n\nThe ferry to the island leaves at nine.")
        run(payload)
    steps = [line for line in lines() if line["message"] == "step"]
    named = ["extract_document", "chunk_document", "embed_chunks", "index_document"]
    assert [line["step"] for line in steps] == named
    assert {line["correlation_id"] for line in steps} == {payload["document_id"]}
    assert all(line["duration_ms"] >= 0 for line in steps)
    assert "erry" not in json.dumps(steps)


def test_changed_bytes_replace_all_chunks_of_the_document(deployed: None) -> None:
    name, other = "changing.md", WorkspaceId(W)
    before = engines.engine_parts().chunks.count(other)
    run(submitted(name, b"# Old\n\n" + b"old words here. " * 400))
    grown = engines.engine_parts().chunks.count(other)
    assert grown > before + 3
    run(submitted(name, b"# New\n\nOne short paragraph."))
    assert engines.engine_parts().chunks.count(other) == before + 1


def test_files_inside_a_mail_come_by_the_events_of_the_bucket(
    deployed: None, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = watched_inbox(aws)
    machine = waiting_machine(aws)
    for name in ("INGEST", "DELETE"):
        monkeypatch.setenv(f"{name}_STATE_MACHINE_ARN", machine)
    forget_wiring()
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr(
            "prices.csv", "City,Country,Price\nKiel,Germany,950\nOslo,Norway,800\nJena,Germany,1400\n"
        )
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ada@example.org", "bob@example.org", "The prices"
    mail.set_content("Here they are.")
    mail.add_attachment(inside.getvalue(), maintype="application", subtype="zip", filename="all.zip")
    documents.blob_store().put(f"inbox/{W}/mail.eml", mail.as_bytes())
    taken = [taken_by_event(aws, queue, machine, name) for name in INSIDE]
    assert [payload["path"] for payload in taken] == list(INSIDE)
    states = [documents.document_store().get(W, document_id(W, name)).status for name in INSIDE]
    assert states == [DocumentStatus.READY] * 3

    request = {"workspace_id": W, "reader": "ada", "text": "Which city has the highest price?"}
    hits = search_lexical({**request, "depth": 20}, None)["candidates"]
    answer = fuse({**request, "dense": None, "lexical": hits, "limit": 5}, None)["passages"][0]["chunk"]
    assert answer["text"].startswith("Jena has the highest Price: 1400 (cell C4).\n\nCity | Country | Price")
    assert answer["document_id"] == document_id(W, INSIDE[-1])


INSIDE = ("mail.eml", "mail.eml!/all.zip", "mail.eml!/all.zip!/prices.csv")


def watched_inbox(aws: Aws) -> str:
    """Returns the address of a new queue that gets the bucket's events."""
    queue = aws.client("sqs").create_queue(QueueName=f"inbox-{uuid.uuid4().hex[:8]}")["QueueUrl"]
    arn = aws.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
    rule = {"QueueArn": arn["Attributes"]["QueueArn"], "Events": ["s3:ObjectCreated:*"]}
    aws.client("s3").put_bucket_notification_configuration(
        Bucket=settings.settings().documents_bucket, NotificationConfiguration={"QueueConfigurations": [rule]}
    )
    return queue


def waiting_machine(aws: Aws) -> str:
    """Returns a state machine that does nothing: the test takes the steps itself."""
    definition = {"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}
    made = aws.client("stepfunctions").create_state_machine(
        name=f"ingest-{uuid.uuid4().hex[:8]}",
        definition=json.dumps(definition),
        roleArn="arn:aws:iam::000000000000:role/any",
    )
    return made["stateMachineArn"]


def taken_by_event(aws: Aws, queue: str, machine: str, name: str) -> dict[str, Any]:
    """Hands the queue's events to the function until it started the document, whose steps are then taken."""
    sqs, steps = aws.client("sqs"), aws.client("stepfunctions")
    for _ in range(60):
        received = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1, MaxNumberOfMessages=10)
        for message in received.get("Messages", ()):
            record = {"messageId": message["MessageId"], "body": message["Body"], "eventSource": "aws:sqs"}
            assert start({"Records": [record]}, None) == {"batchItemFailures": []}
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        started = steps.list_executions(stateMachineArn=machine)["executions"]
        for execution in started:
            payload = json.loads(steps.describe_execution(executionArn=execution["executionArn"])["input"])
            if payload["path"] == name:
                run(payload)
                return payload
    raise AssertionError(f"no event about {name!r} came")


def scan(text: str) -> bytes:
    """Returns a TIFF file of a blank page and one with a line."""
    pages = [Image.new("RGB", (640, 110), "white") for _ in range(2)]
    ImageDraw.Draw(pages[1]).text((20, 30), text, fill="black", font=ImageFont.load_default(28))
    file = io.BytesIO()
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
    return file.getvalue()


def test_a_scan_is_recognised_and_found_with_its_page(deployed: None) -> None:
    payload = submitted("fax.tif", scan("The depot in Tallinn opens at seven"))
    batches = extract(payload, None)["page_batches"]
    assert batches == [[1, 2]]
    assert recognize({"document": payload, "pages": batches[0]}, None) == {"pages": [1, 2], "legible": 1}
    joined = join(payload, None)
    assert joined["warnings"] == ["no text on page 1"]
    assert join(payload, None) == joined, "it may be repeated"
    (key,) = chunk(payload, None)["batches"]
    embed({"key": key}, None)
    (cut,) = load_batch(documents.blob_store(), key)
    assert (cut.page, cut.title) == (2, "fax")
    assert index(payload, None)["chunk_count"] == 1
    hits = retrieval.search_lexical()(Scope(W, UserId("anybody")), "Tallinn depot", 1)
    assert [candidate.chunk_id for candidate in hits.candidates] == [cut.chunk_id]
    stored = documents.document_store().get(W, payload["document_id"])
    assert (stored.document_type, stored.page_count, stored.status) == ("tiff", 2, DocumentStatus.READY)
    page = load_page(documents.blob_store(), DocumentVersion(**payload), 2)
    assert [word.text for word in page.words] == ["The", "depot", "in", "Tallinn", "opens", "at", "seven"]


def test_a_scan_without_text_is_refused_with_its_pages(deployed: None) -> None:
    payload = submitted("blank.tif", scan(""))
    recognize({"document": payload, "pages": extract(payload, None)["page_batches"][0]}, None)
    with pytest.raises(InvalidInput, match="no text on page 1; no text on page 2"):
        join(payload, None)


def test_a_broken_file_is_recorded_with_its_reason(deployed: None) -> None:
    payload = submitted("broken.pdf", b"%PDF-1.7 nothing else")
    with pytest.raises(InvalidInput, match="damaged") as caught:
        extract(payload, None)
    cause = json.dumps({"errorMessage": str(caught.value), "errorType": "InvalidInput"})
    recorded = record_failure(
        {"document": payload, "step": "extract_document", "error": "InvalidInput", "cause": cause}, None
    )
    assert recorded["recorded"]
    stored = documents.document_store().get(W, payload["document_id"])
    assert (stored.status, stored.failed_step) == (DocumentStatus.FAILED, "extract_document")
    assert "damaged" in stored.reason
