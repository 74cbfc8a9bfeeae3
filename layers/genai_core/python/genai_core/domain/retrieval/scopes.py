"""Scopes: where and as whom somebody searches. Nobody searches without one."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.ingestion.document_metadata import READERS
from genai_core.domain.retrieval.filters import Filter, Metadata, accepts, values_of


@dataclass(frozen=True, slots=True)
class Scope:
    """What a search may find. Every search takes one, so access control is no filter that can be left out.

    Attributes:
        reader: Documents that name their readers are found only by these.
        filter: What the asker wants besides; None for everything.
    """

    workspace_id: WorkspaceId
    reader: UserId
    filter: Filter | None = None

    def admits(self, metadata: Metadata) -> bool:
        """Returns whether a document with this metadata may be found: the meaning every engine must equal."""
        readers = values_of(metadata, READERS)
        if readers and self.reader not in readers:
            return False
        return self.filter is None or accepts(self.filter, metadata)
