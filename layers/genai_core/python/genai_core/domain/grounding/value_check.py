"""Compare the values of one claim with the evidence."""

from __future__ import annotations

from collections.abc import Sequence

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.conflicts import as_conflict
from genai_core.domain.facts.logic.tokens import MAX_CHARS
from genai_core.domain.facts.values.conflicts import value_conflicts
from genai_core.domain.grounding.evidence import Evidence
from genai_core.domain.text.terse_answers import spelt_out


def check_values(claim: str, chosen: Sequence[int], evidence: Evidence) -> tuple[Conflict, ...]:
    """Returns the values of a claim that the evidence does not have, or has of something else.

    Args:
        chosen: Indices of the sentences that support the claim best.
    """
    conflicts = _conflicts(claim, chosen, evidence)
    spelt = spelt_out(claim, evidence.question)
    if spelt == claim:
        return conflicts
    return (
        *conflicts,
        *(each for each in _conflicts(spelt, chosen, evidence) if _is_of_another(each, claim)),
    )


def _conflicts(claim: str, chosen: Sequence[int], evidence: Evidence) -> tuple[Conflict, ...]:
    if len(claim) > MAX_CHARS:
        return ()
    sentences = [evidence.sentences[index] for index in chosen]
    near = tuple((sentence.source, sentence.start, sentence.end) for sentence in sentences)
    conflicts = value_conflicts(claim, evidence.texts, known=evidence.titles, asked=evidence.asked, near=near)
    return tuple(map(as_conflict, conflicts))


def _is_of_another(conflict: Conflict, terse: str) -> bool:
    """True if a terse answer gives a value that the evidence has of something else than was asked.

    A span such as "1996 to 2006" is one value, of which the evidence may bind the parts apart.
    """
    return conflict.kind == "binding" and conflict.claim in terse and conflict.evidence not in terse
