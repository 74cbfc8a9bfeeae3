"""Close or restart documents whose processing has stopped, so that none is stuck forever."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from genai_core.domain.ingestion.document_history import replacing
from genai_core.domain.ingestion.documents import Document, DocumentStatus
from genai_core.errors import Conflict, NotFound
from genai_core.ports.clock import Clock
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.workflow_starter import WorkflowStarter
from genai_core.usecases.ingestion.start_ingestion import restart

_REASON = "The work stopped without a result. Retry the document."


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How many documents were started again, closed as failed, or left because they changed meanwhile."""

    restarted: int = 0
    failed: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class ReconcileDocuments:
    """Handles documents that no step has touched for longer than any step may be repeated."""

    documents: DocumentStore
    workflows: WorkflowStarter
    clock: Clock

    def __call__(self, *, stale_after_s: int, start_over: bool = False) -> Reconciliation:
        """Restarts ingestions that never began and deletions, and fails ingestions that began and stopped.

        Args:
            stale_after_s: Longer than any step of the state machines may be repeated.
            start_over: Restart those too that began and stopped; only if all executions are known to be gone.
        """
        before = (self.clock.now() - timedelta(seconds=stale_after_s)).isoformat()
        stale = list(self.documents.unfinished(before=before))
        done = [self._reconcile(document, start_over) for document in stale]
        return Reconciliation(done.count("restarted"), done.count("failed"), done.count("left"))

    def _reconcile(self, document: Document, start_over: bool) -> str:
        try:
            if document.status is DocumentStatus.DELETING:
                # Marked again, so that the execution gets a new name: an old name cannot be used twice.
                document = self._advance(document, DocumentStatus.DELETING)
                return "restarted" if restart(self.workflows, document) else "left"
            if document.status is DocumentStatus.SUBMITTED and restart(self.workflows, document):
                return "restarted"
            failed = self._advance(document, DocumentStatus.FAILED)
            if start_over:
                return "restarted" if self._begin_again(failed) else "left"
        except (Conflict, NotFound):
            return "left"
        return "failed"

    def _begin_again(self, document: Document) -> bool:
        # The time is part of the execution's name: an old name cannot be used twice.
        now = self.clock.now().isoformat()
        again = replace(
            replacing(document, document),
            status=DocumentStatus.SUBMITTED,
            reason="",
            failed_step="",
            updated_at=now,
            submitted_at=now,
        )
        return self.documents.submit(again) and restart(self.workflows, again)

    def _advance(self, document: Document, status: DocumentStatus) -> Document:
        failed = status is DocumentStatus.FAILED
        changes = {"reason": _REASON, "failed_step": document.status.value} if failed else {}
        return self.documents.advance(
            document.workspace_id, document.document_id, document.content_hash, status, **changes
        )
