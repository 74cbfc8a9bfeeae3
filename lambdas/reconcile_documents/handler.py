"""Closes or restarts documents whose work has gone stale, on a schedule.

Environment: DOCUMENTS_TABLE, INGEST_STATE_MACHINE_ARN, DELETE_STATE_MACHINE_ARN.
Integrations: DynamoDB, Step Functions.
"""

from __future__ import annotations

from genai_core.usecases.reconcile_documents import Reconciliation
from genai_core.wiring import ingestion
from lambdas.entry import entry
from lambdas.reconcile_documents.contract import Request


@entry(Request)
def handler(request: Request) -> Reconciliation:
    """Returns how many documents were started again, closed or left."""
    return ingestion.reconcile_documents()(stale_after_s=request.stale_after_s, start_over=request.start_over)
