"""Find conflicts of a claim with its evidence: in values, in names, and in what is affirmed or denied."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.languages import shared_languages
from genai_core.domain.facts.logic.comparison import logic_conflicts
from genai_core.domain.facts.logic.modality import is_of_bound
from genai_core.domain.facts.logic.statements import Statement, read_statement
from genai_core.domain.facts.logic.tokens import MAX_CHARS
from genai_core.domain.facts.names import absent_names
from genai_core.domain.facts.values.conflicts import ValueConflict, value_conflicts
from genai_core.domain.facts.values.denied_bounds import has_bound, without_denied_bounds
from genai_core.domain.text.claims import split_sentences

SAME_SUBJECT = 0.75
"""Minimum share of the longer statement's content words shared by two statements on one subject."""

_YEAR_DIGITS = 4
_NEAREST = 3
"""Number of evidence sentences that a claim's affirmations are compared with."""


def find_conflicts(claim: str, *evidence: str, asked: str = "") -> tuple[Conflict, ...]:
    """Returns the conflicts of a claim with the evidence that is most similar to it.

    Args:
        evidence: Sentences or longer texts, in their order.
        asked: The question: a claim may use its names, and values that the evidence has no other for.
    """
    if claim in evidence or len(claim) > MAX_CHARS:
        return ()
    languages = shared_languages(claim, " ".join(evidence))
    if languages is None:
        return _values(claim, evidence, asked)
    conflicts = _between(claim, evidence, languages, asked)
    if not conflicts or not has_bound(claim, languages[0]):
        return conflicts
    reworded = [without_denied_bounds(text, languages[1]) for text in evidence]
    text = without_denied_bounds(claim, languages[0])
    if (text, *reworded) == (claim, *evidence):
        return conflicts
    remaining = _between(text, reworded, languages, asked)
    return () if all(map(is_of_bound, remaining)) else conflicts


def _between(
    claim: str, evidence: Sequence[str], languages: tuple[str, str], asked: str
) -> tuple[Conflict, ...]:
    claim_language, evidence_language = languages
    values = _values(claim, evidence, asked)
    sentences = [span.text for text in evidence for span in split_sentences(text)]
    names = absent_names(
        claim, evidence, asked, claim_language=claim_language, evidence_language=evidence_language
    )
    nearest = tuple(_nearest(read_statement(claim, claim_language), sentences, evidence_language))
    logic = logic_conflicts(
        claim, nearest, claim_language=claim_language, evidence_language=evidence_language
    )
    return (*values, *names, *logic.conflicts)


def _values(claim: str, evidence: Sequence[str], asked: str) -> tuple[Conflict, ...]:
    """Returns the claim's values that the evidence lacks, or has for something else."""
    return tuple(map(as_conflict, value_conflicts(claim, evidence, asked=asked)))


def as_conflict(conflict: ValueConflict) -> Conflict:
    """Returns a conflict of values; a year does not conflict with a measured amount, in either direction."""
    is_rival = conflict.kind != "number" or _is_year(conflict.claim) == _is_year(conflict.evidence)
    return Conflict(conflict.kind, conflict.claim, conflict.evidence if is_rival else "")


def _is_year(text: str) -> bool:
    return text.isdecimal() and len(text) == _YEAR_DIGITS


@lru_cache(maxsize=2048)
def contradicts(claim: str, statement: str) -> bool:
    """True if two statements are about the same subject and exclude each other.

    They are about the same subject if, apart from values and denials, nearly all content words of each are in
    the other. "Room 1 holds 20" does not contradict "The lift in room 2 holds 30 people".
    """
    languages = shared_languages(claim, statement)
    if languages is None:
        return False
    claim_statement, evidence_statement = (
        read_statement(claim, languages[0]),
        read_statement(statement, languages[1]),
    )
    if not _is_same_subject(claim_statement, evidence_statement):
        return False
    conflicts = find_conflicts(claim, statement)
    if any(conflict.kind == "name" for conflict in conflicts):
        return False
    return any(conflict.is_mandatory and conflict.evidence for conflict in conflicts)


def _is_same_subject(claim_statement: Statement, evidence_statement: Statement) -> bool:
    first, second = _words(claim_statement), _words(evidence_statement)
    if not first or not second:
        return False
    shared = sum(any(not keys.isdisjoint(more) for more in second) for keys in first)
    return shared >= SAME_SUBJECT * max(len(first), len(second))


def _words(statement: Statement) -> list[frozenset[str]]:
    items = [item for clause in statement.clauses for item in clause.items if item.form.isalpha()]
    return list(dict.fromkeys(item.keys for item in items))


def _nearest(claim: Statement, sentences: Sequence[str], language: str) -> list[str]:
    """Returns the sentences that share the most words with a claim, in their order."""
    shared = [len(read_statement(text, language).keys & claim.keys) for text in sentences]
    most = max(shared, default=0)
    ranked = sorted(range(len(sentences)), key=lambda position: -shared[position])
    chosen = [position for position in ranked[:_NEAREST] if shared[position] * 2 > most]
    return [sentences[position] for position in sorted(chosen)]
