"""Compute the automatic numbers of lists and headings as Word does."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from genai_core.adapters.extraction.office_packages import W
from genai_core.adapters.extraction.word.styles import Numbered, value

BULLET = "-"
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class ListNumbers:
    """Counts list items in the order of the document.

    Args:
        root: The numbering part; None if the document has none.
    """

    def __init__(self, root: Any | None) -> None:
        items = () if root is None else root
        self._abstract = {
            item.get(f"{W}abstractNumId", ""): item for item in items if item.tag == f"{W}abstractNum"
        }
        self._lists = {item.get(f"{W}numId", ""): item for item in items if item.tag == f"{W}num"}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def next(self, item: Numbered) -> str:
        """Returns the text before the item: a number such as "1.1", BULLET, or nothing."""
        definition = self._definition(item.list_id)
        if definition is None:
            return BULLET
        levels = {int(value_of(level, "ilvl") or 0): level for level in definition.iter(f"{W}lvl")}
        levels |= self._overrides(item.list_id)
        if item.level not in levels:
            return BULLET
        counts = self._counts[definition.get(f"{W}abstractNumId", "")]
        self._count(item, levels, counts)
        kind = value(levels[item.level], "numFmt")
        if kind == "bullet":
            return BULLET
        return self._written(item.level, levels, counts) if kind != "none" else ""

    def _definition(self, list_id: str) -> Any | None:
        reference = value(self._lists.get(list_id), "abstractNumId")
        definition = self._abstract.get(reference)
        link = value(definition, "numStyleLink")
        if link:
            linked = (item for item in self._abstract.values() if value(item, "styleLink") == link)
            return next(linked, definition)
        return definition

    def _overrides(self, list_id: str) -> dict[int, Any]:
        overrides = self._lists[list_id].iterfind(f"{W}lvlOverride")
        levels = {int(value_of(item, "ilvl") or 0): item.find(f"{W}lvl") for item in overrides}
        return {number: level for number, level in levels.items() if level is not None}

    def _count(self, item: Numbered, levels: dict[int, Any], counts: dict[int, int]) -> None:
        restart = self._restart(item)
        if restart is not None:
            counts[item.level] = restart
        else:
            counts[item.level] = counts.get(item.level, _start(levels[item.level]) - 1) + 1
        for level in range(item.level):
            counts.setdefault(level, _start(levels[level]) if level in levels else 1)
        for deeper in [level for level in counts if level > item.level]:
            if deeper not in levels or value(levels[deeper], "lvlRestart") != "0":
                del counts[deeper]

    def _restart(self, item: Numbered) -> int | None:
        """Returns the number that a list's first item begins with, if the list states one."""
        key = (item.list_id, item.level)
        if key in self._begun:
            return None
        self._begun.add(key)
        for override in self._lists[item.list_id].iterfind(f"{W}lvlOverride"):
            start = value(override, "startOverride")
            if int(value_of(override, "ilvl") or 0) == item.level and start.isdecimal():
                return int(start)
        return None

    def _written(self, level: int, levels: dict[int, Any], counts: dict[int, int]) -> str:
        is_legal = levels[level].find(f"{W}isLgl") is not None

        def number(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            kind = value(levels[index], "numFmt") if index in levels and not is_legal else "decimal"
            return written(counts.get(index, 1), kind)

        return _PLACEHOLDER.sub(number, value(levels[level], "lvlText")).strip()


def written(number: int, kind: str) -> str:
    """Returns a number in one of Word's formats; in digits for formats of other scripts."""
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else "0"
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if kind == "upperRoman" else _roman(number)
    return f"{number:02d}" if kind == "decimalZero" else str(number)


def value_of(element: Any, name: str) -> str:
    """Returns an attribute of Word's own namespace."""
    return element.get(f"{W}{name}", "")


def _start(level: Any) -> int:
    start = value(level, "start")
    return int(start) if start.isdecimal() else 1


def _roman(number: int) -> str:
    text = ""
    for amount, letters in _ROMAN:
        text += letters * (number // amount)
        number %= amount
    return text
