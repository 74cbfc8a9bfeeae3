"""Statistics of tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from genai_core.domain.identifiers import WorkspaceId

if TYPE_CHECKING:
    from genai_core.domain.retrieval.token_frequencies import TokenFrequencies


class TokenStatistics(Protocol):
    """Says how common tokens are among the chunks of one workspace that store token vectors."""

    def token_frequencies(self, workspace_id: WorkspaceId) -> TokenFrequencies:
        """Returns the counts as of now, by token key; all zero for an empty workspace.

        Raises:
            Unavailable: The engine cannot be reached now.
        """
        ...
