"""Read numbers in digits, with the language's separators, and in words."""

from __future__ import annotations

import re
from functools import lru_cache

from genai_core.domain.facts.values.tokens import Tokens
from genai_core.domain.facts.values.value import FRACTION_STEP
from genai_core.domain.facts.values.vocabulary import Vocabulary

HALF_STEP = 0.5
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_SPACES = re.compile(r"[ \u00a0\u202f'’]")
_MOST_DIGITS = 100
"""Longer digit strings do not count anything; beyond 300 digits a float cannot hold the value."""
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+")
_SCALE_FROM = 100.0
_MAX_WORDS = 12


@lru_cache(maxsize=8192)
def read_digits(digits: str, language: str, *, currency: str = "", scaled: bool = False) -> tuple[float, ...]:
    """Returns the possible values of digits with separators, the likeliest first; empty if there are none.

    One separator with three digits after it follows the language ("1.000" is a thousand in German), but no
    price has three decimals. Without a language both readings stay.
    """
    if digits in _FRACTIONS:
        return (_FRACTIONS[digits],)
    bare = _SPACES.sub("", digits.replace(", ", ","))
    if len(bare) > _MOST_DIGITS:
        return ()
    if _ONE_GROUP.fullmatch(bare):
        return _one_group(bare, language, currency, scaled)
    if _GROUPS.fullmatch(bare):
        return (float(bare.replace(".", "").replace(",", "")),)
    last = max(bare.rfind("."), bare.rfind(","))
    whole, decimals = (bare, "") if last < 0 else (bare[:last], bare[last + 1 :])
    separator = bare[last] if last >= 0 else ""
    if (separator and separator in whole) or not _is_whole(whole):
        return ()
    return (float(f"{re.sub('[.,]', '', whole) or '0'}.{decimals or '0'}"),)


def _is_whole(whole: str) -> bool:
    return whole.isdecimal() or not whole or _GROUPS.fullmatch(whole) is not None


def _one_group(bare: str, language: str, currency: str, scaled: bool) -> tuple[float, ...]:
    thousands = float(bare.replace(".", "").replace(",", ""))
    decimal = float(bare.replace(",", "."))
    if scaled:
        return (decimal,)
    is_point = "." in bare
    if not language:
        return (thousands,) if currency else (thousands, decimal)
    if (language == "english") != is_point:
        return (thousands,)
    # The reverse reading: an amount of money is still in thousands, and a count may be.
    if currency:
        return (decimal, thousands) if is_point and "EUR" not in currency else (thousands,)
    return (decimal,) if is_point else (decimal, thousands)


def step_in_words(value: float) -> float:
    """Returns the last significant place of a number in words; that of "anderthalb" is a half."""
    if value != int(value):
        return HALF_STEP if value > 1.0 else FRACTION_STEP
    whole = f"{int(abs(value))}"
    return 10.0 ** (len(whole) - len(whole.rstrip("0"))) if value else 1.0


def place_value(digits: str, value: float) -> float:
    """Returns the value of the last significant place: 0.1 for "2.5", 100 for "1,200"."""
    decimals = re.search(r"[.,](\d+)$", digits)
    if decimals and value != int(value):
        return 10.0 ** -len(decimals.group(1))
    whole = f"{int(abs(value))}"
    zeros = len(whole) - len(whole.rstrip("0"))
    if decimals and not _GROUPS.fullmatch(digits):
        return 10.0 ** -len(decimals.group(1))
    return 10.0**zeros if value else 1.0


def may_begin_number(form: str, words: Vocabulary) -> bool:
    """True if a number in words, an ordinal, a multiple or a fraction may begin with a form."""
    return form in words.number_openers or any(joint in form for joint, _ in _JOINTS.get(words.language, ()))


def read_words(tokens: Tokens, index: int) -> tuple[float | None, int]:
    """Returns the number in words that begins at a token, and its length: "two hundred and ten"."""
    total, current, position, last = 0.0, 0.0, index, 0.0
    while position - index < _MAX_WORDS:
        value, length = _number_phrase(tokens, position)
        if value is None:
            linked, link_length = _after_link(tokens, position) if position > index else (None, 0)
            if linked is None or linked >= last:
                break
            position += link_length
            continue
        if value >= _SCALE_FROM and (value == int(value)) and value in (100.0, 1e3, 1e6, 1e9, 1e12):
            if value >= 1e3:
                total, current = total + (current or 1.0) * value, 0.0
            else:
                current = (current or 1.0) * value
        elif current and value >= last:
            break
        else:
            current += value
        last, position = value, position + length
    return (total + current, position - index) if position > index else (None, 0)


def _after_link(tokens: Tokens, position: int) -> tuple[float | None, int]:
    """Returns the number word after "and" that continues a number: "two hundred and ten"."""
    if tokens.form(position) not in tokens.words.words("and"):
        return None, 0
    value, _ = _number_phrase(tokens, position + 1)
    return value, 1


def _number_phrase(tokens: Tokens, index: int) -> tuple[float | None, int]:
    token = tokens.at(index)
    if not token.form or token.is_number or not token.form[0].isalpha():
        return None, 0
    for length in (4, 3, 2, 1) if token.form in tokens.words.number_words else ():
        value = tokens.words.numbers.get(tokens.forms(index, length))
        if value is not None:
            return value, length
    value = compound_number(token.form, tokens.words)
    return (value, 1) if value is not None else (None, 0)


_HALVES = frozenset(("half", "demi", "demie", "medio", "media", "mezzo", "mezza", "meio", "meia"))


def and_half(tokens: Tokens, index: int) -> int:
    """Returns the length in tokens of "and a half" at a position; 0 if it is not there."""
    if tokens.form(index) not in tokens.words.words("and"):
        return 0
    after = index + 2 if tokens.form(index + 1) == "a" else index + 1
    return after + 1 - index if tokens.form(after) in _HALVES else 0


_JOINTS = {
    "german": (("tausend", 1000.0), ("hundert", 100.0)),
    "dutch": (("duizend", 1000.0), ("honderd", 100.0)),
    "italian": (("mila", 1000.0), ("mille", 1000.0), ("cento", 100.0)),
}


def compound_number(form: str, words: Vocabulary) -> float | None:
    """Returns the value of a number written as one word: "zweihundertfünfzig"."""
    for joint, factor in _JOINTS.get(words.language, ()):
        before, linker, after = form.partition(joint)
        if not linker:
            continue
        left = _part(before, words) if before else 1.0
        right = _part(after.removeprefix("und"), words) if after else 0.0
        if left is not None and right is not None and left < factor * 10 and right < factor:
            return left * factor + right
    return None


def _part(form: str, words: Vocabulary) -> float | None:
    value = words.numbers.get((form,))
    return value if value is not None else compound_number(form, words)
