"""Remove what a page never shows to its reader, and keep what a click shows.

Accordions and tabs hide their text until somebody opens them; text for models is hidden for good. A folded
part stays if the page has a control for it. Transparent, tiny, off-page and white-on-white letters are
removed, since no control shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]

from genai_core.adapters.extraction.css_values import declarations
from genai_core.adapters.extraction.visibility import (
    has_background,
    is_deceptive,
    is_folded,
    is_white,
)

_NEVER_SHOWN = {
    "script", "style", "template", "svg", "canvas", "iframe", "object", "head", "noscript", "datalist", "rp",
    "audio", "video", "applet", "frameset", "embed",
}  # fmt: skip
_INLINE = {
    "a",
    "b",
    "i",
    "em",
    "span",
    "strong",
    "small",
    "sup",
    "sub",
    "img",
    "code",
    "label",
    "font",
    "u",
    "s",
}
_FOLDED_CLASS = re.compile(
    r"(?:^|[\s_-])(?:tab|tabs|tabpanel|tab-?pane|panel|accordion|collaps\w*|faq|answer|toggle|expand\w*|spoiler|"
    r"details|foldable)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ANCHORS = frozenset("¶#§🔗⚓")
_CONTROL_ROLES = {"button", "tab", "switch"}
_REFERRING = ("aria-controls", "data-target", "data-bs-target", "href")
_SIBLINGS, _DESCENDANTS = 8, 12


def remove_unseen(root: html.HtmlElement) -> None:
    """Removes invisible elements from the tree and keeps their tails."""
    for element in list(_unseen(root)):
        parent = element.getparent()
        if parent is not None:
            element.drop_tree()


def _unseen(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    controlled = _controlled_ids(root)
    coloured = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        style = declarations(element.get("style", "")) if element.get("style") else {}
        has_colour = bool(element.get("bgcolor")) or has_background(style)
        if event == "end":
            coloured -= has_colour
            continue
        coloured += has_colour
        is_hidden = _is_never_shown(element) or is_deceptive(style) or (is_white(style) and not coloured)
        if is_hidden or (_is_folded(element, style) and not _can_be_opened(element, controlled)):
            walk.skip_subtree()
            yield element


def _is_never_shown(element: html.HtmlElement) -> bool:
    tag = element.tag
    if not isinstance(tag, str):
        return False
    if tag == "script":
        return not element.get("type", "").startswith("math/tex")
    if tag == "dialog":
        return element.get("open") is None
    if tag == "button":
        return not _is_telling(element)
    if tag == "a" and element.get("href", "").startswith("#"):
        # The mark beside a heading that links to it.
        return (element.text or "").strip() in _ANCHORS and not len(element)
    # A dialog marks the page's blocks as hidden; hidden small elements are icons and duplicated text.
    return tag in _NEVER_SHOWN or (element.get("aria-hidden") == "true" and tag in _INLINE and tag != "img")


def _is_telling(button: html.HtmlElement) -> bool:
    """Returns whether a button has text of the page, such as the question of an accordion."""
    if _is_marked_control(button):
        return True
    words = button.text_content().split()
    return len(words) >= 3 or sum(map(len, words)) >= 20


def _is_folded(element: html.HtmlElement, style: dict[str, str]) -> bool:
    # The browser's search opens elements that are hidden "until-found".
    return element.get("hidden", "until-found").lower() != "until-found" or is_folded(style)


def _can_be_opened(element: html.HtmlElement, controlled: set[str]) -> bool:
    if element.get("id") in controlled or element.get("role") == "tabpanel":
        return True
    return bool(_FOLDED_CLASS.search(element.get("class", ""))) or _follows_control(element)


def _follows_control(element: html.HtmlElement) -> bool:
    """Returns whether a control comes just before, with only other folded parts in between."""
    before = element.getprevious()
    for _ in range(_SIBLINGS):
        if before is None:
            return False
        if _holds_control(before):
            return True
        if not _is_folded(before, declarations(before.get("style", ""))):
            return False
        before = before.getprevious()
    return False


def _holds_control(element: html.HtmlElement) -> bool:
    for number, part in enumerate(element.iter()):
        if part.tag in ("button", "summary") or _is_marked_control(part):
            return True
        if number >= _DESCENDANTS:
            return False
    return False


def _is_marked_control(element: html.HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return False
    return (
        element.get("role") in _CONTROL_ROLES
        or element.get("aria-expanded") is not None
        or element.get("aria-controls") is not None
        or element.get("data-toggle") is not None
        or (element.get("onclick") is not None and element.tag != "body")
    )


def _controlled_ids(root: html.HtmlElement) -> set[str]:
    ids: set[str] = set()
    for element in root.iter():
        if isinstance(element.tag, str):
            for name in _REFERRING:
                target = element.get(name, "")
                if target and (name == "aria-controls" or target.startswith("#")):
                    ids.update(part.lstrip("#") for part in target.split())
    return ids
