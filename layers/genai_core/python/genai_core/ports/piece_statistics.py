"""Statistics of the encoder's word pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from genai_core.domain.identifiers import WorkspaceId

if TYPE_CHECKING:
    from genai_core.domain.retrieval.piece_frequencies import PieceFrequencies


class PieceStatistics(Protocol):
    """Says how common word pieces are among the chunks of one workspace that store token vectors."""

    def piece_frequencies(self, workspace_id: WorkspaceId) -> PieceFrequencies:
        """Returns the counts as of now; all zero for an empty workspace.

        Raises:
            Unavailable: The engine cannot be reached now.
        """
        ...
