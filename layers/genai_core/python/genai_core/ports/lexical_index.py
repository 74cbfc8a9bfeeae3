"""Port: find chunks by the words that they share with a question."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope


class LexicalIndex(Protocol):
    """Finds chunks by BM25 within one scope, with the statistics of the whole workspace."""

    def search_text(self, scope: Scope, text: str, limit: int) -> list[Candidate]:
        """Returns at most `limit` chunks that share a term with `text`, best first; scores are above 0.

        Raises:
            InvalidInput: `limit` below 1.
            Unavailable: The engine cannot be reached now.
        """
        ...
