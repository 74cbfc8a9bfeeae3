"""Find what a clause denies: which words a "not", "fails to" or "without" applies to, and its scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from genai_core.domain.facts.logic.concepts import keys_of_any
from genai_core.domain.facts.logic.segments import Segment
from genai_core.domain.facts.logic.tokens import Token

CONCORD = ("french", "spanish", "italian", "portuguese")
"""Languages in which several negative words in a clause make one denial."""

PLAIN, LEXICAL, PHRASE = "plain", "lexical", "phrase"
"""Kinds of denials: "not" and "no"; "fails to", which can reverse another; "without", for its phrase."""

LEXICAL_ENDS = (" to", "lack", "lacks", "lacked", "lacking", " that", "unable", "außerstande", "unfähig")
_SCOPE_WORDS = 4
_PHRASE_WORDS = 3
_FRENCH_NE = frozenset(("ne", "n'"))
_FRENCH_QUE = frozenset(("que", "qu'"))


@dataclass(frozen=True, slots=True)
class Denial:
    """One denial: `first` are the words it denies directly, `reach` all words that it may deny.

    Attributes:
        is_universal: It denies something of all: "none", "no one".
    """

    kind: str
    form: str
    first: tuple[frozenset[str], ...]
    reach: tuple[frozenset[str], ...]
    is_universal: bool = False


def read_denials(segment: Segment, language: str) -> tuple[list[Denial], dict[int, str]]:
    """Returns the denials, and by position the kind of denial of each word that is denied directly."""
    tokens = tuple(segment.tokens)
    starts = _piece_starts(segment)
    denials: list[Denial] = []
    denied: dict[int, str] = {}
    for position, token in enumerate(tokens):
        kind = None if token.is_content else _denial_kind(tokens, position)
        if kind is None:
            continue
        is_concord = language in CONCORD and any(d.kind == PLAIN and d.form != token.form for d in denials)
        if kind == PLAIN and is_concord:
            continue
        if kind == PHRASE:
            end = next((start for start in starts if start > position), len(tokens))
            scope = _phrase_scope(tokens[:end], position) or _phrase_scope(tokens, position)
        else:
            scope = _scope(tokens, position, starts)
        is_forward = bool(scope) and scope[0] > position and kind != PHRASE
        first = scope[:1] if is_forward else scope
        denials.append(
            Denial(
                kind,
                token.form,
                tuple(tokens[i].keys for i in first),
                tuple(tokens[i].keys for i in scope),
                is_universal=token.has("none"),
            )
        )
        denied.update(dict.fromkeys(first, kind))
    return denials, denied


def _piece_starts(segment: Segment) -> list[int]:
    starts, position = list[int](), 0
    for piece in segment.pieces:
        starts.append(position)
        position += len(piece)
    return starts


def _denial_kind(tokens: Sequence[Token], position: int) -> str | None:
    token = tokens[position]
    if token.has("without", "free"):
        return PHRASE
    if not token.has("deny", "none") or _only_limits(tokens, token):
        return None
    return LEXICAL if token.form.endswith(LEXICAL_ENDS) else PLAIN


def _only_limits(tokens: Sequence[Token], token: Token) -> bool:
    """True for French "ne ... que", which limits and does not deny."""
    return token.form in _FRENCH_NE and is_french_only(tokens)


def is_french_only(tokens: Sequence[Token]) -> bool:
    """True for a clause with French "ne ... que", which limits as "only" does."""
    forms = [token.form for token in tokens]
    starts = [position for position, form in enumerate(forms) if form in _FRENCH_NE]
    if not starts or any(token.has("deny", "none") and token.form not in _FRENCH_NE for token in tokens):
        return False
    return any(form in _FRENCH_QUE for form in forms[starts[0] :])


def _scope(tokens: Sequence[Token], position: int, starts: Sequence[int]) -> list[int]:
    """Returns the positions of the words that a denial denies: those after it, else those of its piece."""
    after = [index for index in range(position + 1, len(tokens)) if tokens[index].is_content]
    if after:
        return after[:_SCOPE_WORDS]
    start = max(begin for begin in starts if begin <= position)
    before = [index for index in range(position) if tokens[index].is_content]
    return [index for index in before if index >= start] or before


def _phrase_scope(tokens: Sequence[Token], position: int) -> list[int]:
    """Returns the positions of the words after a preposition such as "without", or before a "-free"."""
    if tokens[position].has("free"):
        return [position - 1]
    scope: list[int] = []
    for index in range(position + 1, len(tokens)):
        if scope and tokens[index].is_content and not tokens[index].keys.isdisjoint(_rules()):
            break  # "ohne Helm erlaubt": the verb after the noun belongs to another part of the clause
        if tokens[index].is_content:
            scope.append(index)
        elif scope and not tokens[index].has("article", "or", "and"):
            break
    return scope[:_PHRASE_WORDS]


@cache
def _rules() -> frozenset[str]:
    """Returns the keys of what rules say: that something is allowed, forbidden, valid or possible."""
    words = ("allow", "forbid", "valid", "invalid", "possible", "impossible", "accept", "reject")
    return keys_of_any(words)
