"""Repeats the parts of a pattern many times and measures whether the time grows faster than the text."""

import itertools
import math
import random
import re
import re._parser as sre  # type: ignore[import-not-found]
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

SIZES = (20, 150, 1250)
NOTICED_S = 0.0005
"""A pattern that reads 1250 characters in less is not quadratic: that would take 800,000 steps."""
MOST = 3.0
"""Twice the text may take at most so many times as long."""
_EXPONENTIAL = 30.0
"""From here on nothing longer is measured: it would never end."""
_LONGER = 8
"""The last text is so many times as long: 27 times the time there tells a square (64) from a line (8)."""
_LINEAR = 1.3
"""A text that takes less than so many times as long per character as a shorter one is not measured again."""
_PLAIN_S = 0.3
"""A pass that takes longer is slow whatever else the machine does: it is not measured with a longer text."""
_UNITS = (
    " ",
    "\n",
    "a",
    "1",
    ".",
    ",",
    "-",
    "A",
    "a ",
    "1 ",
    "A ",
    "1,",
    "a.",
    "<",
    "|",
    "*",
    "`",
    "(",
    "[",
    "\t \n",
    "_ ",
    "a\n",
    ". ",
    ".\\",
    "(a",
    "a)",
)
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_LONGEST_UNIT = 60
_NEVER_SEEN = "\x00"
_CATEGORIES = {"DIGIT": "1", "SPACE": " ", "WORD": "a", "NOT_WORD": ".", "NOT_SPACE": "a", "NOT_DIGIT": "a"}


class Grows(NamedTuple):
    """A text that takes `ratio` times as long when it is two or `_LONGER` times as long."""

    text: str
    ratio: float
    seconds: float


def pumped(pattern: re.Pattern[Any], *, is_anchored: bool) -> Grows | None:
    """Returns a text whose time grows faster than its size, or None if none was found."""
    for pump in _pumps(pattern):
        size = _suspicious_size(pattern, pump, is_anchored)
        grown = _measured(pattern, pump, size, is_anchored) if size else None
        if grown is not None:
            return grown
    return None


def _suspicious_size(pattern: re.Pattern[Any], pump: tuple[str, str, str], is_anchored: bool) -> int:
    """Returns the first size that takes long, and longer per character than the size before it; else 0."""
    before = 0.0
    # Small sizes first: what grows exponentially never ends with the large one.
    for size in SIZES:
        seconds = _seconds(pattern, _text(*pump, size), is_anchored)
        if seconds > NOTICED_S and seconds / size > _LINEAR * before:
            return size
        before = seconds / size
    return 0


def _measured(
    pattern: re.Pattern[Any], pump: tuple[str, str, str], size: int, is_anchored: bool
) -> Grows | None:
    """Measures at several sizes: a machine that does much else is slow now and then, not each time."""
    ratio = seconds = 0.0
    for length, times in ((size // 2, 2), (size, 2), (size, _LONGER)):
        if times == _LONGER and seconds > _PLAIN_S:
            break
        once, longer = (
            min(_seconds(pattern, _text(*pump, length * factor), is_anchored) for _ in range(3))
            for factor in (1, times)
        )
        ratio, seconds = longer / max(once, 1e-9), longer
        if ratio <= MOST ** math.log2(times):
            return None
        if ratio > _EXPONENTIAL ** math.log2(times):
            break
    return Grows(_text(*pump, 40), ratio, seconds)


def _seconds(pattern: re.Pattern[Any], text: str, is_anchored: bool) -> float:
    """Returns the processor time of this thread for one pass."""
    subject: Any = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    start = time.thread_time()
    if is_anchored:
        pattern.match(subject)
        pattern.fullmatch(subject)
    else:
        for _ in pattern.finditer(subject):
            pass
    return time.thread_time() - start


def _text(before: str, unit: str, after: str, size: int) -> str:
    return before + unit * (size // len(unit)) + after


def _pumps(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    chance = random.Random(repr(source))
    tree = sre.parse(source, pattern.flags & ~re.DEBUG)
    units = (
        (before, unit) for before, unit in _units(list(tree), "", chance) if 0 < len(unit) <= _LONGEST_UNIT
    )
    pumps = dict.fromkeys([*itertools.islice(units, 400), *(("", unit) for unit in _UNITS)])
    for before, unit in pumps:
        for after in ("", _NEVER_SEEN):
            yield before, unit, after


def _units(tree: list[Any], before: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yields what a part repeats, after an example of what stands before it; then parts in a row."""
    for index, (kind, value) in enumerate(tree):
        lead = before + _example(tree[:index], chance)
        if str(kind) in _REPEATS:
            for _ in range(3):
                unit = _example(list(value[2]), chance)
                yield from ((lead, unit[:_LONGEST_UNIT]), ("", lead + unit), ("", f"{lead}{unit} "))
        for inner in _inside(kind, value):
            yield from _units(inner, lead, chance)
    for first in range(len(tree)):
        for past in range(first + 1, min(len(tree), first + 4) + 1):
            if unit := _example(tree[first:past], chance):
                yield "", unit[:_LONGEST_UNIT]


def _inside(kind: Any, value: Any) -> list[list[Any]]:
    match str(kind):
        case "BRANCH":
            return [list(branch) for branch in value[1][:30]]
        case "SUBPATTERN":
            return [list(value[-1])]
        case "ATOMIC_GROUP":
            return [list(value)]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [list(value[2])]
        case "ASSERT" | "ASSERT_NOT":
            return [list(value[1])]
        case _:
            return []


def _example(tree: list[Any], chance: random.Random) -> str:
    return "".join(_one(str(kind), value, chance) for kind, value in tree)


def _one(kind: str, value: Any, chance: random.Random) -> str:
    if kind in _REPEATS:
        return "".join(_example(list(value[2]), chance) for _ in range(value[0] or min(1, value[1])))
    match kind:
        case "LITERAL":
            return chr(value)
        case "ANY" | "NOT_LITERAL":
            return "a" if value != ord("a") else "b"
        case "IN":
            return _member(value, chance)
        case "BRANCH":
            return _example(list(chance.choice(value[1])), chance)
        case "SUBPATTERN" | "ATOMIC_GROUP":
            return _example(list(value[-1] if kind == "SUBPATTERN" else value), chance)
        case _:
            return ""


def _member(items: list[Any], chance: random.Random) -> str:
    if str(items[0][0]) == "NEGATE":
        return next(
            (char for char in "a 1.-Z\n\té" if not any(_holds(item, char) for item in items[1:])), "€"
        )
    kind, value = chance.choice(items)
    if str(kind) == "LITERAL":
        return chr(value)
    if str(kind) == "RANGE":
        return chr(chance.choice(value))
    return _CATEGORIES[str(value).removeprefix("CATEGORY_")]


def _holds(item: Any, char: str) -> bool:
    kind, value = item
    if str(kind) == "LITERAL":
        return ord(char) == value
    if str(kind) == "RANGE":
        return value[0] <= ord(char) <= value[1]
    name = str(value).removeprefix("CATEGORY_")
    is_kind = {"DIGIT": char.isdigit(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}
    return not is_kind[name.removeprefix("NOT_")] if name.startswith("NOT_") else is_kind[name]
