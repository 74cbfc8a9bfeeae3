"""Marks a document failed with the step and the reason.

Environment: DOCUMENTS_TABLE.
Integrations: DynamoDB.
"""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion
from genai_core.usecases.ingestion.record_failure import RecordedFailure
from genai_core.wiring import document_states
from lambdas.entry import entry


@dataclass(frozen=True, slots=True)
class Request:
    """A version, the state that failed, and the state machine's error output."""

    document: DocumentVersion
    step: str
    error: str
    cause: str = ""


@entry(Request)
def handler(request: Request) -> RecordedFailure:
    """Returns the reason in the user's words, and whether it was recorded."""
    record = document_states.record_failure()
    return record(request.document, step=request.step, error=request.error, cause=request.cause)
