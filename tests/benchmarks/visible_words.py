"""What a web page shows, by Python's own HTML parser: the plain reader that ours is compared with."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_UNSEEN = {
    "script", "style", "template", "noscript", "svg", "canvas", "iframe", "title", "select", "audio", "video",
}  # fmt: skip
_AROUND = {"nav", "footer", "aside"}
_EMPTY = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}
_INLINE = {
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "kbd", "mark", "s", "small", "span", "strong",
    "sub", "sup", "u", "var",
}  # fmt: skip
_MENU = re.compile(
    r"(?:^|[\s_-])(?:nav|navbox|navigation|menu|sidebar|footer|toc|noprint|editsection)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def visible_text(page: str, *, whole: bool = False) -> str:
    """Returns the words that a reader sees, without menus, side bars and footers unless `whole`."""
    reader = _Reader(whole=whole)
    reader.feed(page)
    reader.close()
    return "".join(reader.parts)


class _Reader(HTMLParser):
    def __init__(self, *, whole: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._whole = whole
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.parts.append(" ")
        if tag in _EMPTY:
            return
        attributes = {name: value or "" for name, value in attrs}
        self._open.append((tag, self._is_left_out(tag, attributes)))

    def _is_left_out(self, tag: str, attributes: dict[str, str]) -> bool:
        if tag in _UNSEEN:
            return True
        if self._whole:
            return False
        is_menu = tag in _AROUND or attributes.get("role") in ("navigation", "contentinfo", "search")
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        is_named = tag in ("div", "ul", "table", "td", "span") and bool(_MENU.search(names))
        return (
            is_menu or is_named or "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))
        )

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.parts.append(" ")
        indices = [index for index, (name, _) in enumerate(self._open) if name == tag]
        if indices:
            del self._open[indices[-1] :]

    def handle_data(self, data: str) -> None:
        if not any(left_out for _, left_out in self._open):
            self.parts.append(data)
