"""Read styles of a Word document: headings, lists and invisible letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from genai_core.adapters.extraction.office_packages import A, W
from genai_core.adapters.extraction.visibility import MIN_POINTS, is_pale_code

_HEADING = re.compile(r"(?:heading|überschrift|titre|título|kop|rubrik)\s*([1-9])$", re.IGNORECASE)
_NO_SHADE = ("", "auto")
_PROPERTIES = tuple(f"{W}{name}" for name in ("rPr", "pPr", "tcPr", "tblPr"))
_OFF = ("0", "false", "off")
_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Numbered:
    """The list that a paragraph belongs to, and its level from 0."""

    list_id: str
    level: int


class Styles:
    """The styles by their id.

    Args:
        root: The styles part; None if the document has none.
    """

    def __init__(self, root: Any | None) -> None:
        self._styles = (
            {} if root is None else {item.get(f"{W}styleId"): item for item in root.iter(f"{W}style")}
        )

    def name(self, style_id: str) -> str:
        return value(self._styles.get(style_id), "name")

    def heading_level(self, paragraph: Any) -> int:
        """Returns 1 for the outermost heading, 0 for a paragraph that is not a heading."""
        own = value(paragraph.find(f"{W}pPr"), "outlineLvl")
        if own.isdecimal():
            return int(own) + 1 if int(own) < 9 else 0
        for style in self._chain(value(paragraph.find(f"{W}pPr"), "pStyle")):
            name = value(style, "name")
            if name.lower() == "title":
                return 1
            if match := _HEADING.match(name):
                return int(match.group(1))
            level = value(style.find(f"{W}pPr"), "outlineLvl")
            if level.isdecimal():
                return int(level) + 1 if int(level) < 9 else 0
        return 0

    def numbered(self, paragraph: Any) -> Numbered | None:
        """Returns the list of a paragraph, from the paragraph itself or its style."""
        own = paragraph.find(f"{W}pPr")
        list_id, level = _numbering(own)
        for style in self._chain(value(own, "pStyle")):
            inherited, inherited_level = _numbering(style.find(f"{W}pPr"))
            list_id, level = list_id or inherited, level or inherited_level
        return Numbered(list_id, int(level or 0)) if list_id not in ("", "0") else None

    def hides(self, run: Any, paragraph_style: str) -> bool:
        """Returns whether a run is hidden, tiny, or white without a colour behind it."""
        own = run.find(f"{W}rPr")
        looks = [own] if own is not None else []
        for style_id in (value(own, "rStyle"), paragraph_style):
            run_styles = (style.find(f"{W}rPr") for style in self._chain(style_id))
            looks += [look for look in run_styles if look is not None]
        if any(name in first(looks, "vanish") for name in ("on", "true", "1")):
            return True
        size = first(looks, "sz")
        if size.isdecimal() and int(size) < 2 * MIN_POINTS:
            return True
        return is_pale_code(first(looks, "color")) and not self._is_on_colour(run)

    def _is_on_colour(self, run: Any) -> bool:
        return any(
            _is_shaded(element) or self._is_in_shaded_style(element)
            for element in (run, *run.iterancestors())
        )

    def _is_in_shaded_style(self, element: Any) -> bool:
        properties = element.find(f"{W}tblPr") if element.tag == f"{W}tbl" else element.find(f"{W}pPr")
        name = "tblStyle" if element.tag == f"{W}tbl" else "pStyle"
        styles = self._chain(value(properties, name))
        return any(_has_fill(shade) for style in styles for shade in style.iter(f"{W}shd"))

    def _chain(self, style_id: str) -> list[Any]:
        """Returns a style and those that it is based on."""
        chain: list[Any] = []
        while style_id in self._styles and len(chain) < _MAX_CHAIN:
            chain.append(self._styles[style_id])
            style_id = value(chain[-1], "basedOn")
        return chain


def value(properties: Any | None, name: str) -> str:
    """Returns the value of a property; a property without value is on."""
    element = None if properties is None else properties.find(f"{W}{name}")
    if element is None:
        return ""
    setting = element.get(f"{W}val", "on")
    return "" if setting in _OFF and name == "vanish" else setting


def first(looks: list[Any], name: str) -> str:
    """Returns the value of the nearest look that states the property."""
    return next((value(look, name) for look in looks if look.find(f"{W}{name}") is not None), "")


def _numbering(properties: Any | None) -> tuple[str, str]:
    element = None if properties is None else properties.find(f"{W}numPr")
    return value(element, "numId"), value(element, "ilvl")


def _is_shaded(element: Any) -> bool:
    """Returns whether a run, paragraph, cell, table or shape has a background colour."""
    if element.tag.endswith("}wsp"):
        return element.find(f"{{*}}spPr/{A}solidFill") is not None or element.find("{*}style") is not None
    return any(
        child.find(f"{W}highlight") is not None or any(map(_has_fill, child.iterfind(f"{W}shd")))
        for child in element
        if child.tag in _PROPERTIES
    )


def _has_fill(shade: Any) -> bool:
    fill = shade.get(f"{W}fill", "")
    return fill not in _NO_SHADE and not is_pale_code(fill)
