"""Check that a claim's value belongs to what the claim is about.

Two values of one kind are told apart by the words that belong to only one of them. The value is another's if
the claim uses words that belong to a rival only, and none that belong to the match only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from genai_core.domain.facts.logic.concepts import english_ideas
from genai_core.domain.facts.values.contexts import context_stem
from genai_core.domain.facts.values.value import Value
from genai_core.domain.facts.values.vocabulary import READ_LANGUAGES, vocabulary

_FULL = 0.8
_HARDLY = 0.34
_ALIKE = 0.5
_MIN_WORDS = 2
_LABEL_WORDS = 3
_OF_CHARS = 8
"""Maximum characters between the numbers of "14 of the 120"."""
_ENDS = ("start", "end")
_TIMED = ("time", "date")


def owner(claim: Value, matches: Sequence[Value], rivals: Sequence[Value]) -> Value | None:
    """Returns the rival that the claim is about, rather than any match; None if a match fits as well."""
    stronger: Value | None = None
    for match in matches:
        stronger = next(
            (
                rival
                for rival in rivals
                if _is_rather(claim, match, rival) or _is_of_other_group(claim, match, rival, rivals)
            ),
            None,
        )
        if stronger is None:
            return None
    return stronger


def _is_rather(claim: Value, match: Value, rival: Value) -> bool:
    claim_words = claim.context
    if match.group != rival.group:
        return False
    if match.column == 0 and rival.column != 0:
        return False
    only_match, only_rival = match.context - rival.context, rival.context - match.context
    if claim.role == match.role and claim.role in _ENDS and claim.kind in _TIMED:
        only_match, only_rival = only_match - _turning(), only_rival - _turning()
    if (
        not only_match
        or claim_words & only_match
        or not claim_words & only_rival
        or _names(claim_words - rival.context, only_match)
    ):
        return False
    is_near = match.sentence == rival.sentence or (match.column >= 0 and match.column == rival.column)
    if len(only_rival) <= _LABEL_WORDS and only_rival <= claim_words:
        return True  # "Adults: 14 euros. Children: 6 euros."
    return is_near or _is_statement_of(claim_words, match, rival, only_rival)


def _is_of_other_group(claim: Value, match: Value, rival: Value, others: Sequence[Value]) -> bool:
    """True if the claim names the group of the rival: "14 of 120 with the drug, 31 of 118 with placebo"."""
    group, other_group = _group_of(match, others), _group_of(rival, others)
    if group is None or other_group is None:
        return False
    only_match, only_rival = group - other_group, other_group - group
    return bool(only_rival) and only_rival <= claim.context and not only_match <= claim.context


def _group_of(part: Value, others: Sequence[Value]) -> frozenset[str] | None:
    """Returns the words of the whole that a number is a part of; None if it is not a part."""
    wholes = (other for other in others if other.is_whole and other.sentence == part.sentence)
    return next((whole.context for whole in wholes if 0 < whole.start - part.end <= _OF_CHARS), None)


def _names(claim_words: frozenset[str], only_match: frozenset[str]) -> bool:
    """True if the claim has another English word for one that only the match belongs to."""
    meant = frozenset(idea for word in only_match for idea in english_ideas(word))
    return any(not meant.isdisjoint(english_ideas(word)) for word in claim_words)


@cache
def _turning() -> frozenset[str]:
    """Returns the words for the start or end of something: "open from 10 to 7" is "closes at 7"."""
    return frozenset(
        context_stem(word, language)
        for language in READ_LANGUAGES
        for marker in ("opening", "closing")
        for word in vocabulary(language).words(marker)
    )


def _is_statement_of(
    claim_words: frozenset[str], match: Value, rival: Value, only_rival: frozenset[str]
) -> bool:
    """True if a rival in another sentence covers nearly the whole claim, and the match does not."""
    if len(claim_words) < _MIN_WORDS:
        return False
    covered = len(claim_words & rival.context) / len(claim_words)
    if covered < _FULL:
        return False
    missed = len(claim_words & match.context) / len(claim_words)
    return missed <= _HARDLY or len(claim_words & only_rival) > _ALIKE * len(only_rival)
