"""The lexical index: chunks by the words they share with a question."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.passages import Candidate


class LexicalIndex(Protocol):
    """Finds chunks by BM25, inside one workspace only; its statistics are the workspace's own."""

    def search_text(self, workspace_id: WorkspaceId, text: str, limit: int) -> list[Candidate]:
        """Returns at most `limit` chunks that share a term with `text`, best first; scores are above 0.

        Raises:
            InvalidInput: `limit` below 1.
            Unavailable: The engine cannot be reached now.
        """
        ...
