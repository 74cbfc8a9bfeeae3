"""Remove menus, side bars and footers from a page.

A part is removed because it consists of links, never for its name alone: sections are called `pagination`,
wrappers `has-sidebar`, headings `navigation`. Only a request to allow cookies has a name of its
own. A good share of the text always stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]

LINKS_FROM = 0.5
"""A part is a list of links if this share of its characters is in links."""
MAX_DROPPED = 0.8
MAX_DROPPED_OUTSIDE_LINKS = 0.25
"""Maximum shares to drop: of the page's characters, and of those outside links."""
_SHORT_CHARS, _SHORT_FOOTER_CHARS = 25, 300
_CONTENT = {"main", "article"}
_MENU_ROLES = {"navigation", "menu", "menubar", "search"}
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navbox|navigation|menu|sidebar|breadcrumbs?|cookie|footer|toc|advert|ads|share|"
    r"social|related|pagination|skip-link|editsection|noprint)(?:$|[\s_-])",
    re.IGNORECASE,
)

_CONSENT = re.compile(
    r"(?:cookie|consent|gdpr)s?[\w-]{0,40}(?:banner|notice|popup|modal|overlay|dialog|law|bar)(?:$|[\s_-])|"
    r"(?:^|\s)(?:onetrust|cookiebot|usercentrics|cc-window)",
    re.IGNORECASE,
)
"""Names of requests to allow cookies; sections about cookies have other names."""


@dataclass(slots=True)
class _Part:
    """The visible text of an element.

    Attributes:
        linked: Number of its characters that are in links.
        has_heading: Whether a heading is in it.
    """

    chars: int = 0
    linked: int = 0
    has_heading: bool = False

    @property
    def link_share(self) -> float:
        return self.linked / self.chars if self.chars else 1.0


def remove_furniture(root: html.HtmlElement) -> None:
    """Removes menus, side bars and page footers from a tree whose hidden parts are gone."""
    whole, candidates = _candidates(root)
    dropped = _Part()
    # Small parts first: a part with most of the page's text is its content, even if it is all links.
    for part, element in sorted(candidates, key=lambda candidate: candidate[0].chars):
        chars, linked = dropped.chars + part.chars, dropped.linked + part.linked
        fits = chars <= MAX_DROPPED * whole.chars
        if fits and chars - linked <= MAX_DROPPED_OUTSIDE_LINKS * (whole.chars - whole.linked):
            dropped = _Part(chars, linked)
            element.drop_tree()


def _candidates(root: html.HtmlElement) -> tuple[_Part, list[tuple[_Part, html.HtmlElement]]]:
    """Returns the page's visible text, and the outermost parts that look like menus, side bars or footers."""
    open_parts, first_inside = [_Part()], [0]
    candidates: list[tuple[_Part, html.HtmlElement]] = []
    links = contents = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            links += tag == "a"
            contents += tag in _CONTENT or element.get("role") == "main"
            size = _chars(element.text)
            first_inside.append(len(candidates))
            open_parts.append(_Part(size, size if links else 0, tag in ("h1", "h2", "h3", "h4", "h5", "h6")))
            continue
        part, first = open_parts.pop(), first_inside.pop()
        links -= tag == "a"
        contents -= tag in _CONTENT or element.get("role") == "main"
        if part.chars and _is_furniture(element, part, in_content=contents > 0):
            candidates[first:] = [(part, element)]
        above = open_parts[-1]
        above.chars += part.chars
        above.linked += part.linked
        above.has_heading |= part.has_heading
        tail = _chars(element.tail)
        above.chars += tail
        above.linked += tail if links else 0
    return open_parts[0], candidates


def _is_furniture(element: html.HtmlElement, part: _Part, *, in_content: bool) -> bool:
    tag, role = element.tag, element.get("role", "")
    if tag in ("html", "body", "main", "article") or role == "main":
        return False
    is_list = part.link_share >= LINKS_FROM
    if tag == "nav" or role in _MENU_ROLES:
        return is_list or (part.chars < _SHORT_CHARS and not part.has_heading)
    if (tag in ("footer", "aside", "header") or role in ("contentinfo", "complementary", "banner")) and (
        not in_content
    ):
        is_footer = tag == "footer" or role == "contentinfo"
        is_short = part.chars < (_SHORT_FOOTER_CHARS if is_footer else _SHORT_CHARS)
        return is_list or (is_short and not part.has_heading)
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if not in_content and _CONSENT.search(names):
        return True
    return is_list and not part.has_heading and bool(_FURNITURE.search(names))


def _chars(text: str | None) -> int:
    return sum(map(len, text.split())) if text else 0
