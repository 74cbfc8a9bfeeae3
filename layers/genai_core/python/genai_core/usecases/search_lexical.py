"""Finds the chunks that share words with a question."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.passages import LegResult
from genai_core.domain.scopes import Scope
from genai_core.ports.lexical_index import LexicalIndex


@dataclass(frozen=True, slots=True)
class SearchLexical:
    """The lexical leg of retrieval."""

    index: LexicalIndex

    def __call__(self, scope: Scope, text: str, depth: int) -> LegResult:
        """Returns at most `depth` chunks by BM25, best first; none where no word is shared.

        Raises:
            InvalidInput: `depth` is below 1.
            Unavailable: The engine cannot be reached now.
        """
        return LegResult(tuple(self.index.search_text(scope, text, depth)))
