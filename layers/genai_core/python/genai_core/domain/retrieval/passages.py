"""Passages that retrieval gives to the models, with the scores of each stage."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from genai_core.domain.identifiers import ChunkId
from genai_core.domain.ingestion.chunks import Chunk, section_name
from genai_core.domain.protocol.answers import FoundBy

COMPUTED = "computed"
"""Score name of a passage that begins with an answer computed from its table."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One hit of one retriever; its score is comparable within that retriever only (higher is better)."""

    chunk_id: ChunkId
    score: float


@dataclass(frozen=True, slots=True)
class RetrieverResult:
    """The candidates of one retriever, best first."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The stretch of one chunk in a merged passage.

    Attributes:
        start: Index of its first character in the passage's text.
        page, heading_path, page_turns, section_turns: As in the chunk, for citations.
        score: The chunk's own score.
        origin: Index in the document's text at which the stretch begins, after the repeated characters; None
            if unknown.
        repeated: Number of leading characters that repeat an earlier part of the document.
    """

    chunk_id: ChunkId
    start: int
    page: int | None = None
    heading_path: tuple[str, ...] = ()
    score: float = 0.0
    origin: int | None = None
    repeated: int = 0
    page_turns: tuple[int, ...] = ()
    section_turns: tuple[tuple[int, str], ...] = ()

    def position_of(self, character: int) -> int | None:
        """Returns the index in the document's text of a character of the passage; None if unknown.

        Repeated characters map to the beginning of the text after them.
        """
        return None if self.origin is None else self.origin + max(0, character - self.start - self.repeated)

    def page_of(self, character: int) -> int | None:
        """Returns the page that a character of the passage is on; None if the format has none."""
        position = self.position_of(character)
        if self.page is None or position is None:
            return self.page
        return self.page + bisect_right(self.page_turns, position)

    def section_of(self, character: int) -> str:
        """Returns the headings above a character of the passage as readers see them; empty without any."""
        position = self.position_of(character)
        begun = [name for start, name in self.section_turns if position is not None and start <= position]
        return begun[-1] if begun else section_name(self.heading_path)


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk chosen to answer from, or several neighbours joined.

    Attributes:
        chunk: The chunk; of a merged passage, the first one with the text of all.
        score: Final score; higher is better.
        scores: Score of each stage that ranked it: `dense`, `lexical`, `late_interaction`, `fused`; of a
            merged passage, the best of its chunks.
        found_by: Its rank in each retriever that returned it and in the reranker; of a merged passage, the
            best of its chunks.
        parts: The chunks of a merged passage in the order of the text; empty for a single chunk.
    """

    chunk: Chunk
    score: float
    scores: dict[str, float] = field(default_factory=dict[str, float])
    parts: tuple[Part, ...] = ()
    found_by: tuple[FoundBy, ...] = ()

    def part_at(self, start: int) -> Part:
        """Returns the chunk at this character, which a citation refers to."""
        whole = part_of(self.chunk, 0, self.score)
        return next((part for part in reversed(self.parts) if part.start <= start), whole)


def part_of(chunk: Chunk, start: int, score: float) -> Part:
    """Returns the stretch of a whole chunk, which begins at `start`."""
    return Part(
        chunk.chunk_id,
        start,
        chunk.page,
        chunk.heading_path,
        score,
        chunk.start,
        chunk.repeated,
        chunk.page_turns,
        chunk.section_turns,
    )


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The result of one question.

    Attributes:
        passages: Best first.
        degraded: Stages that failed or were skipped, such as `reranker`, and each relaxed filter, as
            `filter author: Ada`; empty when all ran.
        filters: Conditions of the question that were applied, as `author: Ada`.
        relaxed_filters: Conditions that were dropped because no document passed them.
    """

    passages: tuple[Passage, ...]
    degraded: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    relaxed_filters: tuple[str, ...] = ()
