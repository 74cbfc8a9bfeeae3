"""Numbers, units and dates of a text, in one form however they are written.

"1,000", "1000", "one thousand" and "1 k" are one number; "5 March 2020", "March 5, 2020" and
"2020-03-05" are one date. English words for numbers and months; digits in any script.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from genai_core.domain.text.word_lists import word_list

_UNITS = {name: names[0] for names in map(str.split, word_list("units")) for name in names}
_ONES = {word: int(value) for value, word in map(str.split, word_list("number_words")) if int(value) < 20}
_TENS = {word: int(value) for value, word in map(str.split, word_list("number_words")) if int(value) >= 20}
_SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_ORDINALS = {word: value for value, word in enumerate(word_list("ordinals"), 1)}
_MULTIPLES = {"half": 0.5, "once": 1.0, "twice": 2.0, "thrice": 3.0, "double": 2.0, "triple": 3.0}
_SPELLED = frozenset({"a", "an"}).union(_ONES, _TENS, _ORDINALS, _MULTIPLES)
_MONTHS = {name: number for number, names in enumerate(word_list("months"), 1) for name in names.split()}
_WEEKDAYS = {
    day: number
    for number, day in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
}
_TELLING = _SPELLED.union(_MONTHS, _WEEKDAYS)
Token = tuple[str, bool]
"""A word or number in small letters, and whether the next one follows without a space."""
_TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}|[$€£]|\d{1,3}(?:, \d{3}\b)+|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?:s\b)?|"
    r"°\s?[CF]\b|%|km/h|[^\W\d_]+",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_POINT_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)")
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)*)(st|nd|rd|th|s)?$", re.IGNORECASE)
_VAGUE = frozenset({"one", "second", "once", "half"})
_TOLERANCE = 1e-9
_MIN_ROUNDED_DIGITS = 2
"""One digit is too rough: 2 is not 2.4 rounded, but 20 million may be 19,960,000."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    Attributes:
        unit: As compared; empty where none follows.
        is_vague: The word "one" or "second", which may be no number: it can confirm, not contradict.
    """

    value: float
    unit: str
    text: str
    is_vague: bool = False

    @property
    def key(self) -> str:
        """The value to nine digits: equal for numbers that are the same but for how they were reckoned."""
        return f"{self.value:.9g}"

    def rounds(self, other: Quantity) -> bool:
        """True where one is the other rounded to its own digits ("3.1 million" for 3,142,000); no years."""
        if self.looks_like_year and other.looks_like_year:
            return False
        return _is_rounding(self.value, other.value) or _is_rounding(other.value, self.value)

    def rivals(self, other: Quantity) -> bool:
        """True where both count the same kind of thing: two years, one unit, or two bare numbers."""
        return self.looks_like_year == other.looks_like_year and self.unit == other.unit

    @property
    def looks_like_year(self) -> bool:
        return self.value == int(self.value) and 1000 <= self.value <= 2100 and not self.unit


@dataclass(frozen=True, slots=True)
class DatePart:
    """A month or weekday named in the text; months carry the day where one stands beside it."""

    kind: str
    number: int
    day: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Quantities:
    """Everything countable in a text."""

    numbers: tuple[Quantity, ...]
    dates: tuple[DatePart, ...]


def find_quantities(*sentences: str) -> Quantities:
    """Returns the numbers (years included) and dates of sentences in a row, in order."""
    tokens, telling = _joined_tokens(sentences)
    dates, used = _dates(tokens, telling)
    numbers = tuple(_numbers(tokens, telling, used))
    return Quantities(numbers, dates)


def _joined_tokens(sentences: Sequence[str]) -> tuple[list[Token], list[int]]:
    """Returns the tokens of sentences with a space between them, and which may begin a number or date.

    Each sentence is read once, however many neighbours it is read with.
    """
    tokens: list[Token] = []
    telling: list[int] = []
    for sentence in sentences:
        found, places = _tokens(sentence)
        telling.extend(len(tokens) + place for place in places)
        tokens.extend(found)
    return tokens, telling


def _is_rounding(rough: float, exact: float) -> bool:
    if not rough or not exact or rough == exact:
        return False
    digits = len(f"{abs(rough):.15g}".replace(".", "").strip("0"))
    rounded = float(f"{exact:.{max(digits, _MIN_ROUNDED_DIGITS) - 1}e}")
    return math.isclose(rounded, rough, rel_tol=_TOLERANCE)


def is_date_word(form: str) -> bool:
    """True for the name of a month or weekday."""
    return form in _MONTHS or form in _WEEKDAYS


def parse_number(text: str) -> float | None:
    """Returns the value of digits with separators; None where it is no number. "1.000,5" reads as 1000.5."""
    # Most words are no numbers: the first character tells at once.
    match = _NUMBER.match(text) if text[:1].isdigit() else None
    if not match:
        return None
    digits = match.group(1)
    if _COMMA_THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    elif _POINT_THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "").replace(",", ".")
    else:
        digits = digits.replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        return None  # a version or an address such as 1.2.3


@lru_cache(maxsize=1024)
def _tokens(text: str) -> tuple[tuple[Token, ...], tuple[int, ...]]:
    found: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start()
        if not word[0].isdigit():
            found.append((word.lower(), start))
        elif _ISO_DATE.fullmatch(word):
            year, month, day = word.split("-")
            name = next((n for n, number in _MONTHS.items() if number == int(month)), "")
            found.extend([(day.lstrip("0"), start), (name, start), (year, start)])
        else:
            found.append((word.lower().replace(", ", ","), start))
    telling = (place for place, (word, _) in enumerate(found) if word[:1].isdigit() or word in _TELLING)
    starts = [*(start for _, start in found[1:]), -1]
    tokens = ((word, after == start + len(word)) for (word, start), after in zip(found, starts, strict=False))
    return tuple(tokens), tuple(telling)


def _dates(tokens: list[Token], telling: Sequence[int]) -> tuple[tuple[DatePart, ...], set[int]]:
    """Finds months and weekdays; a day beside its month belongs to the date and is no number by itself."""
    dates: list[DatePart] = []
    used: set[int] = set()
    for index in telling:
        word = tokens[index][0]
        if word in _WEEKDAYS:
            dates.append(DatePart("weekday", _WEEKDAYS[word], None, word))
        elif word in _MONTHS and _is_month(tokens, index):
            beside = [index - 1, index + 1]
            if index >= 2 and tokens[index - 1][0] == "of":
                beside.insert(0, index - 2)
            day_index = next((i for i in beside if 0 <= i < len(tokens) and _day(tokens[i][0])), None)
            day = _day(tokens[day_index][0]) if day_index is not None else None
            used.update({index} if day_index is None else {index, day_index})
            dates.append(DatePart("month", _MONTHS[word], day, word))
    return tuple(dates), used


def _is_month(tokens: list[Token], index: int) -> bool:
    """ "may" and "march" are months only beside a number; the short forms too."""
    word = tokens[index][0]
    if word not in {"may", "march", "mar", "dec", "sep", "jan", "jun"}:
        return True
    around = [tokens[i][0] for i in (index - 1, index + 1) if 0 <= i < len(tokens)]
    return any(parse_number(text) is not None or text in {"in", "since", "until"} for text in around)


def _day(text: str) -> int | None:
    value = parse_number(text)
    return int(value) if value is not None and 1 <= value <= 31 and value == int(value) else None


def _numbers(tokens: list[Token], telling: Sequence[int], used: set[int]) -> Iterator[Quantity]:
    end = 0
    for index in telling:
        if index in used or index < end:
            continue
        value, length = _number_at(tokens, index)
        if value is None:
            continue
        end = index + length
        text = " ".join(word for word, _ in tokens[index:end])
        unit = _unit_around(tokens, index, end)
        yield Quantity(value, unit, text, is_vague=text in _VAGUE and not unit)


def _number_at(tokens: list[Token], index: int) -> tuple[float | None, int]:
    """Returns the number that begins at `index` and how many tokens it takes."""
    word = tokens[index][0]
    value = parse_number(word)
    length = 1
    if value is None:
        value, length = _spelled_at(tokens, index)
    if value is None:
        return None, 0
    while index + length < len(tokens):
        following = tokens[index + length][0]
        scale = _SCALES.get(following) or (
            _SHORT_SCALES.get(following) if parse_number(word) is not None else None
        )
        if scale is None or (following in {"m", "b"} and not tokens[index + length - 1][1]):
            break
        value, length = value * scale, length + 1
    return value, length


def _spelled_at(tokens: list[Token], index: int) -> tuple[float | None, int]:
    word = tokens[index][0]
    if word not in _SPELLED:
        return None, 0
    following = tokens[index + 1][0] if index + 1 < len(tokens) else ""
    if word in _TENS:
        ones = _ONES.get(following, _ORDINALS.get(following, 0))
        return (_TENS[word] + ones, 2) if 0 < ones < 10 else (float(_TENS[word]), 1)
    if word in {"a", "an"}:
        return (1.0, 1) if following in _SCALES else (None, 0)
    for table in (_ONES, _ORDINALS, _MULTIPLES):
        if word in table:
            return float(table[word]), 1
    return None, 0


def _unit_around(tokens: list[Token], start: int, end: int) -> str:
    before = tokens[start - 1][0] if start else ""
    if before in {"$", "€", "£"}:
        return before
    following = tokens[end][0].replace(" ", "") if end < len(tokens) else ""
    if following == "per" and end + 1 < len(tokens) and tokens[end + 1][0] == "cent":
        return "%"
    return _UNITS.get(following, "")
