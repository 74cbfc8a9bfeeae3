"""Closes or restarts documents whose work has gone stale, so that none is stuck for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from genai_core.domain.documents import Document, DocumentStatus
from genai_core.errors import Conflict, NotFound
from genai_core.ports.clock import Clock
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.workflow_starter import WorkflowStarter
from genai_core.usecases.start_ingestion import restart

_REASON = "The work stopped without a result. Retry the document."


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How many documents were started again, closed as failed, or left because something moved meanwhile."""

    restarted: int = 0
    failed: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class ReconcileDocuments:
    """Looks after documents that nobody touched for longer than any execution may last."""

    documents: DocumentStore
    workflows: WorkflowStarter
    clock: Clock

    def __call__(self, *, stale_after_s: int) -> Reconciliation:
        """Restarts what never began or is being deleted, and fails what began and stopped.

        Args:
            stale_after_s: Longer than the time limit of the state machines.
        """
        before = (self.clock.now() - timedelta(seconds=stale_after_s)).isoformat()
        done = [self._reconcile(document) for document in list(self.documents.unfinished(before=before))]
        return Reconciliation(done.count("restarted"), done.count("failed"), done.count("left"))

    def _reconcile(self, document: Document) -> str:
        try:
            if document.status is DocumentStatus.DELETING:
                # Marked anew, so that the execution gets a new name: the old one is spent.
                document = self._advance(document, DocumentStatus.DELETING)
                return "restarted" if restart(self.workflows, document) else "left"
            if document.status is DocumentStatus.SUBMITTED and restart(self.workflows, document):
                return "restarted"
            self._advance(document, DocumentStatus.FAILED)
        except (Conflict, NotFound):
            return "left"
        return "failed"

    def _advance(self, document: Document, status: DocumentStatus) -> Document:
        failed = status is DocumentStatus.FAILED
        changes = {"reason": _REASON, "failed_step": document.status.value} if failed else {}
        return self.documents.advance(
            document.workspace_id, document.document_id, document.content_hash, status, **changes
        )
