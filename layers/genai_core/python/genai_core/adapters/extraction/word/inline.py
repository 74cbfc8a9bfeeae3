"""Read the text of a paragraph: runs, fields, equations and form controls, without hidden text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from genai_core.adapters.extraction.figures.office_pictures import is_ornament
from genai_core.adapters.extraction.office_packages import R, W
from genai_core.adapters.extraction.word.styles import Styles, value
from genai_core.adapters.extraction.word.symbols import symbol

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CHOICE, FALLBACK = (
    f"{{http://schemas.openxmlformats.org/markup-compatibility/2006}}{name}"
    for name in ("Choice", "Fallback")
)
GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "cellDel"))
"""Deleted text, and text that was moved elsewhere."""
_LEFT_OUT = GONE | {
    f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "rt")
}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_NOTES = {
    f"{W}footnoteReference": "footnote",
    f"{W}endnoteReference": "endnote",
    f"{W}commentReference": "comment",
}
_GRAPHICS = {"chart": f"{R}id", "relIds": f"{R}dm"}


@dataclass(slots=True)
class Drawn:
    """A picture, chart or shape that is anchored in a paragraph.

    Attributes:
        description: Its alternative text.
        picture: Relation id of its picture; empty if it has none.
        is_shown: False for a drawing that is hidden or only decorates.
    """

    description: str
    picture: str = ""
    is_shown: bool = True


@dataclass(slots=True)
class Inline:
    """The content of a paragraph.

    Attributes:
        boxes: Text boxes that are anchored in it.
        notes: Kind and id of the notes it refers to.
        graphics: Relation ids of its charts and diagrams.
        drawn: Its pictures, and what else has an alternative text.
    """

    parts: list[str] = field(default_factory=list[str])
    boxes: list[Any] = field(default_factory=list[Any])
    notes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    graphics: list[str] = field(default_factory=list[str])
    drawn: list[Drawn] = field(default_factory=list[Drawn])

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()


def inline(paragraph: Any, styles: Styles) -> Inline:
    """Returns the content of a paragraph in reading order."""
    content = Inline()
    _gather(paragraph, content, styles, value(paragraph.find(f"{W}pPr"), "pStyle"))
    return content


def _gather(element: Any, content: Inline, styles: Styles, style: str) -> None:
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _LEFT_OUT or is_unused(child):
            continue
        if not _take(child, content) and (child.tag != f"{W}r" or not styles.hides(child, style)):
            _gather(child, content, styles, style)


def _take(child: Any, content: Inline) -> bool:
    """Adds the content or reference of an element; False if its children have to be read instead."""
    tag = child.tag
    name = _GRAPHICS.get(tag.rpartition("}")[2])
    graphic = child.get(name) if name else None
    if tag == f"{MATH}den":
        content.parts.append("/")
        return False
    if tag in _TEXT_OF:
        content.parts.append(_TEXT_OF[tag](child))
    elif tag in _BREAKS:
        content.parts.append(_BREAKS[tag])
    elif tag == f"{W}txbxContent":
        content.boxes.append(child)
    elif tag in _NOTES:
        content.notes.append((_NOTES[tag], child.get(f"{W}id", "")))
    elif graphic:
        content.graphics.append(graphic)
    else:
        _look(child, content.drawn)
        return False
    return True


def _look(element: Any, drawn: list[Drawn]) -> None:
    """Adds the picture or the alternative text of an element of a drawing."""
    name = element.tag.rpartition("}")[2]
    if name in ("docPr", "cNvPr"):
        text = element.get("descr") or element.get("title") or ""
        if name == "docPr" or (text and (not drawn or drawn[-1].picture)):
            drawn.append(Drawn(text, is_shown=not is_ornament(element)))
        elif text and not drawn[-1].description:
            drawn[-1].description = text
    elif name == "shape" and element.get("alt"):
        drawn.append(Drawn(element.get("alt")))
    elif name in ("blip", "imagedata"):
        identifier = element.get(f"{R}embed") or element.get(f"{R}id") or ""
        if not drawn or drawn[-1].picture:
            drawn.append(Drawn(""))
        drawn[-1].picture = identifier


def is_unused(element: Any) -> bool:
    """Returns whether an element is the alternative form of a content, or a placeholder of a field."""
    if element.tag == FALLBACK:
        return any(sibling.tag == CHOICE for sibling in element.itersiblings(preceding=True))
    return element.tag == f"{W}sdt" and element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _form_value(character: Any) -> str:
    """Returns the text of a form field in old documents; its other kinds have text of their own."""
    choices = character.find(f"{W}ffData/{W}ddList")
    if choices is not None:
        entries = [item.get(f"{W}val", "") for item in choices.iterfind(f"{W}listEntry")]
        chosen = value(choices, "result") or value(choices, "default") or "0"
        return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
    box = character.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    state = value(box, "checked") if box.find(f"{W}checked") is not None else value(box, "default")
    return "☒" if state in ("on", "1", "true") else "☐"


def _text(element: Any) -> str:
    return element.text or ""


_TEXT_OF: dict[str, Callable[[Any], str]] = {
    f"{W}t": _text,
    f"{MATH}t": _text,
    f"{W}sym": symbol,
    f"{W}fldChar": _form_value,
}
