"""Scopes: the workspace, reader and filter of a search. Every search needs one."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.ingestion.document_metadata import READERS
from genai_core.domain.retrieval.filters import Filter, Metadata, accepts, values_of


@dataclass(frozen=True, slots=True)
class Scope:
    """What a search may return. Every search takes a scope, so access control cannot be left out.

    Attributes:
        reader: The user who searches; documents with a list of readers are visible to those only.
        filter: The caller's own filter; None for all documents.
    """

    workspace_id: WorkspaceId
    reader: UserId
    filter: Filter | None = None

    def admits(self, metadata: Metadata) -> bool:
        """Returns whether a document with this metadata may be returned; every engine must give the same
        result."""
        readers = values_of(metadata, READERS)
        if readers and self.reader not in readers:
            return False
        return self.filter is None or accepts(self.filter, metadata)
