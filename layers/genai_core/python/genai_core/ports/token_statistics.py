"""Port: statistics of tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from genai_core.domain.identifiers import WorkspaceId

if TYPE_CHECKING:
    from genai_core.domain.retrieval.token_frequencies import TokenFrequencies


class TokenStatistics(Protocol):
    """Counts how common tokens are in a workspace's chunks with token vectors."""

    def token_frequencies(self, workspace_id: WorkspaceId) -> TokenFrequencies:
        """Returns the present counts by token key; all zero for an empty workspace.

        Raises:
            Unavailable: The engine cannot be reached now.
        """
        ...
