"""Marks a document failed with the step and the reason.

Environment: DOCUMENTS_TABLE.
Integrations: DynamoDB.
"""

from __future__ import annotations

from genai_core.usecases.record_failure import RecordedFailure
from genai_core.wiring import ingestion
from lambdas.entry import entry
from lambdas.record_failure.contract import Request


@entry(Request)
def handler(request: Request) -> RecordedFailure:
    """Returns the reason in the user's words, and whether it was recorded."""
    record = ingestion.record_failure()
    return record(request.document, step=request.step, error=request.error, cause=request.cause)
