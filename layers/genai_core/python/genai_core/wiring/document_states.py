"""Builds the steps that start, watch and report ingestions, and neither embed nor search.

Their functions carry neither numpy nor a database client, so this module imports nothing that does.
"""

from __future__ import annotations

from functools import cache

from genai_core.settings import settings
from genai_core.usecases.ingestion.ingestion_turns import IngestionTurns
from genai_core.usecases.ingestion.join_pages import JoinPages
from genai_core.usecases.ingestion.publish_status import PublishStatus
from genai_core.usecases.ingestion.reconcile_documents import ReconcileDocuments
from genai_core.usecases.ingestion.record_failure import RecordFailure
from genai_core.usecases.ingestion.start_ingestion import StartIngestion
from genai_core.wiring.aws import aws_client
from genai_core.wiring.clock import clock
from genai_core.wiring.documents import blob_store, document_store
from genai_core.wiring.storage import connection_store, event_sink, workflow_starter, workspace_store


@cache
def start_ingestion() -> StartIngestion:
    """Returns the use case that starts ingestions from events of the inbox."""
    return StartIngestion(
        documents=document_store(),
        blobs=blob_store(),
        workspaces=workspace_store(),
        workflows=workflow_starter(),
        clock=clock(),
        turns=ingestion_turns(),
        max_document_bytes=settings().limits.document_bytes,
    )


@cache
def ingestion_turns() -> IngestionTurns:
    """Returns the bound on documents that are ingested at once."""
    from genai_core.adapters.sqs.inbox_queue import SqsInboxQueue

    here = settings()
    # It looks at no failed message, and has no permission to.
    queue = SqsInboxQueue(aws_client("sqs"), here.require("inbox_queue_url"), dead_letters_url="")
    return IngestionTurns(workflow_starter(), queue, clock(), at_once=here.limits.documents_at_once)


@cache
def join_pages() -> JoinPages:
    """Returns the step that joins the texts of scanned pages."""
    return JoinPages(document_store(), blob_store())


@cache
def record_failure() -> RecordFailure:
    """Returns the step that records failures."""
    return RecordFailure(document_store(), blob_store(), workspace_store())


@cache
def publish_status() -> PublishStatus:
    """Returns the use case that sends status events to connections."""
    return PublishStatus(workspace_store(), document_store(), connection_store(), event_sink())


@cache
def reconcile_documents() -> ReconcileDocuments:
    """Returns the use case that closes or restarts stale documents."""
    return ReconcileDocuments(document_store(), workflow_starter(), clock())
