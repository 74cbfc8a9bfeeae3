"""Cut a sentence into segments: clauses, conditions and contrasts that each state something.

Without a parser: punctuation, conjunctions and auxiliaries tell where a clause begins. A list stays in the
segment of its clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from genai_core.domain.facts.logic.token import Token
from genai_core.domain.facts.values.reading import is_value_form

VERBS = ("be", "have", "do", "may", "might", "must", "should", "will", "plan", "neednot", "past")
"""Kinds of words that a clause has and a list item does not."""

_OPENERS = ("unless", "if", "evenif", "when", "but", "because")
"""Kinds of words that begin a segment in any position, the more specific first."""

LABEL_WORDS = 4
_CLAUSE_WORDS = 2
_LEADING = frozenset((*_OPENERS, "first"))
_HARD_MARKS = frozenset(";:()|\n–—.!?")
_EXCEPTED = ("all", "everyone", "none")


@dataclass(slots=True)
class Piece:
    """Tokens between two boundaries.

    Attributes:
        joint: The kind of the boundary before them. is_parted: A comma stands before it.
    """

    joint: str = ""
    is_parted: bool = False
    tokens: list[Token] = field(default_factory=list[Token])

    @property
    def has_verb(self) -> bool:
        return any(token.has(*VERBS) for token in self.tokens)

    @property
    def content(self) -> frozenset[str]:
        return frozenset(key for token in self.tokens if token.is_content for key in token.keys)


@dataclass(frozen=True, slots=True)
class Segment:
    """One clause.

    Attributes:
        intro: How it begins: a kind such as `if`, `unless`, `but`, `first`, or the mark before it, or empty.
        pieces: Its tokens, cut at commas and "and".
    """

    intro: str
    pieces: tuple[tuple[Token, ...], ...]

    @property
    def tokens(self) -> Iterator[Token]:
        return (token for piece in self.pieces for token in piece)


def split_segments(tokens: Sequence[Token]) -> list[Segment]:
    """Returns the segments of a sentence's tokens in order; none for a sentence without words.

    Text in brackets follows the sentence that it interrupts.
    """
    outside, inside = _without_brackets(tokens)
    return [segment for part in (outside, *inside) for segment in _split(part)]


def _without_brackets(tokens: Sequence[Token]) -> tuple[list[Token], list[list[Token]]]:
    outside: list[Token] = []
    inside: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if token.form == "(" and token.is_mark:
            depth += 1
            inside.append([])
        elif token.form == ")" and token.is_mark:
            depth = max(0, depth - 1)
        else:
            (inside[-1] if depth else outside).append(token)
    return outside, inside


def _split(tokens: Sequence[Token]) -> list[Segment]:
    segments: list[Segment] = []
    intro, joined = "", list[Piece]()
    for piece in _pieces(tokens):
        if joined and _begins_segment(piece, joined, intro):
            segments.append(_segment(intro, joined))
            intro, joined = "", []
        if not joined:
            intro = piece.joint if piece.joint not in (",", "and", "or") else ""
        joined.append(piece)
    if joined:
        segments.append(_segment(intro, joined))
    return segments


def _segment(intro: str, pieces: Sequence[Piece]) -> Segment:
    lead = next((kind for token in pieces[0].tokens[:1] for kind in ("first", "then") if token.has(kind)), "")
    return Segment(intro or lead, tuple(tuple(piece.tokens) for piece in pieces))


def _begins_segment(piece: Piece, before: Sequence[Piece], intro: str) -> bool:
    if not piece.content and any(token.has("deny", "none") for token in piece.tokens):
        return False
    if piece.joint not in (",", "and", "or"):
        return piece.joint != ":" or not _is_label(before)
    if piece.joint == "," and intro in _LEADING and len(before) == 1:
        return True
    if _is_clause(piece, before):
        return True
    last = before[-1]
    if _agents(piece) and any(token.has("by") for earlier in before for token in earlier.tokens):
        return True
    return len(last.tokens) > 1 and len(piece.tokens) > 1 and not last.content.isdisjoint(piece.content)


def _is_clause(piece: Piece, before: Sequence[Piece]) -> bool:
    """True for a piece with a verb of its own, or with a subject and its verb form."""
    has_verb_before = any(earlier.has_verb for earlier in before)
    if piece.has_verb and (has_verb_before or (_starts_with_verb(piece) and not _excepts(before))):
        return True
    if _is_added(piece, before):
        return True
    return piece.joint != "or" and _has_own_subject(piece.tokens) and not _is_enumerated(before)


def _excepts(before: Sequence[Piece]) -> bool:
    """True for "All staff, except interns," before its verb."""
    return any(token.has("except") for token in before[-1].tokens[:1])


def _is_added(piece: Piece, before: Sequence[Piece]) -> bool:
    """True for what follows the only comma, with "and": "..., and children need an adult with them"."""
    is_last = piece.joint == "and" and piece.is_parted and len(before) == 1
    return is_last and all(_count(part) >= _CLAUSE_WORDS for part in before) and _count(piece) > _CLAUSE_WORDS


def _count(piece: Piece) -> int:
    return sum(token.is_content for token in piece.tokens)


def _is_label(before: Sequence[Piece]) -> bool:
    """True for the text before the colon of "Saturday: closed"."""
    return len(before) == 1 and not before[0].has_verb and len(before[0].tokens) <= LABEL_WORDS


def _starts_with_verb(piece: Piece) -> bool:
    return bool(piece.tokens) and piece.tokens[0].has(*VERBS)


def _has_own_subject(tokens: Sequence[Token]) -> bool:
    """True for "his wife designed its flag" and "Mara came second": a subject and its verb."""
    first = tokens[0]
    if first.has("possessive", "article"):
        inner = list(takewhile(lambda token: token.is_content, tokens[1:]))
        following = tokens[1 + len(inner) : 2 + len(inner)]
        return len(inner) > 1 and any(token.has("possessive", "article") for token in following)
    is_name = first.is_content and first.is_capital
    return is_name and len(tokens) > 2 and tokens[1].is_content and not tokens[1].is_capital


def _is_enumerated(before: Sequence[Piece]) -> bool:
    """True for a list: nothing before the boundary is more than a name or a thing."""
    return all(sum(token.is_content for token in piece.tokens) < _CLAUSE_WORDS for piece in before)


def _agents(piece: Piece) -> bool:
    """True for "reviewed by Kim": a participle and its agent."""
    return any(token.has("by") for token in piece.tokens[1:]) and piece.tokens[0].is_content


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    """Yields the tokens between marks, conjunctions and openers; openers are left out."""
    piece = Piece()
    for position, token in enumerate(tokens):
        if token.form == ".":
            continue  # full stop of an abbreviation: the text is one sentence
        joint = None
        if not token.is_content:
            joint = _joint(token, tokens[:position], tokens[position + 1 : position + 2])
        if joint is None:
            piece.tokens.append(token)
            continue
        if piece.tokens:
            yield piece
            piece = Piece()
        if joint != "," or not piece.joint:
            piece.is_parted = piece.joint == ","
            piece.joint = joint
    if piece.tokens:
        yield piece


def _joint(token: Token, before: Sequence[Token], after: Sequence[Token]) -> str | None:
    """Returns the kind of boundary that a token is; None if it is not a boundary."""
    if token.is_mark:
        return "." if token.form in _HARD_MARKS and token.form != ":" else token.form
    if token.has("except", "either"):
        return None
    for opener in _OPENERS:
        if token.has(opener) and not _is_other_use(opener, token, before, after):
            return opener
    if token.has("and"):
        return "and"
    if token.has("relative") and before and before[-1].form == ",":
        return "relative"
    return None


def _is_value(token: Token) -> bool:
    return token.is_content and is_value_form(token.form, is_capital=token.is_capital)


def _excepts_one(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """True for "every train but the last", which denies nothing of what follows it."""
    is_every = before[-1].is_content and any(token.has(*_EXCEPTED) for token in before[-2:-1])
    return is_every and any(token.has("article") for token in after)


def _is_other_use(opener: str, token: Token, before: Sequence[Token], after: Sequence[Token]) -> bool:
    """True if a word does not open a segment here: "everyone but Carla", "s'arrête", "higher than"."""
    if opener == "but" and before and (before[-1].has(*_EXCEPTED) or _excepts_one(before, after)):
        return True
    if opener == "if" and token.form in ("s'", "se"):
        is_first = not before or before[-1].is_mark or before[-1].has("and", "but")
        return not (is_first or (token.form == "s'" and after and after[0].form in ("il", "ils")))
    if opener == "because" and token.has("from") and after and _is_value(after[0]):
        return True  # "closed since 2011"
    return opener == "when" and token.has("than") and bool(before) and not before[-1].is_mark
