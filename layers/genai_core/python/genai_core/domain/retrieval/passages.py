"""Passages: what retrieval hands to the models, with how it was found."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from genai_core.domain.identifiers import ChunkId
from genai_core.domain.ingestion.chunks import Chunk

COMPUTED = "computed"
"""Among a passage's scores: it begins with a sentence that answers the question, computed from its table."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One hit of one retriever; scores compare within a retriever only (higher is better)."""

    chunk_id: ChunkId
    score: float


@dataclass(frozen=True, slots=True)
class RetrieverResult:
    """What one retriever found, best first."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a passage that neighbouring chunks were joined into.

    Attributes:
        start: Character of the passage's text at which this chunk's begins.
        page, heading_path, page_turns: Of this chunk, for a citation from it.
        score: Of this chunk by itself.
        origin: Character of the document's text that the stretch begins at, behind what is repeated; None
            if it is not known.
        repeated: Characters at its front that stand elsewhere in the document.
    """

    chunk_id: ChunkId
    start: int
    page: int | None = None
    heading_path: tuple[str, ...] = ()
    score: float = 0.0
    origin: int | None = None
    repeated: int = 0
    page_turns: tuple[int, ...] = ()

    def place_of(self, character: int) -> int | None:
        """Returns where a character of the passage stands in the document's text; None if not known.

        What is repeated stands, by this, where the text behind it begins.
        """
        return None if self.origin is None else self.origin + max(0, character - self.start - self.repeated)

    def page_of(self, character: int) -> int | None:
        """Returns the page that a character of the passage is on; None if the format has none."""
        place = self.place_of(character)
        if self.page is None or place is None:
            return self.page
        return self.page + bisect_right(self.page_turns, place)


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk chosen to answer from, or several neighbours joined.

    Attributes:
        chunk: The chunk; of a joined passage the first one, with the text of all.
        score: Final score; passages come best first.
        scores: Score per stage that saw it: `dense`, `lexical`, `late_interaction`, `fused`; of a joined
            passage the best of its chunks.
        parts: The chunks of a joined passage in the text's order; empty for a single chunk.
    """

    chunk: Chunk
    score: float
    scores: dict[str, float] = field(default_factory=dict[str, float])
    parts: tuple[Part, ...] = ()

    def part_at(self, start: int) -> Part:
        """Returns the chunk that the text at this character is of: what a citation from there names."""
        whole = part_of(self.chunk, 0, self.score)
        return next((part for part in reversed(self.parts) if part.start <= start), whole)


def part_of(chunk: Chunk, start: int, score: float) -> Part:
    """Returns the stretch from `start` on that a chunk's whole text is."""
    return Part(
        chunk.chunk_id,
        start,
        chunk.page,
        chunk.heading_path,
        score,
        chunk.start,
        chunk.repeated,
        chunk.page_turns,
    )


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What one question found.

    Attributes:
        passages: Best first.
        degraded: Stages that failed or were skipped, for example `reranker`, and each relaxed filter, as
            `filter author: Ada`; empty when all ran.
        filters: Conditions that were read out of the question and held to, as `author: Ada`.
        relaxed_filters: Those given up, since nothing passed them.
    """

    passages: tuple[Passage, ...]
    degraded: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    relaxed_filters: tuple[str, ...] = ()
