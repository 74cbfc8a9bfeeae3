"""Merge neighbouring chunks of one document into one passage.

Neighbouring chunks overlap by some words. If both are chosen, the model reads the shared words once and the
text across the cut without a break. A long run becomes several passages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.protocol.answers import FoundBy
from genai_core.domain.retrieval.passage_budget import count_words
from genai_core.domain.retrieval.passages import Passage, part_of

MAX_WORDS = 280
"""Maximum words of a merged passage, about two chunks: one passage must not fill a small model's context."""
MAX_CHARS = 8000
"""Maximum characters of a merged passage: two of the longest chunks."""
_LONGEST_OVERLAP_CHARS = 2000
_SHORTEST_OVERLAP_CHARS = 8
"""Shorter overlaps are chance, such as a cut between "that" and "that"."""
_BETWEEN = "\n\n"


def merged_neighbours(passages: Sequence[Passage]) -> list[Passage]:
    """Returns the passages with neighbouring chunks merged.

    A merged passage takes the rank and score of its best member. Its chunk is the first of the run with the
    text of all; `parts` gives the chunk, page and section of each stretch of the text.
    """
    runs = _runs(passages)
    best = {id(run[0]): min(passages.index(member) for member in run) for run in runs}
    ordered = sorted(runs, key=lambda run: best[id(run[0])])
    return [_joined(run, passages[best[id(run[0])]]) for run in ordered]


def missing_neighbours(passages: Sequence[Passage]) -> list[ChunkId]:
    """Returns the ids of chunks that were cut from the same passages as these and are missing."""
    present = {passage.chunk.chunk_id for passage in passages}
    wanted = dict.fromkeys(key for passage in passages for key in passage.chunk.passage)
    return [key for key in wanted if key not in present]


def whole_passages(passages: Sequence[Passage], missing: Sequence[Chunk]) -> list[Passage]:
    """Returns the passages merged with their neighbours and with the chunks that they were cut from.

    Args:
        missing: The chunks of `missing_neighbours` that the reader may see.
    """
    restored = {chunk.chunk_id for chunk in missing}
    merged = merged_neighbours([*passages, *(Passage(chunk, 0.0) for chunk in missing)])
    # A missing chunk that did not fit into its passage was not retrieved, so it is not a passage of its own.
    return [passage for passage in merged if not _chunk_ids(passage) <= restored]


def _chunk_ids(passage: Passage) -> set[ChunkId]:
    return {part.chunk_id for part in passage.parts} or {passage.chunk.chunk_id}


def joined_texts(left: str, right: str) -> tuple[str, int]:
    """Returns both texts merged, with their overlap once, and the start of the second one."""
    shared = _overlap(left, right)
    if shared:
        return left + right[shared:], len(left) - shared
    return left + _BETWEEN + right, len(left) + len(_BETWEEN)


def _runs(passages: Sequence[Passage]) -> list[list[Passage]]:
    documents: dict[DocumentId, list[Passage]] = {}
    for passage in passages:
        documents.setdefault(passage.chunk.document_id, []).append(passage)
    runs: list[list[Passage]] = []
    for members in documents.values():
        for member in sorted(members, key=lambda passage: passage.chunk.ordinal):
            if runs and _adjoins(runs[-1], member):
                runs[-1].append(member)
            else:
                runs.append([member])
    return runs


def _adjoins(run: Sequence[Passage], passage: Passage) -> bool:
    last, chunk = run[-1].chunk, passage.chunk
    if (chunk.document_id, chunk.ordinal) != (last.document_id, last.ordinal + 1):
        return False
    texts = [member.chunk.text for member in (*run, passage)]
    return sum(map(len, texts)) <= MAX_CHARS and sum(map(count_words, texts)) <= MAX_WORDS


def _joined(run: Sequence[Passage], best: Passage) -> Passage:
    if len(run) == 1:
        return run[0]
    text, parts = run[0].chunk.text, [part_of(run[0].chunk, 0, run[0].score)]
    for member in run[1:]:
        chunk = _unrepeated(member.chunk, text)
        text, start = joined_texts(text, chunk.text)
        # A part that lies entirely in the one before begins no new stretch.
        late = max(0, parts[-1].start - start)
        part = part_of(chunk, start + late, member.score)
        origin = None if part.origin is None else part.origin + late
        parts.append(replace(part, origin=origin))
    chunk = replace(run[0].chunk, text=text)
    return Passage(chunk, best.score, _best_scores(run), tuple(parts), _best_ranks(run))


def _unrepeated(chunk: Chunk, before: str) -> Chunk:
    """Returns the chunk without its table header if the text before already has it."""
    header = chunk.text[: chunk.repeated]
    if not header or header not in before:
        return chunk
    return replace(chunk, text=chunk.text[chunk.repeated :], repeated=0)


def _best_scores(run: Sequence[Passage]) -> dict[str, float]:
    stages: Mapping[str, None] = dict.fromkeys(stage for member in run for stage in member.scores)
    return {stage: max(member.scores.get(stage, float("-inf")) for member in run) for stage in stages}


def _best_ranks(run: Sequence[Passage]) -> tuple[FoundBy, ...]:
    """Returns the best rank of each stage."""
    best: dict[str, FoundBy] = {}
    for found in (found for member in run for found in member.found_by):
        if found.stage not in best or found.rank < best[found.stage].rank:
            best[found.stage] = found
    return tuple(best.values())


def _overlap(left: str, right: str) -> int:
    """Returns the length of the longest common end and beginning, in characters, whole words only."""
    longest = min(len(left), len(right), _LONGEST_OVERLAP_CHARS)
    for length in range(longest, _SHORTEST_OVERLAP_CHARS - 1, -1):
        if left.endswith(right[:length]) and _is_edge(left, len(left) - length) and _is_edge(right, length):
            return length
    return 0


def _is_edge(text: str, position: int) -> bool:
    """Returns whether no word continues across this position; scripts without spaces may end anywhere."""
    if position in (0, len(text)):
        return True
    before, after = text[position - 1], text[position]
    return before.isspace() or after.isspace() or not (before.isascii() and after.isascii())
