"""Compare what a claim affirms and denies with what the evidence affirms and denies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.actors import actor_conflicts
from genai_core.domain.facts.logic.amounts import amount_conflicts, turns_amount
from genai_core.domain.facts.logic.bindings import binding_conflicts
from genai_core.domain.facts.logic.bounded_nouns import bounded_conflicts
from genai_core.domain.facts.logic.concepts import are_converse, keys_of
from genai_core.domain.facts.logic.converses import turned_relation
from genai_core.domain.facts.logic.directions import direction_conflicts
from genai_core.domain.facts.logic.edits import edit_conflicts
from genai_core.domain.facts.logic.lasting import turned_words
from genai_core.domain.facts.logic.limits import limit_conflicts
from genai_core.domain.facts.logic.modality import modality_conflicts, permits_alike
from genai_core.domain.facts.logic.needs import need_conflicts, needs_alike
from genai_core.domain.facts.logic.polarity import negation_conflicts, opposite_conflicts
from genai_core.domain.facts.logic.possession import possession_conflicts
from genai_core.domain.facts.logic.restrictions import (
    is_emptied,
    lost_conflicts,
    restricting_words,
    restricts_alike,
    tells_access,
    turns_unless,
)
from genai_core.domain.facts.logic.roles import (
    has_other_subject,
    role_conflicts,
    turned_conflict,
    turns_time,
)
from genai_core.domain.facts.logic.sequences import sequence_conflicts
from genai_core.domain.facts.logic.statements import (
    Pair,
    Statement,
    align,
    read_resting,
    read_statement,
)
from genai_core.domain.facts.logic.time_bounds import bounds_alike
from genai_core.domain.facts.logic.turns import (
    TURNING,
    denies_otherwise,
    denies_with,
    has_ceased,
    only_with,
    turns_exception,
    without_turned_condition,
)

_NEARLY_ALL = 0.6
"""From this share on, the same words in other positions are exchanged roles, not another statement."""

_OF_LASTING = ("opposite", "order")
"""Kinds of conflicts that are resolved if one side says "until" and the other says that it ends."""

_OF_RELATIONS = ("opposite", "role", "negation")
"""Kinds of conflicts that are resolved if a claim says a relation from its other side."""

_SAME = 0.5
"""Minimum share of a clause's words in the other for both to say the same, apart from operator words."""


class Logic(NamedTuple):
    """What a comparison finds.

    Attributes:
        is_turned: A denial on one side is made up for by an opposite, a "without" or an exception.
        explained: Forms of the claim's words that other words of the evidence say together: "expires on" what
            is "valid until".
        turns_condition: "Unless" stands for an "if" with a denial, so "exceeds" stands for "does not exceed".
        is_permitted: Both sides allow it, so what may be done up to twice may be done twice.
    """

    conflicts: tuple[Conflict, ...]
    is_turned: bool
    explained: frozenset[str] = frozenset()
    turns_condition: bool = False
    is_permitted: bool = False


@lru_cache(maxsize=4096)
def logic_conflicts(
    claim: str,
    evidence: tuple[str, ...],
    *,
    claim_language: str,
    evidence_language: str,
    leads: tuple[str, ...] = (),
    around: tuple[str, ...] = (),
    heads: tuple[str, ...] = (),
) -> Logic:
    """Returns the differences between what a claim affirms and what its nearest sentences affirm.

    Args:
        evidence: One sentence, or a few that support the claim together.
        claim_language, evidence_language: Snowball's names, of `grammar.READ`.
        leads: The text that each of those refers back to, such as whom its "it" means; empty for none.
        around: Neighbouring sentences, which may use the claim's words about something else.
        heads: Header rows of the tables that they are rows of.
    """
    claim_statement = read_statement(claim, claim_language)
    statements = [
        read_resting(sentence, lead, evidence_language)
        for sentence, lead in zip_longest(evidence, leads, fillvalue="")
    ]
    homes = [*statements, *(read_statement(sentence, evidence_language) for sentence in around)]
    headed = frozenset(key for head in heads for key in read_statement(head, evidence_language).keys)
    collected: list[Conflict] = []
    is_turned = is_lasting = turns_condition = is_permitted = False
    explained = frozenset[str]()
    for pair in align(claim_statement, statements):
        lasting = turned_words(pair)
        conflicts, turns = _pair_conflicts(pair)
        if lasting is not None:
            conflicts = [conflict for conflict in conflicts if conflict.kind not in _OF_LASTING]
            explained |= lasting
            is_lasting = True
        is_turned = is_turned or turns or lasting is not None
        explained |= restricting_words(pair)
        turns_condition = turns_condition or turns_unless(pair)
        is_permitted = is_permitted or permits_alike(pair)
        collected += conflicts
        if not any(conflict.kind == "role" for conflict in conflicts):
            collected += binding_conflicts(pair.claim_clause, statements, homes, headed)
    collected, turns = without_turned_condition(collected)
    is_turned = is_turned or turns
    if claim_language == evidence_language:
        edits = _edit_conflicts(claim, statements, homes)
        turning = (*TURNING, *_OF_LASTING) if is_lasting else TURNING
        collected += [conflict for conflict in edits if not (is_turned and conflict.kind in turning)]
    relation = turned_relation(claim_statement, statements)
    if relation is not None:
        collected = [conflict for conflict in collected if conflict.kind not in _OF_RELATIONS]
        explained |= relation.words
        is_turned = is_turned or relation.is_same
        if not relation.is_same:
            collected.append(Conflict("role", claim, evidence[0]))
    return Logic(tuple(dict.fromkeys(collected)), is_turned, explained, turns_condition, is_permitted)


def _edit_conflicts(
    claim: str, evidence: Sequence[Statement], homes: Sequence[Statement]
) -> Iterator[Conflict]:
    for sentence in evidence:
        others = (home for home in homes if home is not sentence)
        beside = frozenset(key for home in others for key in home.keys)
        yield from edit_conflicts(claim, sentence.text, sentence.language, beside)


def _pair_conflicts(pair: Pair) -> tuple[list[Conflict], bool]:
    """Returns the conflicts of two clauses, and whether the claim reverses twice what it repeats."""
    opposed, is_made_up = opposite_conflicts(pair)
    opposed = [] if turns_amount(pair) else opposed
    if (
        turns_exception(pair, opposed, is_made_up=is_made_up)
        or only_with(pair, opposed)
        or restricts_alike(pair)
        or needs_alike(pair)
    ):
        return [], True
    is_made_up = is_made_up or _says_otherwise(pair)
    share = _share(pair)
    roles, is_exchanged = role_conflicts(pair) if share >= _NEARLY_ALL else ([], False)
    is_reversed = is_exchanged and bool(opposed)
    if is_exchanged:
        # With its sides exchanged, "lower than" becomes "higher than": one change alone is a conflict.
        roles = [] if opposed or turns_time(pair) else [turned_conflict(pair)]
        opposed = []
    elif opposed and all(_is_turned(conflict, pair) for conflict in opposed):
        opposed, roles = [], []
    elif roles and opposed and all(_are_converse(conflict, pair) for conflict in opposed):
        opposed, roles, is_made_up = [], [], True  # "Oslo is north of Bonn" is "Bonn is south of Oslo"
    if is_made_up:
        roles = []  # "free for residents": they do not have to pay for it
    elif not (roles or is_exchanged):
        acting = actor_conflicts(pair) if share >= _NEARLY_ALL else ()
        roles = [*acting, *possession_conflicts(pair), *direction_conflicts(pair)][:1]
    denied = negation_conflicts(pair, is_made_up=is_made_up)
    conflicts = [
        *opposed,
        *roles,
        *denied,
        *need_conflicts(pair),
        *lost_conflicts(pair),
        *bounded_conflicts(pair),
        *sequence_conflicts(pair),
    ]
    if share >= _SAME:
        modal = () if is_made_up else modality_conflicts(pair)  # "must not" is "forbidden"
        conflicts += [*amount_conflicts(pair, is_made_up=is_made_up), *modal, *limit_conflicts(pair)]
    return conflicts, is_made_up or is_reversed or denies_otherwise(pair) or tells_access(pair)


def _says_otherwise(pair: Pair) -> bool:
    """True if one side says without a denial what the other says with a denial."""
    is_counted = pair.one_denied is not None and turns_amount(pair)  # "not all can" and "some cannot"
    is_turned = has_ceased(pair) or turns_unless(pair) or bounds_alike(pair)
    return is_counted or is_turned or denies_with(pair) or is_emptied(pair)


def _is_turned(opposed: Conflict, pair: Pair) -> bool:
    """True if "Bo bought it from Al" means "Al sold it to Bo"."""
    return _are_converse(opposed, pair) and has_other_subject(pair, *_keys(opposed, pair))


def _are_converse(opposed: Conflict, pair: Pair) -> bool:
    return are_converse(*_keys(opposed, pair))


def _keys(opposed: Conflict, pair: Pair) -> tuple[frozenset[str], frozenset[str]]:
    return keys_of(opposed.claim, pair.claim.language), keys_of(opposed.evidence, pair.evidence.language)


def _share(pair: Pair) -> float:
    items = pair.claim_clause.items
    return sum(pair.has(item) for item in items) / len(items) if items else 0.0
