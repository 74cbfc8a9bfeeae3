"""Search by weighted terms: a lexical index whose question was weighed by somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope


@runtime_checkable
class TermSearch(Protocol):
    """What a lexical index offers besides LexicalIndex where questions can be expanded on it."""

    def search_terms(self, scope: Scope, weights: Mapping[str, float], limit: int) -> list[Candidate]:
        """Returns at most `limit` chunks that have one of the terms, best first; as `search_text` otherwise.

        Args:
            weights: By term, as the index' analyser gives them, above 0.
        """
        ...
