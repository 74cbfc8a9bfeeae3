"""Distinguish HTML tags in Markdown from text in angle brackets such as `<copy-name>`."""

from __future__ import annotations

import re
from collections.abc import Callable

ELEMENTS = frozenset({
    "a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br",
    "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt",
    "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i",
    "iframe", "img", "input", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "path", "picture", "pre",
    "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "source", "span", "strike", "strong", "sub",
    "summary", "sup", "svg", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var",
    "video", "wbr",
})  # fmt: skip
"""Elements that Markdown pages use for layout; without `html`, `head`, `body` and `title`, because a page
that names them is about HTML.
"""
_ALONE = {"br", "hr", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot"}
"""Tags that need no end tag."""
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})((?:[ \t\n][^<>]{0,500})?)/?>")
_CODE = re.compile(r"(`+)[^`\n]*\1")
_ATTRIBUTES = re.compile(r"""[\s\S]*(?:=|\A\s*(?:open|hidden|checked|disabled|reversed|controls)\s*\Z)""")
_CELL_BOUND = re.compile(r"</t[hd]\s*>\s*(?=<t[hd][\s>])", re.IGNORECASE)
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)


def tags_taken_out(page: str) -> Callable[[str], str]:
    """Returns a function that removes the tags from a part of the page.

    A tag is the name of an element with attributes, or one whose partner is on the page: `<source>` in
    "copy <source>", `<object>` in `List<object>` and `a<b and c>d` are text.
    """
    paired = _paired_names(page)

    def replacement(match: re.Match[str]) -> str:
        written = match.group(2)
        name = written.lower()
        if name not in ELEMENTS or written not in (name, name.upper()):
            return match.group()
        is_tag = (
            name in paired
            or name in _ALONE
            or (not match.group(1) and bool(_ATTRIBUTES.match(match.group(3))))
        )
        return "" if is_tag else match.group()

    def cleaned(text: str) -> str:
        return _TAG.sub(replacement, _BREAK.sub(" ", _CELL_BOUND.sub(" | ", text))) if "<" in text else text

    return cleaned


def _paired_names(page: str) -> frozenset[str]:
    if "</" not in page:
        return frozenset()
    opened: set[str] = set()
    closed: set[str] = set()
    for slash, name, _ in _TAG.findall(_CODE.sub("", page)):
        (closed if slash else opened).add(name.lower())
    return frozenset(opened & closed)
