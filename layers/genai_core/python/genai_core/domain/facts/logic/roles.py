"""Conflicts of roles: who does what to whom, what is more than what, and what comes first.

No parser: of two words that both sides have, the places and prepositions tell which has which role. Only an
exchange of both is a conflict; a passive, or a comparison turned round, exchanges them without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause, Item
from genai_core.domain.facts.logic.statements import Pair, Statement, find_item

_ORDERED = ("than", "before", "after")
"""Roles of the second of two things that are compared or follow one another."""

_TIME_ROLES = ("before", "after", "until", "from")
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
    """Returns the conflicts of roles, and whether both sides compare the same two things turned round."""
    exchanged = [
        (one, other) for one, other in combinations(_shared(pair), 2) if _is_exchanged(one, other, pair)
    ]
    if any(_is_ordered(one) or _is_ordered(other) for one, other in exchanged):
        return [], True
    conflicts = [Conflict("role", one[0].form, other[0].form) for one, other in exchanged[:1]]
    return [*conflicts, *_time_conflicts(pair)], False


def turned_conflict(pair: Pair) -> Conflict:
    """Returns the conflict of a comparison whose sides are exchanged without its word being turned round."""
    return Conflict("role", pair.claim_clause.items[0].form, pair.evidence_clause.items[0].form)


def turns_time(pair: Pair) -> bool:
    """True if one side says "before" and the other "after"."""
    said, found = (
        {item.role for item in clause.items} for clause in (pair.claim_clause, pair.evidence_clause)
    )
    return ("before" in said and "after" in found) or ("after" in said and "before" in found)


def has_other_subject(pair: Pair, said_verb: frozenset[str], found_verb: frozenset[str]) -> bool:
    """True if who acts on each side does not act on the other."""
    mine, theirs = _acting(pair.claim_clause, said_verb), _acting(pair.evidence_clause, found_verb)
    one = _subject(mine, pair.evidence_clause.items)
    other = _subject(theirs, pair.claim_clause.items)
    if one is None or other is None:
        return False
    return not find_item(theirs, one) and not find_item(mine, other)


def _subject(acting: Sequence[Item], others: Sequence[Item]) -> Item | None:
    """Returns the last of the words for who acts that the other side has too."""
    shared = [item for item in acting if not item.is_value and find_item(others, item)]
    return shared[-1] if shared else None


def _acting(clause: Clause, verb: frozenset[str]) -> Sequence[Item]:
    """Returns the words for who acts: those behind "by" in a passive, else those before the verb."""
    if clause.is_passive:
        return [item for item in clause.items if item.role == "by"]
    position = next(
        (position for position, item in enumerate(clause.items) if not item.keys.isdisjoint(verb)), 0
    )
    return clause.items[:position]


def _shared(pair: Pair) -> list[tuple[Item, int, Item, int]]:
    """Returns (claim's word, its place, evidence's word, its place) of words once on both sides."""
    shared: list[tuple[Item, int, Item, int]] = []
    for position, item in enumerate(pair.claim_clause.items):
        positions = [
            at for at, other in enumerate(pair.evidence_clause.items) if not other.keys.isdisjoint(item.keys)
        ]
        if (
            len(positions) == 1
            and item.form.isalpha()
            and item.is_head
            and pair.evidence_clause.items[positions[0]].is_head
        ):
            shared.append((item, position, pair.evidence_clause.items[positions[0]], positions[0]))
    return shared


def _is_exchanged(one: tuple[Item, int, Item, int], other: tuple[Item, int, Item, int], pair: Pair) -> bool:
    roles, found_roles = (_kind(one[0]), _kind(other[0])), (_kind(one[2]), _kind(other[2]))
    is_turned = pair.claim_clause.is_passive != pair.evidence_clause.is_passive
    if is_turned and ("by" in (*roles, *found_roles) or roles[0] == roles[1]):
        return _is_exchanged_by_voice(one, other, pair)
    if roles[0] != roles[1]:
        return roles == found_roles[::-1]
    is_marked = len({*roles, *found_roles}) > 1 or roles[0] in _TELLING_ROLES
    return not is_marked and _is_exchanged_by_order(one, other, pair)


def _is_exchanged_by_order(
    one: tuple[Item, int, Item, int], other: tuple[Item, int, Item, int], pair: Pair
) -> bool:
    (said_one, at_one, _, there_one), (said_two, at_two, _, there_two) = one, other
    if (at_one < at_two) == (there_one < there_two) or said_one.is_value or said_two.is_value:
        return False
    if not all(_is_same_form(shared[0].form, shared[2].form) for shared in (one, other)):
        return False  # "the sale was announced" and "announced that it would be sold"
    if pair.claim.language not in _SUBJECT_FIRST and not (said_one.is_name and said_two.is_name):
        return False  # other languages put a subject behind its verb as well
    return not _between(pair.claim_clause, at_one, at_two).isdisjoint(
        _between(pair.evidence_clause, there_one, there_two)
    )


def _is_same_form(one: str, other: str) -> bool:
    """True for a word and its plural; False for a verb and the noun of it."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[len(short) :] in ("", "s", "es")


def _is_exchanged_by_voice(
    one: tuple[Item, int, Item, int], other: tuple[Item, int, Item, int], pair: Pair
) -> bool:
    """In the passive the agent stands behind "by"; in the active it comes first."""
    is_said_passive = pair.claim_clause.is_passive
    agent, acted_on = (one, other) if (one[0] if is_said_passive else one[2]).role == "by" else (other, one)
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


def _between(clause: Clause, one: int, other: int) -> frozenset[str]:
    low, high = sorted((one, other))
    return frozenset(key for item in clause.items[low + 1 : high] for key in item.keys)


def _kind(item: Item) -> str:
    return "order" if item.role in _ORDERED else item.role


def _is_ordered(shared: tuple[Item, int, Item, int]) -> bool:
    return shared[0].role in _ORDERED or shared[2].role in _ORDERED


def _time_conflicts(pair: Pair) -> Iterator[Conflict]:
    for item in pair.claim_clause.items:
        other = pair.match(item)
        if other is None or item.role == other.role:
            continue
        if item.role in _TIME_ROLES and other.role in _TIME_ROLES:
            yield Conflict("order", item.role, other.role)
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
    """True for "before the paint has dried" where the other side says "once the paint has dried"."""
    before = [item for item in clause.items if item.role == "before" and not item.is_value]
    over = (one for one in other.clauses if one.intro == "when")
    return bool(before) and any(all(find_item(one.items, item) for item in before) for one in over)
