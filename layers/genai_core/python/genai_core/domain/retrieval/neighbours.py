"""Neighbouring chunks of one document, chosen together, read as one passage.

The chunker lets neighbours share their last and first words. Where both are chosen, the model reads the
shared words once and the text on both sides of the cut unbroken. A long run becomes several passages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.passage_budget import count_words
from genai_core.domain.retrieval.passages import Passage, part_of

MAX_WORDS = 280
"""Of a joined passage, about two chunks: a model that reads few passages must not drown in one."""
MAX_CHARS = 8000
"""Of a joined passage: two of the longest chunks."""
_LONGEST_OVERLAP_CHARS = 2000
_SHORTEST_OVERLAP_CHARS = 8
"""Below it, equal ends are chance: a cut between "that" and "that"."""
_BETWEEN = "\n\n"


def merged_neighbours(passages: Sequence[Passage]) -> list[Passage]:
    """Returns the passages with neighbouring chunks joined.

    A joined passage stands where its best member stood and has its score. Its chunk is the run's first
    with the text of all; `parts` says which chunk, page and section each stretch of the text is of.
    """
    runs = _runs(passages)
    best = {id(run[0]): min(passages.index(member) for member in run) for run in runs}
    ordered = sorted(runs, key=lambda run: best[id(run[0])])
    return [_joined(run, passages[best[id(run[0])]]) for run in ordered]


def missing_neighbours(passages: Sequence[Passage]) -> list[ChunkId]:
    """Returns the chunks that were cut from the same passages as these, and are not among them."""
    here = {passage.chunk.chunk_id for passage in passages}
    wanted = dict.fromkeys(key for passage in passages for key in passage.chunk.passage)
    return [key for key in wanted if key not in here]


def whole_passages(passages: Sequence[Passage], missing: Sequence[Chunk]) -> list[Passage]:
    """Returns the passages merged with their neighbours and with the chunks that they were cut from.

    Args:
        missing: What `missing_neighbours` named, as far as the reader may see it.
    """
    restored = {chunk.chunk_id for chunk in missing}
    merged = merged_neighbours([*passages, *(Passage(chunk, 0.0) for chunk in missing)])
    # What found no room beside the chunk that it belongs to was not found by itself either.
    return [passage for passage in merged if not _chunk_ids(passage) <= restored]


def _chunk_ids(passage: Passage) -> set[ChunkId]:
    return {part.chunk_id for part in passage.parts} or {passage.chunk.chunk_id}


def joined_texts(left: str, right: str) -> tuple[str, int]:
    """Returns both texts as one, what they share once, and where in it the second begins."""
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
        # A part that lies in the one before it whole begins no later stretch.
        late = max(0, parts[-1].start - start)
        part = part_of(chunk, start + late, member.score)
        origin = None if part.origin is None else part.origin + late
        parts.append(replace(part, origin=origin))
    return Passage(replace(run[0].chunk, text=text), best.score, _best_scores(run), tuple(parts))


def _unrepeated(chunk: Chunk, before: str) -> Chunk:
    """Returns the chunk without the header of its table if the text before it shows that already."""
    header = chunk.text[: chunk.repeated]
    if not header or header not in before:
        return chunk
    return replace(chunk, text=chunk.text[chunk.repeated :], repeated=0)


def _best_scores(run: Sequence[Passage]) -> dict[str, float]:
    stages: Mapping[str, None] = dict.fromkeys(stage for member in run for stage in member.scores)
    return {stage: max(member.scores.get(stage, float("-inf")) for member in run) for stage in stages}


def _overlap(left: str, right: str) -> int:
    """Returns how many characters end the left text and begin the right one, whole words only."""
    longest = min(len(left), len(right), _LONGEST_OVERLAP_CHARS)
    for length in range(longest, _SHORTEST_OVERLAP_CHARS - 1, -1):
        if left.endswith(right[:length]) and _is_edge(left, len(left) - length) and _is_edge(right, length):
            return length
    return 0


def _is_edge(text: str, place: int) -> bool:
    """Returns whether no Latin-like word goes on across this place; unspaced scripts end anywhere."""
    if place in (0, len(text)):
        return True
    before, after = text[place - 1], text[place]
    return before.isspace() or after.isspace() or not (before.isascii() and after.isascii())
