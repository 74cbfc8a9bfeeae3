"""Closes or restarts documents whose work has gone stale, on a schedule.

Environment: STUCK_AFTER_MINUTES, DOCUMENTS_TABLE, INGEST_STATE_MACHINE_ARN, DELETE_STATE_MACHINE_ARN.
Integrations: DynamoDB, Step Functions.
"""

from __future__ import annotations

from aws_lambda_powertools.metrics import MetricUnit

from genai_core.settings import settings
from genai_core.usecases.reconcile_documents import Reconciliation
from genai_core.wiring import ingestion
from lambdas.entry import entry, metrics
from lambdas.reconcile_documents.contract import Request


@entry(Request)
def handler(request: Request) -> Reconciliation:
    """Returns how many documents were started again, closed or left; an alarm watches their number."""
    stale_after_s = request.stale_after_s
    if stale_after_s is None:
        stale_after_s = settings().stuck_after_minutes * 60
    done = ingestion.reconcile_documents()(stale_after_s=stale_after_s, start_over=request.start_over)
    metrics.add_metric("StuckDocuments", MetricUnit.Count, done.restarted + done.failed + done.left)
    return done
