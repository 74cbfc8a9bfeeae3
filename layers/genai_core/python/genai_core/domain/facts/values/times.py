"""Read times of day: "17:00", "5 pm", "17 Uhr 30", "17h30", "half past nine", "noon"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genai_core.domain.facts.values.numerals import read_words
from genai_core.domain.facts.values.tokens import Tokens
from genai_core.domain.facts.values.value import Value
from genai_core.domain.text.words import fold

_CLOCK = re.compile(
    r"(?<![\w:.,/-])([01]?\d|2[0-4])(?:[:.]([0-5]\d)(?::[0-5]\d)?)?(?:\s?(a\.?m\b\.?|p\.?m\b\.?)|(?=\s?(?:uhr|uur)\b))"
    r"|(?<![\w:.,/])([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?![\w:]|\.\d)"
    r"|(?:(?<=\bore )|(?<=\balle )|(?<=\bdalle )|(?<=\bom )|(?<=\bum ))"
    r"([01]?\d|2[0-4])\.([0-5]\d)(?!\w|[.,]\d)"
    r"|(?<![\w:.,/-])([01]?\d|2[0-4])\s?h(?:\s?([0-5]\d))?(?!\w|\s?min)",
    re.IGNORECASE,
)
_UHR = re.compile(r"\s?uhr(?:\s([0-5]\d)(?!\w|[.,:]\d))?|\s?uur(?!\w)", re.IGNORECASE)
_BEFORE_UUR = re.compile(
    r"(?:\b(?:om|omstreeks|vanaf|tot|tegen|rond|van|sinds|voor|na|naar|en)\s|[:|–-]\s?)$", re.IGNORECASE
)
"""What a Dutch time of day follows: "om 6 uur" is six o'clock, "duurt 6 uur" is six hours."""
_AFTERNOON = re.compile(
    r"\s?(?:in the (?:afternoon|evening)|at night|abends|nachmittags|am abend|am nachmittag|du soir|"
    r"de l['’]apres-midi|de la (?:tarde|noche)|da (?:tarde|noite)|di sera|"
    r"del pomeriggio|'s (?:avonds|middags))(?!\w)"
)
_MORNING = re.compile(
    r"\s?(?:in the morning|morgens|vormittags|am morgen|du matin|de la manana|da manha|di mattina|di notte|"
    r"nachts|da madrugada|de la madrugada|"
    r"del mattino|'s ochtends|'s morgens)(?!\w)"
)
_ROMANCE = ("french", "spanish", "italian", "portuguese")
_MAYBE_ROMANCE = (*_ROMANCE, "")
_AT = frozenset(("at", "um", "om"))
_MINUTES = (5, 10, 20, 25)
_SPOKEN = frozenset((*range(5, 60, 5), *range(13, 60)))
"""Minutes after an hour in words; few things are counted in such numbers."""
_SIGNS = (("past", 1), ("to_hour", -1))
_LESS = frozenset(("moins", "menos", "meno"))
_LINKS = _LESS | {"y", "e"}
NOON, DAY, HALF_DAY = 720, 1440, 720
_LOOK_AHEAD = 24
_LOOK_BACK = 14


def read_times(text: str, language: str) -> Iterator[Value]:
    """Yields times in digits; a 12-hour time without "am" or "pm" has two readings."""
    for match in _CLOCK.finditer(text):
        hour, minute, half, end = _parts(match, text)
        if match.group(8) and not match.group(9) and not _is_hour_of_day(text, match.start(), language):
            continue
        if match.group(1) and not match.group(2) and not half and _is_dutch_length(text, match):
            continue
        yield _timed(
            text, match.start(), end, _readings(hour, minute, half, text[match.start()] == "0", language)
        )


def _is_dutch_length(text: str, match: re.Match[str]) -> bool:
    """True for the "6 uur" of "duurt 6 uur" and "elke 6 uur"."""
    after = text[match.end() : match.end() + _LOOK_AHEAD].lstrip().casefold()
    if not after.startswith("uur"):
        return False
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    is_led = not before.strip() or _BEFORE_UUR.search(before) is not None
    return not is_led or after.startswith(("uur per ", "uur lang"))


def _parts(match: re.Match[str], text: str) -> tuple[int, int, str, int]:
    """Returns the hour, the minute, "am", "pm" or "", and the end position."""
    hour = int(match.group(1) or match.group(4) or match.group(6) or match.group(8))
    minute = int(match.group(2) or match.group(5) or match.group(7) or match.group(9) or 0)
    half = (match.group(3) or "").lower()[:1] + "m" if match.group(3) else ""
    end = match.end()
    clock = _UHR.match(text, end)
    if clock:
        minute, end = int(clock.group(1) or minute), clock.end()
    if not half:
        half, end = _part_of_day(text, end)
    return hour, minute, half, end


def _part_of_day(text: str, end: int) -> tuple[str, int]:
    after = text[end : end + _LOOK_AHEAD].casefold()
    folded = fold(after) if len(fold(after)) == len(after) else after
    for pattern, half in ((_AFTERNOON, "pm"), (_MORNING, "am")):
        match = pattern.match(folded)
        if match:
            return half, end + match.end()
    return "", end


def _is_hour_of_day(text: str, start: int, language: str) -> bool:
    """True for "17 h" as a time: after a preposition in Romance languages; else it is a duration."""
    before = fold(text[max(0, start - 12) : start]).split()
    return (
        language in _MAYBE_ROMANCE
        and bool(before)
        and before[-1] in {"a", "as", "las", "alle", "des", "les", "vers"}
    )


def _readings(hour: int, minute: int, half: str, has_zero: bool, language: str) -> tuple[int, ...]:
    if half:
        return ((hour % 12 + (12 if half == "pm" else 0)) * 60 + minute,)
    time = (hour * 60 + minute) % DAY
    is_open = language in {"english", ""} and 1 <= hour <= 12 and not has_zero
    return (time, (time + HALF_DAY) % DAY) if is_open else (time,)


def read_spoken_times(tokens: Tokens) -> Iterator[Value]:
    """Yields times in words, and hours with the language's word for them ("à 17 heures", "alle ore 17")."""
    index = 0
    while index < len(tokens.all):
        key, length = tokens.follows(
            index, ("noon", "midnight", "half_past", "half_to", "quarter_past", "quarter_to")
        )
        value = _named(tokens, index, key, length) if key in {"noon", "midnight"} else None
        if key and value is None and length:
            value = _before_hour(tokens, index, key, length)
        value = value or _after_minutes(tokens, index) or _after_hour(tokens, index)
        if value:
            yield value
            while tokens.at(index).start < value.end and index < len(tokens.all):
                index += 1
        else:
            index += 1


def _named(tokens: Tokens, index: int, key: str, length: int) -> Value:
    return _timed(
        tokens.text,
        tokens.at(index).start,
        tokens.at(index + length - 1).end,
        (NOON if key == "noon" else 0,),
    )


def _before_hour(tokens: Tokens, index: int, key: str, length: int) -> Value | None:
    """Reads "half past nine", "quarter to ten", "halb zehn"."""
    hour, words = _hour(tokens, index + length)
    if hour is None or tokens.words.language in _ROMANCE:
        return None
    minutes = hour * 60 + {"half_past": 30, "half_to": -30, "quarter_past": 15, "quarter_to": -15}[key]
    return _spoken(tokens, index, index + length + words, minutes)


def _after_minutes(tokens: Tokens, index: int) -> Value | None:
    """Reads "ten to eight", "zehn nach acht" and "tien over acht" after a word for "at"."""
    if tokens.form(index - 1) not in _AT or tokens.words.language in _ROMANCE:
        return None
    minutes, length = read_words(tokens, index)
    if minutes is None or minutes not in _MINUTES:
        return None
    position = index + length
    sign = next((sign for key, sign in _SIGNS if tokens.form(position) in tokens.words.words(key)), 0)
    hour, words = _hour(tokens, position + 1) if sign else (None, 0)
    if hour is None or tokens.at(position + 1).is_number:
        return None
    return _spoken(tokens, index, position + 1 + words, hour * 60 + sign * int(minutes))


def _minutes_after(tokens: Tokens, end: int, *, clock: int) -> tuple[int, int]:
    """Returns the minutes of "huit heures dix", "acht Uhr dreißig" and "ocho y diez", and their length."""
    form = tokens.form(end)
    is_linked = form in _LINKS and tokens.words.language in _ROMANCE
    if not (clock or is_linked):
        return 0, 0
    minutes, length = read_words(tokens, end + is_linked)
    if minutes is None or minutes not in _SPOKEN:
        return 0, 0
    return int(minutes) * (-1 if form in _LESS else 1), length + is_linked


def _after_hour(tokens: Tokens, index: int) -> Value | None:
    """Reads "nine o'clock", "neuf heures et demie", "las nueve y media", "alle ore 17"."""
    if not tokens.precedes(index, ("at", "oclock"))[0]:
        return None
    hour, words = _hour(tokens, index)
    if hour is None:
        return None
    end = index + words
    _, clock = tokens.follows(end, ("oclock",))
    end += clock
    key, length = tokens.follows(end, ("half_past", "quarter_past", "quarter_to"))
    is_romance = tokens.words.language in _ROMANCE
    shift = {"half_past": 30, "quarter_past": 15, "quarter_to": -15}.get(key, 0) if is_romance else 0
    if not shift:
        shift, length = _minutes_after(tokens, end, clock=clock)
    is_led = tokens.form(index - 1) in {"ore", "las", "alle", "as"} and is_romance and tokens.form(end) != ":"
    half, _ = _part_of_day(tokens.text, tokens.at(end - 1).end)
    is_bare = is_led and tokens.at(index).is_number and not _is_counted(tokens, end)
    if not (clock or shift or half or is_bare):
        return None
    return _spoken(tokens, index, end + (length if shift else 0), hour * 60 + shift)


def _is_counted(tokens: Tokens, end: int) -> bool:
    return tokens.form(end).isalpha() and tokens.form(end) not in {"y", "e", "de", "di", "da", "a", "del"}


def _hour(tokens: Tokens, index: int) -> tuple[int | None, int]:
    token = tokens.at(index)
    if token.is_number:
        return (int(token.raw), 1) if token.raw.isdecimal() and int(token.raw) <= 24 else (None, 0)
    value, length = read_words(tokens, index)
    return (int(value), length) if value is not None and 1 <= value <= 24 else (None, 0)


def _spoken(tokens: Tokens, first: int, last: int, minutes: int) -> Value:
    start, end = tokens.at(first).start, tokens.at(last - 1).end
    half, end = _part_of_day(tokens.text, end)
    time = minutes % DAY
    if half:
        readings: tuple[int, ...] = (time % HALF_DAY + (HALF_DAY if half == "pm" else 0),)
    else:
        readings = (time, (time + HALF_DAY) % DAY) if time < 13 * 60 else (time,)
    return _timed(tokens.text, start, end, readings)


def _timed(text: str, start: int, end: int, minutes: tuple[int, ...]) -> Value:
    return Value(kind="time", text=text[start:end], start=start, end=end, minutes=minutes)
