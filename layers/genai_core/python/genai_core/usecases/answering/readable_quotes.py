"""Checks whether a user may still read the documents that an answer quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.chat.quoted_documents import WITHHELD, quoted_in_record
from genai_core.domain.identifiers import DocumentId, UserId, WorkspaceId
from genai_core.domain.permissions import document_roles, permits
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Forbidden
from genai_core.ports.document_store import DocumentStore


@dataclass(frozen=True, slots=True)
class ReadableQuotes:
    """Compares the documents that answers quote with those that their asker may find."""

    documents: DocumentStore

    def unreadable(
        self, user_id: UserId, workspace: Workspace, document_ids: Collection[DocumentId]
    ) -> frozenset[DocumentId]:
        """Returns those of the documents that the user may not find; nobody may find a deleted one."""
        if not document_ids:
            return frozenset()
        existing = self.documents.some(workspace.workspace_id, document_ids)
        return frozenset(document_ids) - {
            document.document_id
            for document in existing
            if permits("find document", document_roles(user_id, workspace, document))
        }

    def withheld(
        self,
        messages: Sequence[SessionMessage],
        user_id: UserId,
        workspaces: Mapping[WorkspaceId, Workspace],
    ) -> list[SessionMessage]:
        """Returns the messages, with a notice in place of each answer that the user may not read any more.

        Args:
            workspaces: The workspaces that answered, by id; the user is in all of them.
        """
        quoted = [quoted_in_record(message.answer) for message in messages]
        wanted: dict[WorkspaceId, set[DocumentId]] = defaultdict(set)
        for message, names in zip(messages, quoted, strict=True):
            wanted[message.workspace_id] |= names
        unreadable = {
            name: self.unreadable(user_id, workspaces[name], documents) for name, documents in wanted.items()
        }
        return [
            _without_answer(message) if names & unreadable[message.workspace_id] else message
            for message, names in zip(messages, quoted, strict=True)
        ]

    def require(self, user_id: UserId, workspace: Workspace, document_ids: Collection[DocumentId]) -> None:
        """Raises Forbidden unless the user may find all these documents."""
        if self.unreadable(user_id, workspace, document_ids):
            raise Forbidden(
                "a document that the answer was made of was deleted, or is closed to you by now",
                remedy="Ask again: what you may read now is searched.",
            )


def _without_answer(message: SessionMessage) -> SessionMessage:
    return replace(message, text=WITHHELD, answer=None)
