"""Port: search by weighted terms, for expanded questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope


@runtime_checkable
class TermSearch(Protocol):
    """An additional port of lexical indexes that support expanded questions."""

    def search_terms(self, scope: Scope, weights: Mapping[str, float], limit: int) -> list[Candidate]:
        """Returns at most `limit` chunks with at least one of the terms, best first; otherwise like
        `search_text`.

        Args:
            weights: Weight by term of the index' analyser, above 0.
        """
        ...
