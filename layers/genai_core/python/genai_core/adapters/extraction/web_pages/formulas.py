"""Write formulas of a page as one line of text: the author's TeX if present, else the terms in order."""

from __future__ import annotations

import re

from lxml import html

_TEX_TYPES = ("application/x-tex", "text/x-tex", "tex")
_FORMULA_IMAGE = re.compile(r"(?:^|[\s_-])(?:tex|latex|math|mwe-math\S*)(?:$|[\s_-])", re.IGNORECASE)
_BETWEEN = {"msup": "^", "msub": "_", "mfrac": "/", "munder": "_", "mover": "^", "mroot": " root "}
_POWER = re.compile(r"[-+−]?\d{1,4}|[a-z]")
_BASE = re.compile(r"(?:\d|\)|(?<![^\W\d_])[^\W\d_]{1,2})$")


def formula(element: html.HtmlElement) -> str:
    """Returns the text of a `math` element."""
    for note in element.iter("annotation"):
        if note.get("encoding", "").lower() in _TEX_TYPES and note.text:
            return " ".join(note.text.split())
    return " ".join(_terms(element).split())


def formula_image(element: html.HtmlElement) -> str:
    """Returns the formula that an image shows, from its alternative text; empty for other images."""
    alternative = element.get("alt", "").strip()
    is_formula = alternative.startswith(r"{\displaystyle") or _FORMULA_IMAGE.search(element.get("class", ""))
    return alternative if is_formula else ""


def raised(text: str, before: str) -> str:
    """Returns superscript characters joined to the text before them: as a power, or separate as a mark."""
    if _POWER.fullmatch(text) and _BASE.search(before[-4:]):
        return f"^{text}"
    return f" {text}" if text.isdecimal() and before[-1:].isalpha() else text


def _terms(element: html.HtmlElement) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag.startswith("annotation"):
        return ""
    parts = [_terms(child) for child in element]
    if tag in _BETWEEN and len(parts) == 2:
        return _BETWEEN[tag].join(map(_bracketed, parts))
    if tag == "msubsup" and len(parts) == 3:
        return f"{parts[0]}_{_bracketed(parts[1])}^{_bracketed(parts[2])}"
    if tag == "msqrt":
        return f"sqrt({''.join(parts)})"
    own = " ".join((element.text or "").split())
    return f" {own} " if tag == "mo" and own in "=+-−<>≤≥±·×" and own else own + "".join(parts)


def _bracketed(term: str) -> str:
    term = term.strip()
    return term if len(term) <= 1 or term.isalnum() or term.startswith("(") else f"({term})"
