"""Close or restart documents whose processing has stopped, on a schedule.

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
    """A scheduled event, whose own fields are not used.

    Attributes:
        stale_after_s: Overrides STUCK_AFTER_MINUTES, which is longer than both state machines may last.
        start_over: Restart those too that began and stopped, because all executions are known to be gone.
    """

    stale_after_s: int | None = None
    start_over: bool = False


@entry(Request)
def handler(request: Request) -> Reconciliation:
    """Returns how many documents were restarted, closed or left; an alarm watches these numbers."""
    stale_after_s = request.stale_after_s
    if stale_after_s is None:
        stale_after_s = settings().monitoring.stuck_after_minutes * 60
    done = document_states.reconcile_documents()(stale_after_s=stale_after_s, start_over=request.start_over)
    if stuck := done.restarted + done.failed + done.left:
        measure({STUCK_DOCUMENTS: stuck})
    return done
