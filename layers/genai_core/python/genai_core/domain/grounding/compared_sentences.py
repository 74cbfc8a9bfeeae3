"""Choose the sentences of the evidence that a claim is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.facts.logic.coverage import uncovered
from genai_core.domain.facts.logic.edits import is_near_copy
from genai_core.domain.facts.logic.statements import Statement, read_resting, read_statement
from genai_core.domain.grounding.evidence import Evidence

ALTERNATIVES = 3
"""Single sentences that a claim is compared with in addition to the cited ones."""

AS_NEAR = 0.8
"""Minimum share of the best sentence's matching words that such a sentence must have."""

REFERRING = 3
"""Sentences after a cited one that may refer back to it with "it"."""


def referring(
    statement: Statement, language: str, cited: tuple[int, ...], evidence: Evidence
) -> tuple[int, ...]:
    """Returns a sentence that says more about the claim and refers back to the cited one before it."""
    options = [
        (index,)
        for index in range(min(cited) + 1, min(min(cited) + 1 + REFERRING, len(evidence.sentences)))
        if evidence.antecedent(index, language)
    ]
    return max((cited, *options), key=lambda option: _shared(statement, language, option, evidence))


def alternatives(
    statement: Statement,
    language: str,
    cited: tuple[int, ...],
    means: NDArray[np.floating[Any]],
    evidence: Evidence,
) -> list[tuple[int, ...]]:
    """Returns single sentences that have nearly as many of the claim's words as the cited ones."""
    shared = _shared(statement, language, cited, evidence)
    near = [(index,) for index in nearest_sentences(means) if (index,) != cited]
    return [option for option in near if _shared(statement, language, option, evidence) >= AS_NEAR * shared]


def nearest_sentences(means: NDArray[np.floating[Any]]) -> list[int]:
    return [int(index) for index in np.argsort(-means, kind="stable")[: ALTERNATIVES + 1]]


def near_copies(
    claim: str, options: Sequence[tuple[int, ...]], language: str, evidence: Evidence
) -> list[tuple[int, ...]]:
    """Returns the sentences with the claim's exact words: no other sentence overrules their facts."""
    return [
        option
        for option in options
        if any(is_near_copy(claim, text, language) for text in evidence.text_of(option))
    ]


def _shared(statement: Statement, language: str, chosen: Sequence[int], evidence: Evidence) -> int:
    """Counts the claim's words in some sentences and their antecedents; 0 if the sentences have none."""
    count = sum(len(clause.items) for clause in statement.clauses)
    texts = evidence.text_of(chosen)
    own = count - len(uncovered(statement, [read_statement(text, language) for text in texts]))
    leads = [evidence.antecedent(position, language) for position in chosen]
    under_leads = evidence.under_leads(chosen)
    if not own or not (any(leads) or under_leads != texts):
        return own
    statements = [read_resting(*resting, language) for resting in zip(under_leads, leads, strict=True)]
    return count - len(uncovered(statement, statements))


def translated_sentences(
    statement: Statement, language: str, cited: tuple[int, ...], evidence: Evidence
) -> tuple[int, ...]:
    """Returns the sentence with most of the claim's words; vectors are not comparable across languages."""
    positions = range(len(evidence.sentences))
    best = max(positions, key=lambda position: _shared(statement, language, (position,), evidence))
    return (best,) if _shared(statement, language, (best,), evidence) else cited
