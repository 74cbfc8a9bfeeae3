"""Find contradictions inside one answer, and between a served sentence and the documents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from genai_core.domain.consensus.comparison import Comparison
from genai_core.domain.consensus.members import Member
from genai_core.domain.facts.conflicts import contradicts
from genai_core.domain.retrieval.passages import Passage

MAX_SENTENCES = 24
"""Maximum sentences of one answer that are compared pairwise."""


def contradictory_pairs(sentences: Sequence[str]) -> list[tuple[str, str]]:
    """Returns the pairs of sentences of one answer that contradict each other, in their order.

    The documents may support both: a model that quotes two documents may say 06:15 and 09:45 in one answer.
    """
    distinct = list(dict.fromkeys(sentences))[:MAX_SENTENCES]
    return [(first, second) for first, second in combinations(distinct, 2) if contradicts(first, second)]


def describe_contradictions(
    comparison: Comparison, served: Sequence[Member], passages: Sequence[Passage]
) -> tuple[str, ...]:
    """Describes what contradicts a served sentence: a document, or the answer itself."""
    evidence = comparison.evidence.sentences
    descriptions: dict[str, str] = {}
    for check in (check for member in served for check in member.checks):
        for rival in (evidence[index] for index in check.against if index not in check.sentences):
            text = rival.encoded.text
            descriptions.setdefault(text, f"{passages[rival.source].chunk.title}: {text}")
    for member in served:
        for first, second in contradictory_pairs([sentence.text for sentence in member.encoded.sentences]):
            descriptions.setdefault(f"{first} {second}", f"The answer itself says both: {first} / {second}")
    return tuple(descriptions.values())
