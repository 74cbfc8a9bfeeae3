"""Closes or restarts documents whose work has gone stale, on a schedule.

Environment: MONITORING_*, DOCUMENTS_TABLE, INGEST_STATE_MACHINE_ARN, DELETE_STATE_MACHINE_ARN.
Integrations: DynamoDB, Step Functions.
"""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.settings import settings
from genai_core.usecases.ingestion.reconcile_documents import Reconciliation
from genai_core.wiring import document_states
from lambdas.catalogue.metrics import STUCK_DOCUMENTS
from lambdas.entry import entry
from lambdas.measures import measure


@dataclass(frozen=True, slots=True)
class Request:
    """A scheduled event; of its fields none matters.

    Attributes:
        stale_after_s: Instead of STUCK_AFTER_MINUTES, which is longer than both state machines may last.
        start_over: Begin again what began and stopped, because all executions are known to be gone.
    """

    stale_after_s: int | None = None
    start_over: bool = False


@entry(Request)
def handler(request: Request) -> Reconciliation:
    """Returns how many documents were started again, closed or left; an alarm watches their number."""
    stale_after_s = request.stale_after_s
    if stale_after_s is None:
        stale_after_s = settings().monitoring.stuck_after_minutes * 60
    done = document_states.reconcile_documents()(stale_after_s=stale_after_s, start_over=request.start_over)
    if stuck := done.restarted + done.failed + done.left:
        measure({STUCK_DOCUMENTS: stuck})
    return done
