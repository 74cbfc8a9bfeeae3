"""What `record_failure` is called with."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.usecases.ingestion_artifacts import DocumentVersion


@dataclass(frozen=True, slots=True)
class Request:
    """A version, the state that failed, and the state machine's error output."""

    document: DocumentVersion
    step: str
    error: str
    cause: str = ""
