"""Find conflicts of sequence: "connect it before you install it" if it is installed first, then connected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Item
from genai_core.domain.facts.logic.statements import Pair, Statement, find_item
from genai_core.domain.facts.logic.tokens import read_tokens

_MIN_WORDS = 2
"""Words of a step that the claim has to name."""


def sequence_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields a step that the claim puts before or after another, if the evidence has them the other way."""
    turns = [
        token.start
        for token in read_tokens(pair.evidence.text, pair.evidence.language)
        if token.has("then") and token.start
    ]
    for role in ("before", "after") if turns else ():
        items = pair.claim_clause.items
        position = next((at for at, item in enumerate(items) if item.role == role), 0)
        own = _starts(items[:position], pair.evidence)
        other = _starts(items[position:], pair.evidence)
        if min(len(own), len(other)) < _MIN_WORDS:
            continue
        earlier, later = (own, other) if role == "after" else (other, own)
        if any(max(earlier) < turn < min(later) for turn in turns):
            yield Conflict("order", role, "then")
            return


def _starts(items: Sequence[Item], evidence: Statement) -> list[int]:
    """Returns where the evidence has some words, apart from values."""
    there = [item for clause in evidence.clauses for item in clause.items]
    return [
        other.start for item in items if not item.is_value and (other := find_item(there, item)) is not None
    ]
