"""Find conflicts of roles: who does what to whom, what is more than what, and what comes first.

Without a parser: positions and prepositions tell the roles of two words that both sides have. Only an
exchange of both is a conflict; a passive or a reversed comparison exchanges them without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause, Item
from genai_core.domain.facts.logic.statements import Pair, Statement, find_item
from genai_core.domain.facts.logic.time_bounds import are_deadlines, bounds_alike, time_role

_ORDERED = ("than", "before", "after")
"""Roles of the second of two things that are compared or follow each other."""

_TELLING_ROLES = ("by", "order", "until", "from")
_SEQUENCE = ("first", "then")
_SUBJECT_FIRST = ("english", "french")
_CONCESSIONS = frozenset(
    (
        "despite",
        "in spite of",
        "trotz",
        "malgré",
        "pese a",
        "a pesar de",
        "nonostante",
        "apesar de",
        "ondanks",
    )
)
_CAUSES = frozenset(
    (
        *("because of", "due to", "owing to", "on account of", "wegen", "aufgrund", "infolge"),
        *("en raison de", "à cause de", "grâce à", "debido a", "a causa de", "gracias a", "per via di"),
        *("grazie a", "devido a", "por causa de", "graças a", "vanwege", "wegens", "dankzij"),
    )
)


def role_conflicts(pair: Pair) -> tuple[list[Conflict], bool]:
    """Returns the conflicts of roles, and whether both sides compare the same two things in reverse."""
    exchanged = [
        (first, second)
        for first, second in combinations(_shared(pair), 2)
        if _is_exchanged(first, second, pair)
    ]
    if any(_is_ordered(first) or _is_ordered(second) for first, second in exchanged):
        return [], True
    conflicts = [Conflict("role", first[0].form, second[0].form) for first, second in exchanged[:1]]
    return [*conflicts, *_time_conflicts(pair)], False


def turned_conflict(pair: Pair) -> Conflict:
    """Returns the conflict of a comparison whose sides are exchanged although its word is not reversed."""
    return Conflict("role", pair.claim_clause.items[0].form, pair.evidence_clause.items[0].form)


def turns_time(pair: Pair) -> bool:
    """True if one side says "before" and the other "after"."""
    claim_role, evidence_role = (
        {item.role for item in clause.items} for clause in (pair.claim_clause, pair.evidence_clause)
    )
    return ("before" in claim_role and "after" in evidence_role) or (
        "after" in claim_role and "before" in evidence_role
    )


def has_other_subject(pair: Pair, said_verb: frozenset[str], found_verb: frozenset[str]) -> bool:
    """True if neither side's subject is the other's."""
    claim_acting, evidence_acting = (
        _acting(pair.claim_clause, said_verb),
        _acting(pair.evidence_clause, found_verb),
    )
    claim_subject = _subject(claim_acting, pair.evidence_clause.items)
    evidence_subject = _subject(evidence_acting, pair.claim_clause.items)
    if claim_subject is None or evidence_subject is None:
        return False
    return not find_item(evidence_acting, claim_subject) and not find_item(claim_acting, evidence_subject)


def _subject(acting: Sequence[Item], others: Sequence[Item]) -> Item | None:
    """Returns the last subject word that the other side has too."""
    shared = [item for item in acting if not item.is_value and find_item(others, item)]
    return shared[-1] if shared else None


def _acting(clause: Clause, verb: frozenset[str]) -> Sequence[Item]:
    """Returns the subject's words: those after "by" in a passive, else those before the verb."""
    if clause.is_passive:
        return [item for item in clause.items if item.role == "by"]
    position = next(
        (position for position, item in enumerate(clause.items) if not item.keys.isdisjoint(verb)), 0
    )
    return clause.items[:position]


def _shared(pair: Pair) -> list[tuple[Item, int, Item, int]]:
    """Returns (claim's word, position, evidence's word, position) of words that both sides have once."""
    shared: list[tuple[Item, int, Item, int]] = []
    for position, item in enumerate(pair.claim_clause.items):
        positions = [
            at for at, other in enumerate(pair.evidence_clause.items) if not other.keys.isdisjoint(item.keys)
        ]
        if (
            len(positions) == 1
            and item.form.isalpha()
            and _tells(pair.claim_clause, position)
            and _tells(pair.evidence_clause, positions[0])
        ):
            shared.append((item, position, pair.evidence_clause.items[positions[0]], positions[0]))
    return shared


def _tells(clause: Clause, position: int) -> bool:
    """True for nouns, and for adjectives that tell two things of one name apart: "vin blanc", "vin rouge"."""
    if clause.items[position].is_head or not position:
        return clause.items[position].is_head
    noun = clause.items[position - 1]
    return sum(not item.keys.isdisjoint(noun.keys) for item in clause.items) > 1


def _is_exchanged(
    first: tuple[Item, int, Item, int], second: tuple[Item, int, Item, int], pair: Pair
) -> bool:
    roles, found_roles = (_kind(first[0]), _kind(second[0])), (_kind(first[2]), _kind(second[2]))
    is_turned = pair.claim_clause.is_passive != pair.evidence_clause.is_passive
    if is_turned and ("by" in (*roles, *found_roles) or roles[0] == roles[1]):
        return _is_exchanged_by_voice(first, second, pair)
    if roles[0] != roles[1]:
        return roles == found_roles[::-1]
    is_marked = len({*roles, *found_roles}) > 1 or roles[0] in _TELLING_ROLES
    return not is_marked and _is_exchanged_by_order(first, second, pair)


def _is_exchanged_by_order(
    first: tuple[Item, int, Item, int], second: tuple[Item, int, Item, int], pair: Pair
) -> bool:
    (said_one, at_one, found_one, there_one), (said_two, at_two, found_two, there_two) = first, second
    if (at_one < at_two) == (there_one < there_two) or said_one.is_value or said_two.is_value:
        return False
    start, end = sorted((found_one.start, found_two.start))
    if ":" in pair.evidence.text[start:end]:
        return False  # "Supported file types: PDF": PDF files are supported
    if not all(_is_same_form(shared[0].form, shared[2].form) for shared in (first, second)):
        return False  # "the sale was announced" and "announced that it would be sold"
    if pair.claim.language not in _SUBJECT_FIRST and not (said_one.is_name and said_two.is_name):
        return False  # other languages can put a subject after its verb
    return not _between(pair.claim_clause, at_one, at_two).isdisjoint(
        _between(pair.evidence_clause, there_one, there_two)
    )


def _is_same_form(first: str, second: str) -> bool:
    """True for a word and its plural; False for a verb and its noun."""
    short, long = sorted((first, second), key=len)
    return long.startswith(short) and long[len(short) :] in ("", "s", "es")


def _is_exchanged_by_voice(
    first: tuple[Item, int, Item, int], second: tuple[Item, int, Item, int], pair: Pair
) -> bool:
    """True for an exchange by the passive, whose agent follows "by"; in the active it comes first."""
    is_said_passive = pair.claim_clause.is_passive
    agent, acted_on = (
        (first, second) if (first[0] if is_said_passive else first[2]).role == "by" else (second, first)
    )
    passive = 0 if is_said_passive else 2
    if agent[passive].role != "by" or acted_on[passive].role:  # pyright: ignore[reportAttributeAccessIssue]
        return False
    active = 2 - passive
    if agent[active].role or acted_on[active].role:  # pyright: ignore[reportAttributeAccessIssue]
        return False
    clauses = pair.both_ways[0] if is_said_passive else pair.both_ways[1]
    at, other_at = agent[active + 1], acted_on[active + 1]
    verbs = frozenset(key for item in clauses[0].items if not item.role for key in item.keys)
    return other_at < at and not verbs.isdisjoint(_between(clauses[1], other_at, at))  # pyright: ignore[reportOperatorIssue, reportArgumentType]


def _between(clause: Clause, first: int, second: int) -> frozenset[str]:
    low, high = sorted((first, second))
    return frozenset(key for item in clause.items[low + 1 : high] for key in item.keys)


def _kind(item: Item) -> str:
    return "order" if item.role in _ORDERED else item.role


def _is_ordered(shared: tuple[Item, int, Item, int]) -> bool:
    return shared[0].role in _ORDERED or shared[2].role in _ORDERED


def _time_conflicts(pair: Pair) -> Iterator[Conflict]:
    if bounds_alike(pair):
        return
    for item in pair.claim_clause.items:
        other = pair.match(item)
        if other is None or item.role == other.role:
            continue
        roles = time_role(item, pair.claim.language), time_role(other, pair.evidence.language)
        if all(roles) and roles[0] != roles[1] and not are_deadlines(roles, pair):
            yield Conflict("order", *roles)
            return
    yield from _concession_conflicts(pair)
    if _is_before_what_is_over(pair.claim_clause, pair.evidence) or _is_before_what_is_over(
        pair.evidence_clause, pair.claim
    ):
        yield Conflict("order", "before", "when")
    if {pair.claim_clause.intro, pair.evidence_clause.intro} == set(_SEQUENCE):
        yield Conflict("order", pair.claim_clause.intro, pair.evidence_clause.intro)


def _concession_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields "despite the rain" where the other side says "because of the rain"."""
    for item in pair.claim_clause.items:
        other = pair.match(item)
        if other is None or not (item.role and other.role):
            continue
        kinds = {item.role in _CONCESSIONS, other.role in _CONCESSIONS}
        if len(kinds) == 2 and not {item.role, other.role}.isdisjoint(_CAUSES):
            yield Conflict("condition", item.role, other.role)
            return


def _is_before_what_is_over(clause: Clause, other: Statement) -> bool:
    """True for "before the paint has dried" if the other side says "once the paint has dried"."""
    before = [item for item in clause.items if item.role == "before" and not item.is_value]
    over = (part for part in other.clauses if part.intro == "when")
    return bool(before) and any(all(find_item(part.items, item) for item in before) for part in over)
