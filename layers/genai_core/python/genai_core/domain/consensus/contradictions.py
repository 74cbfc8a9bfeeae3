"""Contradictions that no comparison of models finds: inside one answer, and among the documents it quotes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from genai_core.domain.consensus.comparison import Comparison, Member
from genai_core.domain.facts.conflicts import contradicts
from genai_core.domain.retrieval.passages import Passage

MAX_SENTENCES = 24
"""Of one answer, compared two by two."""


def contradictory_pairs(sentences: Sequence[str]) -> list[tuple[str, str]]:
    """Returns the pairs of sentences of one answer that exclude one another, in their order.

    Both may stand in the documents: a model that quotes two of them says 06:15 and 09:45 in one breath.
    """
    distinct = list(dict.fromkeys(sentences))[:MAX_SENTENCES]
    return [(one, other) for one, other in combinations(distinct, 2) if contradicts(one, other)]


def told_contradictions(
    comparison: Comparison, served: Sequence[Member], passages: Sequence[Passage]
) -> tuple[str, ...]:
    """Returns in words what contradicts a served sentence: a document, or the answer itself."""
    evidence = comparison.evidence.sentences
    told: dict[str, str] = {}
    for check in (check for member in served for check in member.checks):
        for rival in (evidence[place] for place in check.against if place not in check.sentences):
            text = rival.encoded.text
            told.setdefault(text, f"{passages[rival.source].chunk.title}: {text}")
    for member in served:
        for one, other in contradictory_pairs([sentence.text for sentence in member.encoded.sentences]):
            told.setdefault(f"{one} {other}", f"The answer itself says both: {one} / {other}")
    return tuple(told.values())
