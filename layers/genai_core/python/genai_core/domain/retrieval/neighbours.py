"""Neighbouring chunks of one document, chosen together, read as one passage.

The chunker lets neighbours share their last and first words. Where both are chosen, the model reads the
shared words once and the text on both sides of the cut unbroken. A long run becomes several passages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from genai_core.domain.identifiers import DocumentId
from genai_core.domain.retrieval.passage_budget import count_words
from genai_core.domain.retrieval.passages import Part, Passage

MAX_WORDS = 280
"""Of a joined passage, about two chunks: a model that reads few passages must not drown in one."""
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
    return sum(count_words(member.chunk.text) for member in (*run, passage)) <= MAX_WORDS


def _joined(run: Sequence[Passage], best: Passage) -> Passage:
    if len(run) == 1:
        return run[0]
    text, starts = run[0].chunk.text, [0]
    for member in run[1:]:
        text, start = joined_texts(text, member.chunk.text)
        # A part that lies in the one before it whole begins no later stretch.
        starts.append(start)
    parts = tuple(
        Part(member.chunk.chunk_id, start, member.chunk.page, member.chunk.heading_path, member.score)
        for member, start in zip(run, accumulate(starts, max), strict=True)
    )
    return Passage(replace(run[0].chunk, text=text), best.score, _best_scores(run), parts)


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
