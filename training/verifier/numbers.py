"""Numbers in examples: changed ones (false), and the same ones in another notation (true)."""

from __future__ import annotations

import random
import re

# fmt: off
_WORDS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven",
    "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
    "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]
_MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]
# fmt: on
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_NUMBER = re.compile(r"(?<![\w.,/:-])[-−]?\d+(?:[.,]\d+)*(?![\w/:-]|[.,]\d)")
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS[2:])})\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b|\b({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}})\b"
)
_PERCENT = re.compile(r"(\d) ?(%|percent\b|per cent\b)")
_CLOCK = re.compile(r"\b(1[3-9]|2[0-3]):([0-5]\d)\b")
_NAMED = {
    "month": re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b"),
    "day": re.compile(rf"\b(?:{'|'.join(_DAYS)})\b"),
}


def change_number(text: str, others: list[str], rng: random.Random) -> str | None:
    """Returns `text` with one number changed: to one of `others`, or in a digit, its sign, order or scale."""
    matches = [*_NUMBER.finditer(text), *_WORD.finditer(text)]
    if not matches:
        return None
    match = rng.choice(matches)
    old = match.group()
    new = _changed_word(old, rng) if old.isalpha() else _changed_digits(old, others, rng)
    return None if new == old else text[: match.start()] + new + text[match.end() :]


def numbers_in(text: str) -> list[str]:
    return [match.group() for match in _NUMBER.finditer(text)]


def change_calendar(text: str, rng: random.Random) -> str | None:
    """Returns `text` with a month or weekday changed."""
    for names, pattern in ((_MONTHS, _NAMED["month"]), (_DAYS, _NAMED["day"])):
        matches = list(pattern.finditer(text))
        if matches:
            match = rng.choice(matches)
            other = rng.choice([name for name in names if name != match.group()])
            return text[: match.start()] + other + text[match.end() :]
    return None


def exchanged(text: str, left: re.Match[str], right: re.Match[str]) -> str:
    """Returns `text` with the words of two matches exchanged; `left` ends before `right` begins."""
    return (
        text[: left.start()]
        + right.group()
        + text[left.end() : right.start()]
        + left.group()
        + text[right.end() :]
    )


def exchange_numbers(text: str, rng: random.Random) -> str | None:
    """Returns `text` with two of its numbers exchanged."""
    matches = list(_NUMBER.finditer(text))
    if len(matches) < 2:
        return None
    first, second = sorted(rng.sample(range(len(matches)), 2))
    left, right = matches[first], matches[second]
    if left.group() == right.group():
        return None
    return exchanged(text, left, right)


def rewrite_number(text: str, rng: random.Random) -> str | None:
    """Returns `text` with the same date, number, share or time in another notation; None if it has none."""
    ways = [_other_date, _other_number, _other_word, _other_percent, _other_clock]
    rng.shuffle(ways)
    return next((new for way in ways if (new := way(text, rng)) is not None and new != text), None)


def _changed_word(word: str, rng: random.Random) -> str:
    index = _WORDS.index(word.lower())
    other = _WORDS[max(2, min(len(_WORDS) - 1, index + rng.choice((-3, -2, -1, 1, 2, 3))))]
    return other.capitalize() if word[0].isupper() else other


def _changed_digits(number: str, others: list[str], rng: random.Random) -> str:
    if others and rng.random() < 0.35:
        return rng.choice(others)
    ways = [_other_digit, _near, _sign, _moved_point]
    return rng.choices(ways, (4, 4, 0.5, 1))[0](number, rng)


def _other_digit(number: str, rng: random.Random) -> str:
    indices = [index for index, character in enumerate(number) if character.isdigit()]
    index = rng.choice(indices)
    lowest = 1 if index == indices[0] and len(indices) > 1 else 0
    digit = rng.choice([d for d in "0123456789"[lowest:] if d != number[index]])
    return number[:index] + digit + number[index + 1 :]


def _near(number: str, rng: random.Random) -> str:
    if not number.isdigit():
        return _other_digit(number, rng)
    value = int(number)
    if 1000 <= value <= 2100:
        return str(value + rng.choice((-20, -10, -5, -3, -2, -1, 1, 2, 3, 4, 10, 30, 100)))
    return str(max(0, rng.choice((value + 1, value - 1, value * 2, value * 10, value // 2, value + 10))))


def _sign(number: str, rng: random.Random) -> str:  # noqa: ARG001  one form for all ways
    return number[1:] if number[0] in "-−" else f"-{number}"


def _moved_point(number: str, rng: random.Random) -> str:
    if "." in number:
        return number.replace(".", "") if rng.random() < 0.5 else number.split(".", maxsplit=1)[0]
    return f"{number[:-1]}.{number[-1]}" if len(number) > 1 else f"0.{number}"


def _other_date(text: str, rng: random.Random) -> str | None:
    match = _DATE.search(text)
    if match is None:
        return None
    day, month, year = (
        match.group(1, 2, 3) if match.group(1) else (match.group(5), match.group(4), match.group(6))
    )
    number = _MONTHS.index(month) + 1
    forms = (
        f"{day} {month} {year}",
        f"{month} {day}, {year}",
        f"{year}-{number:02d}-{int(day):02d}",
        f"{month[:3]} {day}, {year}",
    )
    return text[: match.start()] + rng.choice(forms) + text[match.end() :]


def _other_number(text: str, rng: random.Random) -> str | None:
    matches = [match for match in _NUMBER.finditer(text) if _plain(match.group()) is not None]
    if not matches:
        return None
    match = rng.choice(matches)
    value = _plain(match.group()) or 0
    if value <= 20:
        new = _WORDS[value]
    elif value >= 2_000_000 and value % 100_000 == 0:
        new = f"{value / 1e6:g} million"
    elif value >= 10_000:
        new = f"{value:,}" if match.group().isdigit() else str(value)
    else:
        return None
    return text[: match.start()] + new + text[match.end() :]


def _plain(number: str) -> int | None:
    if re.fullmatch(r"\d+|\d{1,3}(?:,\d{3})+", number):
        return int(number.replace(",", ""))
    return None


def _other_word(text: str, rng: random.Random) -> str | None:
    matches = list(_WORD.finditer(text))
    if not matches:
        return None
    match = rng.choice(matches)
    return text[: match.start()] + str(_WORDS.index(match.group().lower())) + text[match.end() :]


def _other_percent(text: str, rng: random.Random) -> str | None:
    if not _PERCENT.search(text):
        return None
    form = rng.choice(("%", " percent", " %", " per cent"))
    return _PERCENT.sub(lambda match: match.group(1) + form, text)


def _other_clock(text: str, rng: random.Random) -> str | None:  # noqa: ARG001  one form for all ways
    return (
        _CLOCK.sub(lambda m: f"{int(m.group(1)) - 12}:{m.group(2)} pm", text) if _CLOCK.search(text) else None
    )
