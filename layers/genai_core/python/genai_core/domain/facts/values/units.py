"""Read the unit of an amount and what it is per: "5 mg per day", "25 euros a month", "60 km/h"."""

from __future__ import annotations

from functools import cache

from genai_core.domain.facts.values.tokens import Tokens
from genai_core.domain.facts.values.value import Unit
from genai_core.domain.facts.values.vocabulary import unit_names, unit_symbols

_LONGEST = 3
_FREQUENT = {"daily": 86400.0, "hourly": 3600.0, "weekly": 604800.0, "fortnightly": 1209600.0}
_MONTHLY = {"monthly": 1.0, "quarterly": 3.0, "half_yearly": 6.0, "yearly": 12.0}
PERIODS = (*_FREQUENT, *_MONTHLY)
"""Markers of adverbs of frequency."""
_PARTS_OF_YEAR = {"quarter": 3.0, "half": 6.0}


def unit_at(tokens: Tokens, index: int) -> tuple[Unit | None, int]:
    """Returns the unit that begins at a token, and its length; symbols are case-sensitive."""
    token = tokens.at(index)
    if not token.form or token.form in ",;:.!?|\n" or token.is_number:
        return None, 0
    for length in range(_LONGEST, 0, -1):
        unit = unit_names().get(tokens.forms(index, length)) if length > 1 else None
        if unit:
            return unit, length
    raw = token.raw.replace(" ", "")
    unit = _symbol(raw) or unit_names().get((token.form,))
    if unit is None or _is_word(tokens, index):
        return None, 0
    return unit, 1


@cache
def _symbol(raw: str) -> Unit | None:
    return unit_symbols().get(raw) or unit_symbols().get(raw.replace("°c", "°C"))


def _is_word(tokens: Tokens, index: int) -> bool:
    """True for a word that is not a unit here: "in" is rarely inches, nor the "l" of "l'hôtel" litres."""
    form = tokens.form(index)
    if form == "in":
        return not tokens.touches(index) and tokens.form(index - 2) not in {"ft", "feet", "foot"}
    if form in {"a", "d", "s", "h", "l", "m", "g", "t", "v", "w", "b", "k", "j", "n"}:
        # "the 3 m" is metres, "3 M" may be anything: a capital letter counts only as a known symbol.
        return tokens.form(index + 1) in {"'", "’"}
    return False


def money_before(tokens: Tokens, index: int) -> tuple[Unit | None, int]:
    """Returns the currency directly before a number, as in "$5", "EUR 20" or "US$ 3"."""
    token = tokens.at(index - 1)
    unit = unit_names().get((token.form,)) if token.form else None
    is_sign = len(token.form) <= 3 and unit is not None and unit.dimension.startswith("currency")
    return (unit, 1) if is_sign and (not token.form.isalpha() or token.raw.isupper()) else (None, 0)


def money_after(tokens: Tokens, index: int) -> tuple[Unit | None, int]:
    """Returns the currency that begins at a token, and its length; other units are none."""
    unit, length = unit_at(tokens, index)
    return (unit, length) if unit and unit.dimension.startswith("currency") else (None, 0)


_NOT_COUNTED = frozenset(
    ("el", "la", "los", "las", "un", "una", "o", "a", "os", "as", "um", "uma", "le", "les", "l", "des", "une")
)
"""Articles behind "por" or "par", which then say by whom, not per what."""


def per_at(tokens: Tokens, index: int) -> tuple[Unit | None, int]:
    """Returns what an amount is per, and the length in tokens: "per day", "a month", "/h", "daily"."""
    adverb, length = tokens.follows(index, PERIODS)
    if adverb:
        return period(adverb), length
    key, length = tokens.follows(index, ("per",))
    if not key:
        return None, 0
    unit, unit_length = unit_at(tokens, index + length)
    if unit:
        return unit, length + unit_length
    part, part_length = tokens.follows(index + length, tuple(_PARTS_OF_YEAR))
    if part and (tokens.words.language != "english" or _is_quarter(tokens, index + length)):
        return Unit("calendar", _PARTS_OF_YEAR[part]), length + part_length
    noun = tokens.at(index + length)
    is_explicit = (
        tokens.form(index) in {"per", "pro", "je", "par", "por", "cada", "/"} and noun.form.isalpha()
    )
    if not is_explicit or noun.form in _NOT_COUNTED or (noun.form,) in tokens.words.numbers:
        return None, 0  # "fundada em 1954 por dois irmãos": by them, not per brother
    return Unit(f"each {noun.form[:5]}", 1.0), length + 1


def _is_quarter(tokens: Tokens, index: int) -> bool:
    """True for the quarter of "once a quarter", False in "a quarter of the staff"."""
    return tokens.form(index) == "quarter" and tokens.form(index + 1) not in {"of", "past", "to", "after"}


def period(adverb: str) -> Unit:
    """Returns the interval of what happens "daily", "monthly" and so on."""
    if adverb in _FREQUENT:
        return Unit("duration", _FREQUENT[adverb])
    return Unit("calendar", _MONTHLY[adverb])
