"""Reword bounds that a denial reverses: "must not receive more than 4" as "may receive ≤ 4".

A bound is reversed by the one denial before it in its clause, or by a rule after it: "ladders over 4 m are
not allowed". A reworded text keeps its length, so that positions in it stay valid.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from genai_core.domain.facts.values.reading import read_values
from genai_core.domain.facts.values.tokens import Span, Tokens, read_tokens
from genai_core.domain.facts.values.value import Value

_SIGNS = {"more": "≤", "over": "≤", "less": "≥", "under": "≥", "at_most": "≤", "at_least": "≥"}
_REVERSED = ("more", "over", "less", "under")
_CONCORD = ("french", "spanish", "italian", "portuguese")
"""Languages in which several negative words in a clause make one denial."""
_ENDS = frozenset(".,;:!?()|\n")
_ARTICLES = frozenset(("los", "las", "i", "gli", "le", "os", "as", "les"))
_MAX_BEFORE, _MAX_AFTER = 14, 8
_PERMITTED = {
    "must": "may",
    "shall": "may",
    "doit": "peut",
    "doivent": "peuvent",
    "debe": "puede",
    "deben": "pueden",
    "deve": "può",
    "devono": "possono",
    "moet": "mag",
    "moeten": "mogen",
}
"""What "must" turns into with its denial; Portuguese "deve" is the same word as the Italian one."""
_PORTUGUESE = {"deve": "pode", "devem": "podem"}


@lru_cache(maxsize=2048)
def without_denied_bounds(text: str, language: str) -> str:
    """Returns a text with its denied bounds as signs, in the same length; the text itself if it has none."""
    reading = read_values(text, language)
    bounded = [value for value in reading.values if value.kind == "number" and value.qualifier in _SIGNS]
    if not bounded:
        return text
    tokens = read_tokens(text, reading.language)
    index_of = {token.start: index for index, token in enumerate(tokens.all)}
    letters = list(text)
    for value in bounded:
        index = index_of.get(value.start)
        denials = _denials(value, tokens, index) if index is not None else ()
        if denials and index is not None:
            _reword(letters, value, denials, tokens, index)
    return "".join(letters)


def has_bound(text: str, language: str) -> bool:
    """True if a text has an amount with a bound, or one that it calls a maximum or a minimum."""
    values = read_values(text, language).values
    return any(value.kind == "number" and (value.limit or value.qualifier in _SIGNS) for value in values)


def _reword(letters: list[str], value: Value, denials: tuple[int, ...], tokens: Tokens, index: int) -> None:
    for position in denials:
        start, end = _span(tokens, position)
        modal = _modal_beside(tokens, position)
        if modal is not None:
            word = _permitted(tokens, modal)
            start, end = min(start, tokens.at(modal).start), max(end, tokens.at(modal).end)
            letters[start:end] = word.ljust(end - start)[: end - start]
        else:
            letters[start:end] = " " * (end - start)
    start, end = tokens.at(index).start, tokens.at(_number_index(value, tokens, index)).start
    letters[start:end] = _SIGNS[value.qualifier].ljust(end - start)


def _modal_beside(tokens: Tokens, position: int) -> int | None:
    """Returns the index of the "must" before or after a denial; None if there is none."""
    beside = (position - 1, position + 1)
    return next((index for index in beside if _permitted(tokens, index)), None)


def _permitted(tokens: Tokens, index: int) -> str:
    own = _PORTUGUESE if tokens.words.language == "portuguese" else {}
    return own.get(tokens.form(index), _PERMITTED.get(tokens.form(index), ""))


def _number_index(value: Value, tokens: Tokens, index: int) -> int:
    """Returns the index of the number after the words of its bound."""
    _, length = tokens.follows(index, (value.qualifier,))
    index += max(length, 1)
    while tokens.form(index) in _ARTICLES:
        index += 1
    return index


def _denials(value: Value, tokens: Tokens, index: int) -> tuple[int, ...]:
    """Returns the indices of the words of the denial that reverses a bound; none if nothing does."""
    if value.qualifier not in _REVERSED:  # "not more than 4" is read as "at most 4"
        inside = tuple(_inside(value, tokens, index))
        is_double = bool(inside) and tokens.words.language in _CONCORD
        return (*inside, *_before(tokens, index)) if is_double else inside
    before = _before(tokens, index)
    is_one = len(before) == 1 or (bool(before) and tokens.words.language in _CONCORD)
    return before if is_one else () if before else _after(value, tokens, index)


def _inside(value: Value, tokens: Tokens, index: int) -> Iterator[int]:
    while tokens.at(index).form and tokens.at(index).start < value.end:
        if _is_denial(tokens, index):
            yield index
        index += 1


def _before(tokens: Tokens, index: int) -> tuple[int, ...]:
    """Returns the indices of the denials before a bound in its clause; none in a condition."""
    denials: list[int] = []
    stops = tokens.words.words("stop")
    for position in range(index - 1, max(-1, index - 1 - _MAX_BEFORE), -1):
        form = tokens.form(position)
        if form in tokens.words.words("condition") and not _is_reflexive(tokens, position):
            return ()
        if form in _ENDS or (form in stops and not _is_reflexive(tokens, position)):
            break
        if _is_denial(tokens, position):
            if tokens.form(position + 1) in tokens.words.words("whole"):
                return ()  # "not all of them weigh more than 4 kg"
            denials.append(position)
    return tuple(denials)


def _after(value: Value, tokens: Tokens, index: int) -> tuple[int, ...]:
    """Returns the denial of "over 4 m are not allowed" and "over 4 m must not be used"."""
    while tokens.at(index).form and tokens.at(index).start < value.end:
        index += 1
    for position in range(index, index + _MAX_AFTER):
        form = tokens.form(position)
        if not form or form in _ENDS or form in tokens.words.words("stop"):
            break
        if _is_denial(tokens, position):
            beside = (tokens.form(position + step) for step in (-2, -1, 1, 2))
            return (position,) if not tokens.words.words("rule").isdisjoint(beside) else ()
    return ()


def _is_reflexive(tokens: Tokens, position: int) -> bool:
    """True for the "se" of "não se pode" and "non se ne": it is no "if" after a denial."""
    return tokens.form(position) == "se" and _is_denial(tokens, position - 1)


def _is_denial(tokens: Tokens, position: int) -> bool:
    form = tokens.form(position)
    return form in tokens.words.words("denial") or (form.endswith("n'") and tokens.form(position + 1) == "t")


def _span(tokens: Tokens, position: int) -> Span:
    last = position + tokens.form(position).endswith("n'")
    return tokens.at(position).start, tokens.at(last).end
