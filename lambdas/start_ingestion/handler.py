"""Turns S3 events from the queue into executions.

Environment: DOCUMENTS_BUCKET, DOCUMENTS_TABLE, WORKSPACES_TABLE, INGEST_STATE_MACHINE_ARN,
DELETE_STATE_MACHINE_ARN, MAX_DOCUMENT_BYTES.
Integrations: SQS (events), S3, DynamoDB, Step Functions.
"""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from genai_core.wiring import ingestion
from lambdas.entry import entry, logger
from lambdas.start_ingestion.contract import Request, object_keys


@entry(Request)
def handler(request: Request) -> Any:
    """Returns the messages that failed; only these come again, and in the end reach the dead-letter queue."""
    processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)
    return process_partial_response(
        event={"Records": request.records}, record_handler=_take, processor=processor
    )


def _take(record: SQSRecord) -> None:
    start = ingestion.start_ingestion()
    for key in object_keys(record.body):
        logger.info("inbox", key=key, outcome=start(key))
