"""What `search_lexical` is called with."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.retrieval.expansion import AS_ASKED, Expansion
from lambdas.scoped import ScopedRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(ScopedRequest):
    """For what to search, and how deep."""

    text: str
    depth: int
    expansion: Expansion = AS_ASKED
