"""Search by BM25 in OpenSearch over the terms of our own analyser.

Terms, weights, IDF, k1, b and the length in stems equal those of `domain.retrieval.bm25`. There are two
differences: Lucene stores a length in one byte (exact up to 40 stems, within 6 % above), and replaced chunks
count in the statistics until segments are merged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from genai_core.adapters.opensearch.client import OpenSearch
from genai_core.adapters.opensearch.conditions import condition_of
from genai_core.adapters.opensearch.records import field_of
from genai_core.adapters.opensearch.searching import best
from genai_core.domain.retrieval.bm25 import K1
from genai_core.domain.retrieval.candidates import require_limit
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope

_NUMERATOR_LEFT_OUT_FROM = 3
"""Up to version 2, each term's score is multiplied by k1 + 1, which does not change the order."""


@dataclass(frozen=True, slots=True)
class OpenSearchLexicalIndex:
    """Implements LexicalIndex and TermSearch."""

    server: OpenSearch
    analyser: LexicalAnalyser

    def search_text(self, scope: Scope, text: str, limit: int) -> list[Candidate]:
        return self.search_terms(scope, self.analyser.weigh(text), limit)

    def search_terms(self, scope: Scope, weights: Mapping[str, float], limit: int) -> list[Candidate]:
        require_limit(limit)
        if not weights:
            return []
        factor = 1.0 if self.server.major_version() >= _NUMERATOR_LEFT_OUT_FROM else 1.0 / (K1 + 1.0)
        query = {
            "bool": {
                "should": [_term(term, weight * factor) for term, weight in weights.items()],
                "minimum_should_match": 1,
                "filter": [condition_of(scope)],
            }
        }
        return best(self.server, scope, query, limit)


def _term(term: str, weight: float) -> dict[str, Any]:
    field, token = field_of(term)
    return {"term": {field: {"value": token, "boost": weight}}}
