"""Check values that can be computed from the evidence: sums, differences, counts, extremes, percentages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, partial
from itertools import combinations
from math import gcd

from genai_core.domain.facts.values.contexts import context_stem
from genai_core.domain.facts.values.reading import ValueReading
from genai_core.domain.facts.values.value import FRACTION_STEP, Value, same_amount
from genai_core.domain.facts.values.vocabulary import READ_LANGUAGES, vocabulary
from genai_core.domain.text.words import fold, split_words

_MAX_TERMS = 6
_PERCENT = "share"
_SHARES = (_PERCENT, "points")
_TOTAL_AND_COUNT = 2
_MAX_TOLD = 10
"""Maximum number of which a share is told as "three out of four"."""
_THAN = re.compile(r"\b(?:than|als|dan|que)\b")


def derivation(
    value: Value, claim_reading: ValueReading, matches: Sequence[Value], rivals: Sequence[Value]
) -> bool | None:
    """Returns whether a computed value in a claim is right; None if it is not computed, or cannot be.

    "A10 and B20 cost 548 EUR together" is right if the named cells of one column add up to it.
    """
    if value.kind != "number" or value.is_ordinal or not value.amounts:
        return None
    stated = (*matches, *rivals)
    if _is_share(value) and any(map(partial(_equals, value), _shares(value, stated))):
        return True
    if any(_equals(share, ratio) for share, ratio in _ratios(value, claim_reading, stated)):
        return True
    cues = cues_of(claim_reading) | ({"difference"} if value.role == "delta" else set[str]())
    if not cues:
        return None
    cells = [other for other in (*matches, *rivals) if _is_alike(value, other)]
    extreme = _extreme(value, cells, cues)
    return extreme if extreme is not None else _reckoned(value, claim_reading, matches, cells, cues)


def _reckoned(
    value: Value,
    claim_reading: ValueReading,
    matches: Sequence[Value],
    cells: Sequence[Value],
    cues: frozenset[str],
) -> bool | None:
    named = _named(claim_reading, value, cells)
    if "sum" in cues and _counts_terms(value, claim_reading, named, cells):
        return True
    results = (
        _results(named, cues, value, claim_reading)
        if named
        else _column_totals(cells, value)
        if "sum" in cues
        else ()
    )
    if any(_equals(value, result) for result in results):
        return True
    if "sum" not in cues or not matches or not _are_cells(matches):
        return None
    is_a_total = any(value.context & match.context for match in matches)
    return False if len(named) > 1 or (len(cells) > 1 and not named and not is_a_total) else None


def _is_alike(value: Value, other: Value) -> bool:
    if other.kind != "number" or not other.amounts or not other.amounts[0].is_point:
        return False
    is_share = value.unit is not None and value.unit.dimension in _SHARES
    return (
        value.unit is None or other.unit is None or value.unit.dimension == other.unit.dimension or is_share
    )


@lru_cache(maxsize=512)
def cues_of(claim_reading: ValueReading) -> frozenset[str]:
    """Returns the kinds of calculation that a claim's words name: sum, difference, lesser, most, least."""
    text = f" {' '.join(word.form for word in split_words(claim_reading.text))} "
    languages = (claim_reading.language,) if claim_reading.language else READ_LANGUAGES
    cues: set[str] = set()
    for language in languages:
        for phrase, reckoning in _reckoning_phrases(language):
            if phrase in text:
                cues.update(reckoning)
    return frozenset(cues)


@cache
def _reckoning_phrases(language: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Returns the phrases of a language that name calculations, between spaces, and which they name."""
    return tuple(
        (f" {fold(' '.join(phrase))} ", frozenset(named))
        for phrase, keys in vocabulary(language).markers.items()
        if (named := keys & {"sum", "difference", "lesser", "most", "least"})
    )


def _named(claim_reading: ValueReading, value: Value, cells: Sequence[Value]) -> list[Value]:
    """Returns the values that the claim names: it uses words that belong only to them."""
    words = frozenset[str]().union(*(other.context for other in claim_reading.values), value.context)
    shared = frozenset.intersection(*(cell.context for cell in cells)) if cells else frozenset[str]()
    groups: dict[tuple[str, int], list[Value]] = {}
    for cell in cells:
        if (cell.context - shared) & words or cell.role in {"start", "end"}:
            groups.setdefault(("column", cell.column), []).append(cell)
            groups.setdefault(("row", cell.sentence), []).append(cell)
    candidates = [group for group in groups.values() if 1 < len(group) <= _MAX_TERMS]
    return max(candidates, key=lambda group: sum(len(cell.context & words) for cell in group), default=[])


def _results(
    named: Sequence[Value], cues: frozenset[str], value: Value, claim: ValueReading
) -> Iterable[float]:
    amounts = [_amount(cell, value) for cell in named]
    if "sum" in cues:
        yield sum(amounts)
        yield from (sum(pair) for pair in combinations(amounts, 2))
    if "difference" in cues:
        pairs = (pair for pair in combinations(named, 2) if _is_in_order(*pair, value, cues, claim))
        yield from (abs(_amount(first, value) - _amount(second, value)) for first, second in pairs)
    if value.unit and value.unit.dimension == _PERCENT:
        for first, second in combinations(amounts, 2):
            yield from (100 * abs(first - second) / base for base in (first, second) if base)


def _is_in_order(
    first: Value, second: Value, value: Value, cues: frozenset[str], claim: ValueReading
) -> bool:
    """False if what the claim calls more, or deeper, is the lesser one; True if its words do not tell."""
    _, than, rest = _THAN.sub("\n", claim.text, count=1).partition("\n")
    words = re.findall(r"\w+", rest) if than else ()
    after = {*words, *(context_stem(fold(word), claim.language) for word in words)}  # "B" may be a label
    is_first_after, is_second_after = (
        not (amount.context - other.context).isdisjoint(after)
        for amount, other in ((first, second), (second, first))
    )
    if is_first_after == is_second_after:
        return True
    subject, other = (second, first) if is_first_after else (first, second)
    return (_amount(subject, value) < _amount(other, value)) == ("lesser" in cues)


def _counts_terms(value: Value, claim: ValueReading, named: Sequence[Value], cells: Sequence[Value]) -> bool:
    """True for the "three" of "The three stations have a total of 195 m", if the evidence lists three."""
    if value.unit is not None or len(claim.values) < _TOTAL_AND_COUNT:
        return False
    groups = Counter((cell.sentence if cell.column < 0 else -1, cell.column) for cell in cells)
    sizes = {len(named)} if named else set(groups.values())
    return any(_equals(value, size) for size in sizes if size > 1)


def _is_share(value: Value) -> bool:
    """True for "75 percent", "three quarters" and "half"."""
    if value.unit is not None:
        return value.unit.dimension == _PERCENT
    return value.step == FRACTION_STEP and value.amounts[0].low < 1


def _shares(value: Value, stated: Sequence[Value]) -> Iterable[float]:
    """Yields what "three of the four pumps" is, in the claim's unit."""
    scale = 100.0 if value.unit else 1.0
    for whole in stated:
        if not whole.is_whole or value.context.isdisjoint(whole.context) or not whole.amounts[0].low:
            continue
        parts = [part for part in stated if part.sentence == whole.sentence and part.end < whole.start]
        part = max(parts, key=lambda part: part.start, default=None)
        if part is not None and part.kind == "number" and part.amounts[0].is_point:
            yield scale * part.amounts[0].low / whole.amounts[0].low


def _ratios(value: Value, claim: ValueReading, stated: Sequence[Value]) -> Iterable[tuple[Value, float]]:
    """Yields the evidence's shares with what "two out of three" is; "12 of 48" says more than "a quarter"."""
    position = claim.values.index(value)
    whole = next((other for other in claim.values[position : position + 2] if other.is_whole), None)
    part = claim.values[claim.values.index(whole) - 1] if whole is not None else None
    if whole is None or part is None or part.end > whole.start or part.kind != "number" or not part.amounts:
        return
    few, all_of_them = part.amounts[0].low, whole.amounts[0].low
    if not 0 < few < all_of_them <= _MAX_TOLD or gcd(int(few), int(all_of_them)) > 1:
        return
    for share in stated:
        if _is_share(share) and not share.context.isdisjoint(whole.context):
            yield share, (100.0 if share.unit else 1.0) * few / all_of_them


def _extreme(value: Value, cells: Sequence[Value], cues: frozenset[str]) -> bool | None:
    """Returns whether a value is the highest or lowest amount of its table column; None outside tables."""
    if len(cues & {"most", "least"}) != 1:
        return None
    choose = max if "most" in cues else min
    columns: dict[int, list[Value]] = {}
    for cell in cells:
        if cell.column > 0:
            columns.setdefault(cell.column, []).append(cell)
    groups = [group for group in columns.values() if len(group) > 1 and _is_of_all(value, group)]
    if not groups:
        return None
    return any(_equals(value, choose(_amount(cell, value) for cell in group)) for group in groups)


def _is_of_all(value: Value, group: Sequence[Value]) -> bool:
    """True if a column has the value and the claim names nothing that belongs to only one cell."""
    shared = frozenset.intersection(*(cell.context for cell in group))
    equal = [cell for cell in group if _equals(value, _amount(cell, value))]
    return bool(equal) and not any(value.context & (cell.context - shared) for cell in equal)


def _column_totals(cells: Sequence[Value], value: Value) -> Iterable[float]:
    """Yields the sum of each column of a table, and of each sentence's numbers."""
    columns: dict[tuple[int, int], list[float]] = {}
    for cell in cells:
        sentence = cell.sentence if cell.column < 0 else -1
        columns.setdefault((sentence, cell.column), []).append(_amount(cell, value))
    return (sum(amounts) for amounts in columns.values() if len(amounts) > 1)


def _are_cells(values: Sequence[Value]) -> bool:
    return all(value.column >= 0 for value in values)


def _amount(cell: Value, value: Value) -> float:
    """Returns the amount of a cell; one without a unit takes the claim's."""
    unit = cell.unit or value.unit
    return cell.amounts[0].low * (unit.factor if unit else 1.0)


def _equals(value: Value, amount: float) -> bool:
    factor = value.unit.factor if value.unit else 1.0
    claim_amount = value.amounts[0]
    if not claim_amount.is_point:
        return claim_amount.low * factor <= amount <= claim_amount.high * factor
    return same_amount(claim_amount.low * factor, amount) or abs(
        claim_amount.low * factor - amount
    ) <= value.step * factor / 2 * (value.step < 1)
