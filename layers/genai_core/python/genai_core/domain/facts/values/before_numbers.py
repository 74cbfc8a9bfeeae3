"""Read the words before a number: its sign, bound and precision, and whether it is part of a whole."""

from __future__ import annotations

import re

from genai_core.domain.facts.values.ranges import FoundNumber
from genai_core.domain.facts.values.tokens import Tokens
from genai_core.domain.facts.values.value import Qualifier, Role

_BEFORE: tuple[Qualifier, ...] = (
    "at_least",
    "at_most",
    "more",
    "less",
    "about",
    "exactly",
    "over",
    "under",
)
_ROLES: tuple[Role, ...] = ("delta", "before", "after", "start", "end")
_ROLE_OF: dict[str, Role] = {role: role for role in _ROLES}
_SIGNS: dict[str, Qualifier] = {
    "≥": "at_least",
    "≤": "at_most",
    ">": "more",
    "<": "less",
    "~": "about",
    "≈": "about",
}
_QUALIFIERS: dict[str, Qualifier] = {key: key for key in _BEFORE}
_YEAR = re.compile(r"\d{4}")
_MINUS = frozenset("-−–")
_MAX_QUALIFIERS = 3
_MAX_EXCEPTED = 4
_MAX_NAME_TOKENS = 4
OF = frozenset(
    (
        "of",
        "von",
        "de",
        "des",
        "di",
        "delle",
        "dei",
        "degli",
        "dos",
        "das",
        "van",
        "sur",
        "su",
        "der",
        "des",
        "del",
        "della",
        "dello",
        "do",
        "da",
        "du",
    )
)
_OF_ARTICLES = frozenset(
    ("the", "den", "der", "les", "las", "los", "le", "gli", "i", "as", "os", "these", "those")
)
_PLURAL_ARTICLES = frozenset(("les", "los", "las", "i", "gli", "os", "as"))
_ARTICLES = frozenset(("the", "den", "dem", "le", "la"))


def look_back(tokens: Tokens, number: FoundNumber) -> tuple[int, Qualifier, Role, bool]:
    """Reads the words before a number: sign, bound, approximation, start or end."""
    first, is_negative = number.first, False
    qualifier: Qualifier = ""
    role: Role = ""
    if _is_minus(tokens, first - 1):
        first, is_negative = first - 1, True
    elif tokens.form(first - 1) == "+" and tokens.touches(first):
        first -= 1
    number.first = first
    for _ in range(_MAX_QUALIFIERS):
        sign = _SIGNS.get(tokens.form(first - 1))
        key, length = (sign, 1) if sign else _marker_before(tokens, first)
        if key == "minus":
            if _excepts(tokens, first - length):
                break  # "todas menos dos": all except two
            is_negative = True
        elif key:
            qualifier = qualifier or _QUALIFIERS[key]
        else:
            role = _role(tokens, first)
            qualifier = qualifier or _bound_of_name(tokens, first)
            break
        first -= length
    return first, qualifier, role, is_negative


def _excepts(tokens: Tokens, index: int) -> bool:
    """True if a word such as "all" precedes the noun before a position."""
    before = (tokens.form(position) for position in range(index - _MAX_EXCEPTED, index))
    return not tokens.words.words("whole").isdisjoint(before)


def _marker_before(tokens: Tokens, first: int) -> tuple[str, int]:
    """Returns the kind and length of the marker before a number, or its article: "superare i 20 kg"."""
    key, length = tokens.precedes(first, (*_BEFORE, "minus"))
    if key or tokens.form(first - 1) not in _PLURAL_ARTICLES:
        return key, length
    key, length = tokens.precedes(first - 1, ("more", "less"))
    return key, length + 1 if key else 0


def _bound_of_name(tokens: Tokens, index: int) -> Qualifier:
    """Returns the bound of "at least Android 9", which precedes the name."""
    start = index
    while index - start < _MAX_NAME_TOKENS and _is_of_name(tokens, start - 1):
        start -= 1
    key, _ = tokens.precedes(start, ("at_least", "at_most")) if start < index else ("", 0)
    return _QUALIFIERS.get(key, "")


def _is_of_name(tokens: Tokens, index: int) -> bool:
    """True for each token of "Node.js", and for a word such as "version"."""
    token = tokens.at(index)
    is_inside = tokens.touches(index) and "." in (token.form, tokens.form(index - 1))
    return token.raw[:1].isupper() or is_inside or token.form in tokens.words.words("version")


def _is_minus(tokens: Tokens, index: int) -> bool:
    """True for a minus sign, not for the hyphen of a range or compound."""
    token = tokens.at(index)
    if token.form not in _MINUS or not tokens.touches(index + 1):
        return False
    if (
        index
        and tokens.touches(index)
        and tokens.form(index - 1) not in {"(", "[", "|", "/", ":", "<", ">", "=", "±", "~", "≈"}
    ):
        return False
    return token.form == "−" or not tokens.at(index - 1).is_number or not tokens.touches(index)


def _role(tokens: Tokens, first: int) -> Role:
    role = role_before(tokens, first)
    if role not in ("", "end"):
        return role
    is_change = bool(tokens.precedes(first, ("delta",) if role else ("change",))[0])
    return "delta" if is_change else role


def role_before(tokens: Tokens, first: int) -> Role:
    """Returns what the words before a value say: that something starts at it, ends at it, or changes by it.

    "The rent amounts to 900 euros" is not an end.
    """
    position = first
    while tokens.form(position - 1) in _ARTICLES:
        position -= 1
    key, _ = tokens.precedes(position, ("stated", *_ROLES))
    return _ROLE_OF.get(key, "")


def is_whole(tokens: Tokens, first: int) -> bool:
    """True for the seven of "three of the seven", "of the seven islands, three" and "three in seven"."""
    position = first - 1
    while tokens.form(position) in _OF_ARTICLES:
        position -= 1
    before = tokens.at(position - 1)
    is_counted = before.is_number or (before.form,) in tokens.words.numbers
    if tokens.form(position) == "in" and position == first - 1:
        return is_counted and not _YEAR.fullmatch(tokens.form(first))
    if tokens.form(position) not in OF:
        return False
    return is_counted or before.form == "out" or (before.form in {"", ".", "\n"} and position < first - 1)
