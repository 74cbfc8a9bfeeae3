"""Passages: what retrieval hands to the models, with how it was found."""

from __future__ import annotations

from dataclasses import dataclass, field

from genai_core.domain.chunks import Chunk
from genai_core.domain.identifiers import ChunkId


@dataclass(frozen=True, slots=True)
class Candidate:
    """One hit of one retrieval leg; scores compare within a leg only (higher is better)."""

    chunk_id: ChunkId
    score: float


@dataclass(frozen=True, slots=True)
class LegResult:
    """What one retrieval leg found, best first."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk chosen to answer from.

    Attributes:
        score: Final score; passages come best first.
        scores: Score per stage that saw it: `dense`, `lexical`, `late_interaction`, `fused`.
    """

    chunk: Chunk
    score: float
    scores: dict[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What one question found.

    Attributes:
        passages: Best first.
        degraded: Stages that failed or were skipped, for example `reranker`; empty when all ran.
    """

    passages: tuple[Passage, ...]
    degraded: tuple[str, ...] = ()
