"""Turns S3 events from the queue into executions.

Environment: DOCUMENTS_BUCKET, DOCUMENTS_TABLE, WORKSPACES_TABLE, INGEST_STATE_MACHINE_ARN,
DELETE_STATE_MACHINE_ARN, INBOX_QUEUE_URL, LIMITS_*.
Integrations: SQS (events, and those that wait for their turn), S3, DynamoDB, Step Functions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from pydantic import BaseModel, Field

from genai_core.domain.identifiers import WorkspaceId, document_id
from genai_core.errors import InvalidInput
from genai_core.wiring import document_states
from lambdas.catalogue.metrics import FAILED_MESSAGES, FILES_NOT_TAKEN
from lambdas.entry import entry, note_swallowed
from lambdas.observed import correlate, logger, reason_of

# What lies in the inbox and does not become a searchable document.
_NOT_TAKEN = ("rejected", "refused", "misplaced")


class Request(BaseModel):
    """A batch of SQS messages, in the batch processor's form."""

    records: list[dict[str, Any]] = Field(alias="Records")


def object_keys(body: str) -> Iterator[str]:
    """Yields the keys that a message is about: an S3 event, as it is or wrapped by SNS.

    Whether an object was created or deleted does not matter: the inbox shows its current state.

    Raises:
        InvalidInput: It is not an S3 event.
    """
    event = _object(body)
    if "Message" in event and "Records" not in event:
        event = _object(event["Message"])
    if event.get("Event") == "s3:TestEvent":
        return
    records = event.get("Records")
    if not isinstance(records, list):
        raise InvalidInput(f"the message of {len(body)} characters is not an S3 event")
    for record in records:
        try:
            key = record["s3"]["object"]["key"]
        except (KeyError, TypeError):
            raise InvalidInput(f"a record of {len(str(record))} characters names no object") from None
        # S3 encodes keys like form fields: a space as a plus sign, other characters percent-encoded.
        yield unquote_plus(key)


def _object(text: Any) -> dict[str, Any]:
    try:
        parsed = json.loads(text)
    except (TypeError, ValueError):
        parsed = None
    if not isinstance(parsed, dict):
        raise InvalidInput(f"the message of {len(str(text))} characters is not a JSON object")
    return parsed


@entry(Request)
def handler(request: Request) -> Any:
    """Returns the messages that failed: they are delivered again, and finally reach the dead-letter queue."""
    processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)
    return process_partial_response(
        event={"Records": request.records}, record_handler=_take, processor=processor
    )


def _take(record: SQSRecord) -> None:
    try:
        start = document_states.start_ingestion()
        for key in object_keys(record.body):
            # Names of files can be confidential: logs hold the document's id, which the API lists with it.
            document = _document(key)
            correlate(document)
            outcome = start(key)
            if outcome in _NOT_TAKEN:
                note_swallowed(
                    FILES_NOT_TAKEN, document_id=document, message_id=record.message_id, outcome=outcome
                )
            else:
                logger.info("inbox", document_id=document, outcome=outcome)
    except Exception as error:
        # The batch processor does not log it, and the queue does not show why a message is delivered again.
        reason = f"{type(error).__name__}: {reason_of(error)}"
        note_swallowed(FAILED_MESSAGES, message_id=record.message_id, reason=reason)
        raise


def _document(key: str) -> str:
    """Returns the id of the document that an object of the inbox is; empty if it is none."""
    _, workspace, path = (*key.split("/", 2), "", "")[:3]
    return document_id(WorkspaceId(workspace), path) if path else ""
