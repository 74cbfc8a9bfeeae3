"""The scope of a search: workspace, reader and filters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from genai_core.domain.identifiers import DEFAULT_ENCODER, EncoderName, RunId, UserId, WorkspaceId
from genai_core.domain.retrieval.expansion import AS_ASKED, Expansion
from genai_core.domain.retrieval.filter_parsing import parse_filter
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import Engine, SearchBackend


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopedRequest:
    """A request that may find only what its scope admits; it cannot be made without a reader.

    Attributes:
        run_id: The run that it is for; None for none.
        engine, encoder: The workspace's when the question was prepared, so that all retrievers use the same.
    """

    workspace_id: WorkspaceId
    reader: UserId
    run_id: RunId | None = None
    filters: dict[str, Any] = field(default_factory=dict[str, Any])
    engine: Engine = "postgresql"
    encoder: EncoderName = DEFAULT_ENCODER

    @property
    def backend(self) -> SearchBackend:
        """The workspace, with its engine and encoder."""
        return SearchBackend(self.engine, self.encoder)

    @property
    def scope(self) -> Scope:
        """The scope. Raises InvalidInput if the filters are not valid."""
        return Scope(self.backend.collection(self.workspace_id), self.reader, parse_filter(self.filters))


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest(ScopedRequest):
    """What one retriever is asked for: the question, and how many hits."""

    text: str
    depth: int
    expansion: Expansion = AS_ASKED
