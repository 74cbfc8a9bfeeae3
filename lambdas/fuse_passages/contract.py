"""What `fuse_passages` is called with."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.retrieval.expansion import AS_ASKED, Expansion
from genai_core.domain.retrieval.passages import Candidate
from lambdas.scoped import ScopedRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(ScopedRequest):
    """What each leg found, None where it failed, and what is missing by now."""

    text: str
    dense: tuple[Candidate, ...] | None
    lexical: tuple[Candidate, ...] | None
    limit: int
    degraded: tuple[str, ...] = ()
    expansion: Expansion = AS_ASKED
