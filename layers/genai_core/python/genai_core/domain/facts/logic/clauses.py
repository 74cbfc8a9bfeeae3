"""Read one segment of a sentence: its words and their roles, and what is denied, limited or possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from genai_core.domain.facts.logic.concepts import NO_KEYS, keys_of
from genai_core.domain.facts.logic.denials import LEXICAL, PLAIN, Denial, is_french_only, read_denials
from genai_core.domain.facts.logic.owners import Owner, read_owners
from genai_core.domain.facts.logic.quantities import Amount, read_quantities
from genai_core.domain.facts.logic.segments import Segment
from genai_core.domain.facts.logic.token import Token
from genai_core.domain.facts.values.reading import is_value_form

_ONES = ("one", "ones")
"""They stand for a noun: "the blue one" does not refer back to the subject."""
_SCOPE_WORDS = 4
_MODALS = ("neednot", "must", "should", "plan", "might", "may", "will")
_TIMES = ("before", "after", "until", "from")


@dataclass(frozen=True, slots=True)
class Item:
    """One content word of a clause.

    Attributes:
        role: The preposition that governs it, "by", "than", a kind of time; empty for none.
        denial: The kind of denial that applies to it directly, empty for none.
        is_alternative: It is one of the alternatives of an "or".
        is_name: Written with a capital letter.
        is_head: No other word is between it and the word that governs it.
        start: Its position in the text.
    """

    form: str
    keys: frozenset[str]
    role: str
    denial: str
    is_alternative: bool = False
    is_name: bool = False
    is_head: bool = True
    start: int = 0

    @property
    def is_value(self) -> bool:
        """True for a number, a date or the like."""
        return is_value_form(self.form, is_capital=self.is_name)


@dataclass(frozen=True, slots=True)
class Clause:
    """One segment after reading.

    Attributes:
        excepted: Words that an exception names.
        particles: Keys of words such as "off" and "above".
        limited: Keys of the word that "only" limits.
        has_access: It says to whom something is open or closed. has_bound: It has a bound, such as "not
            longer than".
        permits: A modal that allows something, as the word whose opposite is "forbidden".
        is_past: It is about the past.
    """

    intro: str
    items: tuple[Item, ...]
    denials: tuple[Denial, ...]
    amounts: tuple[Amount, ...]
    modal: str
    modal_start: int
    is_past: bool
    is_passive: bool
    has_only: bool
    has_or: bool
    has_either: bool
    has_than: bool
    has_pronoun: bool
    has_possessive: bool
    excepted: tuple[frozenset[str], ...]
    particles: tuple[tuple[str, frozenset[str]], ...]
    permits: tuple[Item, ...]
    owners: tuple[Owner, ...]
    limited: frozenset[str]
    contrasted: frozenset[str]
    has_access: bool
    has_bound: bool

    def mentions(self, keys: frozenset[str]) -> bool:
        """True if one of its words has one of the keys."""
        return any(not item.keys.isdisjoint(keys) for item in self.items)

    @property
    def is_denied(self) -> bool:
        """True if the clause as a whole is denied; False for a double denial ("did not fail to pay")."""
        kinds = [denial.kind for denial in self.denials]
        return (PLAIN in kinds) != (kinds.count(LEXICAL) % 2 == 1)

    @property
    def is_cancelled(self) -> bool:
        """True if one denial cancels another: "not impossible to make"."""
        kinds = [denial.kind for denial in self.denials]
        return PLAIN in kinds and kinds.count(LEXICAL) % 2 == 1


def read_clause(segment: Segment, language: str) -> Clause:
    """Returns what a segment says."""
    tokens = tuple(segment.tokens)
    operators = tuple(token for token in tokens if not token.is_content)
    kinds = frozenset[str]().union(*(token.kinds for token in operators))
    denials, denied = read_denials(segment, language)
    excepted = _excepted(tokens, len(segment.pieces[0]) if segment.pieces else 0)
    modal = _modal(kinds, is_denied=bool(denials), language=language)
    if modal == "neednot":
        denials, denied = [], {}
    return Clause(
        intro=segment.intro,
        items=tuple(_items(tokens, denied)),
        denials=tuple(denials),
        amounts=tuple(read_quantities(tokens)),
        modal=modal,
        modal_start=next((token.start for token in operators if token.has(*_MODALS)), 0),
        is_past="past" in kinds,
        is_passive="be" in kinds and "by" in kinds,
        has_only="only" in kinds or is_french_only(tokens),
        has_or="or" in kinds,
        has_either="either" in kinds,
        has_than="than" in kinds,
        has_pronoun=any(
            token.has("pronoun") and not token.has("possessive") and token.form not in _ONES
            for token in operators
        ),
        has_possessive="possessive" in kinds,
        excepted=excepted,
        particles=tuple((token.form, token.keys) for token in operators if token.has("particle")),
        permits=tuple(_permits(operators, modal))[:1],
        owners=tuple(read_owners(tokens)),
        limited=_limited(tokens) if "only" in kinds else NO_KEYS,
        contrasted=_contrasted(segment) if "unlike" in kinds else NO_KEYS,
        has_access="access" in kinds,
        has_bound="bound" in kinds,
    )


def _permits(tokens: Sequence[Token], modal: str) -> Iterator[Item]:
    """Yields "allowed" for "may", "compulsory" for "must", "voluntary" for "need not".

    What must not be done is not allowed.
    """
    if modal == "neednot":
        yield from (Item(t.form, keys_of("voluntary", "english"), "", "") for t in tokens if t.has(modal))
    kinds = ("may", "must") if modal == "may" else ("may",)
    yield from (Item(t.form, keys_of("allow", "english"), "", "") for t in tokens if t.has(*kinds))
    if modal == "must":
        yield from (Item(t.form, keys_of("compulsory", "english"), "", "") for t in tokens if t.has("must"))


def _items(tokens: Sequence[Token], denied: Mapping[int, str]) -> Iterator[Item]:
    role, is_head = "", True
    options = _alternatives(tokens)
    for position, token in enumerate(tokens):
        if token.is_content:
            denial = denied.get(position, "")
            is_option = position in options
            yield Item(
                token.form, token.keys, role, denial, is_option, token.is_capital, is_head, token.start
            )
            is_head = not role
        else:
            governing = "" if not position and token.has("article") else _role_of(token)
            if token.has("relative") and not governing:
                role = ""  # "the port on which it listens": what follows is a clause of its own
            if governing or not (is_head or token.has("article", "and", "or")):
                role = governing
            is_head = True


def _role_of(token: Token) -> str:
    """Returns the role that a token gives to the words after it; empty if it gives none."""
    time = next((kind for kind in _TIMES if token.has(kind)), "")
    if time and not (time == "from" and token.has("by")):
        return time
    if token.has("by"):
        return "by"
    if token.has("than"):
        return "than"
    if token.has("preposition"):
        return token.form
    return ""


def _alternatives(tokens: Sequence[Token]) -> frozenset[int]:
    """Returns the positions of content words beside an "or"."""
    positions: set[int] = set()
    is_listed = sum(token.has("either") for token in tokens) > 1  # "soit Marie soit Paul"
    for index, token in enumerate(tokens):
        if not (token.has("or") or (is_listed and index and token.has("either"))):
            continue
        content = [position for position, other in enumerate(tokens) if other.is_content]
        positions.update([position for position in content if position < index][-1:])
        positions.update([position for position in content if position > index][:1])
    return frozenset(positions)


def _excepted(tokens: Sequence[Token], lead: int) -> tuple[frozenset[str], ...]:
    """Returns the words that an exception names; one that opens a clause ends with its first piece."""
    for position, token in enumerate(tokens):
        if token.has("except") or (token.has("but") and position > 0):
            end = lead if not position and lead < len(tokens) else len(tokens)
            rest = [other for other in tokens[position + 1 : end] if other.is_content]
            return tuple(other.keys for other in rest[:_SCOPE_WORDS])
    return ()


def _limited(tokens: Sequence[Token]) -> frozenset[str]:
    """Returns the keys of the word after "only", or before it if "only" ends the clause."""
    position = next(at for at, token in enumerate(tokens) if token.has("only"))
    after = (token.keys for token in tokens[position + 1 :] if token.is_content)
    before = (token.keys for token in reversed(tokens[:position]) if token.is_content)
    return next(after, next(before, NO_KEYS))


def _contrasted(segment: Segment) -> frozenset[str]:
    """Returns the keys of "unlike its predecessor" that the rest of the clause does not have."""
    for number, piece in enumerate(segment.pieces):
        start = next((at for at, token in enumerate(piece) if token.has("unlike")), None)
        if start is not None:
            rest = [token for other in segment.pieces[:number] for token in other]
            rest += [*piece[:start], *(token for other in segment.pieces[number + 1 :] for token in other)]
            return _content_keys(piece[start + 1 :]) - _content_keys(rest)
    return NO_KEYS


def _content_keys(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(key for token in tokens if token.is_content for key in token.keys)


def _modal(kinds: frozenset[str], *, is_denied: bool, language: str) -> str:
    modal = next((kind for kind in _MODALS if kind in kinds), "")
    if modal == "must" and is_denied:
        return "neednot" if language == "german" else "may"
    return modal
