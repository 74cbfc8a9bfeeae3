"""What one segment of a sentence says: its words and their roles, what is denied, limited or possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from genai_core.domain.facts.logic.concepts import keys_of
from genai_core.domain.facts.logic.quantities import Amount, read_quantities
from genai_core.domain.facts.logic.segments import Segment
from genai_core.domain.facts.logic.tokens import Token

CONCORD = ("french", "spanish", "italian", "portuguese")
"""Languages in which several negative words of a clause are one denial."""

PLAIN, LEXICAL, PHRASE = "plain", "lexical", "phrase"
"""Kinds of denials: "not" and "no"; "fails to", which turns another one round; "without", for its phrase."""

_LEXICAL_ENDS = (" to", "lack", "lacks", "lacked", "lacking", " that", "unable", "außerstande", "unfähig")
_SCOPE_WORDS = 4
_PHRASE_WORDS = 3
_MODALS = ("neednot", "must", "should", "plan", "might", "may", "will")
_TIMES = ("before", "after", "until", "from")
_FRENCH_NE = frozenset(("ne", "n'"))
_FRENCH_QUE = frozenset(("que", "qu'"))


@dataclass(frozen=True, slots=True)
class Item:
    """One content word of a clause.

    Attributes:
        role: The preposition that governs it, "by", "than", a kind of time; empty for none.
        denial: The kind of denial that denies it before all, empty for none.
        is_alternative: It is one of what "or" offers.
        is_name: Written with a capital letter.
        is_head: No other word stands between it and what governs it.
        start: Where it stands in the text.
    """

    form: str
    keys: frozenset[str]
    role: str
    denial: str
    is_alternative: bool = False
    is_name: bool = False
    is_head: bool = True
    start: int = 0


@dataclass(frozen=True, slots=True)
class Denial:
    """One denial: `first` are the words it denies before all, `reach` all that it may deny."""

    kind: str
    form: str
    first: tuple[frozenset[str], ...]
    reach: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One segment, read.

    Attributes:
        excepted: Words that an exception names. limited: Words that "only" limits.
        particles: Keys of words such as "off" and "above".
        permits: A modal that allows something, as a word that "forbidden" is the opposite of.
        is_past: It tells what happened.
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

    @property
    def is_denied(self) -> bool:
        """True if it is denied on the whole: "did not fail to pay" is not."""
        kinds = [denial.kind for denial in self.denials]
        return (PLAIN in kinds) != (kinds.count(LEXICAL) % 2 == 1)


def read_clause(segment: Segment, language: str) -> Clause:
    """Returns what a segment says."""
    tokens = tuple(segment.tokens)
    denials, denied = _denials(segment, language)
    excepted = _excepted(tokens)
    modal = _modal(tokens, is_denied=bool(denials), language=language)
    if modal == "neednot":
        denials, denied = [], {}
    return Clause(
        intro=segment.intro,
        items=tuple(_items(tokens, denied)),
        denials=tuple(denials),
        amounts=tuple(read_quantities(tokens)),
        modal=modal,
        modal_start=next((token.start for token in tokens if token.has(*_MODALS)), 0),
        is_past=any(token.has("past") for token in tokens),
        is_passive=any(token.has("be") for token in tokens) and any(token.has("by") for token in tokens),
        has_only=any(token.has("only") for token in tokens) or _french_only(tokens),
        has_or=any(token.has("or") for token in tokens),
        has_either=any(token.has("either") for token in tokens),
        has_than=any(token.has("than") for token in tokens),
        has_pronoun=any(token.has("pronoun") and not token.has("possessive") for token in tokens),
        has_possessive=any(token.has("possessive") for token in tokens),
        excepted=excepted,
        particles=tuple((token.form, token.keys) for token in tokens if token.has("particle")),
        permits=tuple(_permits(tokens, modal))[:1],
    )


def _permits(tokens: Sequence[Token], modal: str) -> Iterator[Item]:
    """Yields "allowed" for what may be done, "compulsory" for what must, "voluntary" for what need not.

    What must not be done may not.
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
    for place, token in enumerate(tokens):
        if token.is_content:
            denial = denied.get(place, "")
            is_option = place in options
            yield Item(
                token.form, token.keys, role, denial, is_option, token.is_capital, is_head, token.start
            )
            is_head = not role
        else:
            governing = _role_of(token)
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
    """Returns the places of content words beside an "or"."""
    places: set[int] = set()
    is_listed = sum(token.has("either") for token in tokens) > 1  # "soit Marie soit Paul"
    for index, token in enumerate(tokens):
        if not (token.has("or") or (is_listed and index and token.has("either"))):
            continue
        content = [place for place, other in enumerate(tokens) if other.is_content]
        places.update([place for place in content if place < index][-1:])
        places.update([place for place in content if place > index][:1])
    return frozenset(places)


def _denials(segment: Segment, language: str) -> tuple[list[Denial], dict[int, str]]:
    """Returns the denials, and the places of the words that they deny before all, with the denial's kind."""
    tokens = tuple(segment.tokens)
    starts = _piece_starts(segment)
    found: list[Denial] = []
    denied: dict[int, str] = {}
    for place, token in enumerate(tokens):
        kind = _denial_kind(tokens, place)
        if kind is None or (kind == PLAIN and language in CONCORD and any(d.kind == PLAIN for d in found)):
            continue
        scope = _scope(tokens, place, starts) if kind in (PLAIN, LEXICAL) else _phrase_scope(tokens, place)
        is_forward = bool(scope) and scope[0] > place and kind != PHRASE
        first = scope[:1] if is_forward else scope
        found.append(
            Denial(
                kind, token.form, tuple(tokens[i].keys for i in first), tuple(tokens[i].keys for i in scope)
            )
        )
        denied.update(dict.fromkeys(first, kind))
    return found, denied


def _piece_starts(segment: Segment) -> list[int]:
    starts, place = list[int](), 0
    for piece in segment.pieces:
        starts.append(place)
        place += len(piece)
    return starts


def _denial_kind(tokens: Sequence[Token], place: int) -> str | None:
    token = tokens[place]
    if token.has("without", "free"):
        return PHRASE
    if not token.has("deny", "none") or _only_limits(tokens, token):
        return None
    return LEXICAL if token.form.endswith(_LEXICAL_ENDS) else PLAIN


def _only_limits(tokens: Sequence[Token], token: Token) -> bool:
    """True for French "ne ... que", which limits and denies nothing."""
    return token.form in _FRENCH_NE and _french_only(tokens)


def _french_only(tokens: Sequence[Token]) -> bool:
    forms = [token.form for token in tokens]
    starts = [place for place, form in enumerate(forms) if form in _FRENCH_NE]
    if not starts or any(token.has("deny", "none") and token.form not in _FRENCH_NE for token in tokens):
        return False
    return any(form in _FRENCH_QUE for form in forms[starts[0] :])


def _scope(tokens: Sequence[Token], place: int, starts: Sequence[int]) -> list[int]:
    """Returns the places of the words that a denial denies: those after it, or its piece if none are."""
    after = [index for index in range(place + 1, len(tokens)) if tokens[index].is_content]
    if after:
        return after[:_SCOPE_WORDS]
    start = max(begin for begin in starts if begin <= place)
    before = [index for index in range(place) if tokens[index].is_content]
    return [index for index in before if index >= start] or before


def _phrase_scope(tokens: Sequence[Token], place: int) -> list[int]:
    """Returns the places of the words after a preposition such as "without", or before a "-free"."""
    if tokens[place].has("free"):
        return [place - 1]
    found: list[int] = []
    for index in range(place + 1, len(tokens)):
        if tokens[index].is_content:
            found.append(index)
        elif found and not tokens[index].has("article", "or", "and"):
            break
    return found[:_PHRASE_WORDS]


def _excepted(tokens: Sequence[Token]) -> tuple[frozenset[str], ...]:
    for place, token in enumerate(tokens):
        if token.has("except") or (token.has("but") and place > 0):
            rest = [other for other in tokens[place + 1 :] if other.is_content]
            return tuple(other.keys for other in rest[:_SCOPE_WORDS])
    return ()


def _modal(tokens: Sequence[Token], *, is_denied: bool, language: str) -> str:
    modal = next((kind for kind in _MODALS if any(token.has(kind) for token in tokens)), "")
    if modal == "must" and is_denied:
        return "neednot" if language == "german" else "may"
    return modal
