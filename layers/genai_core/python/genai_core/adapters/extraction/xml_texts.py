"""Read the text of XML element by element, in any vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

_INLINE = frozenset(
    (
        *("b", "i", "u", "sub", "sup", "em", "strong", "span", "a", "figref", "claim-ref", "xref", "italic"),
        *("bold", "emphasis", "code", "literal", "link", "hi", "ref", "tspan", "lb", "br"),
    )
)
_APART = frozenset(
    ("lb", "br", "pb", "p", "para", "note", "footnote", "fn", "title", "li", "item", "row", "td", "entry")
)
"""Elements that separate words inside mixed text."""
_UNSEEN = frozenset(("style", "script", "defs", "metadata"))
_LAYOUT = frozenset(
    (
        *("class", "style", "lang", "space", "href", "src", "role", "rend", "schemaLocation", "nil"),
        *("version", "encoding", "type", "base", "target", "xmlns"),
    )
)
"""Attributes for layout rather than data."""
_DOCUMENTS = ("docbook", "tei-c.org", "w3.org/2000/svg", "w3.org/1999/xhtml", "oasis-open", "openxmlformats")
_LOOKED_AT, _FEW, _MIXED_SHARE = 5000, 30, 0.02
_MAX_VALUE_CHARS = 2000


def xml_texts(root: Any) -> Iterator[str]:
    """Yields the text of each element that has its own, in document order, with blanks collapsed.

    Attributes are data in catalogues and settings, but layout in documents, where they are left out.
    """
    is_data = not any(name in str(root.tag) for name in _DOCUMENTS) and not _is_prose(root)
    yield from _texts(root, is_data=is_data)


def _is_prose(root: Any) -> bool:
    """Returns whether many elements have text with inline elements, as in articles and patents."""
    looked_at = list(islice(root.iter("*"), _LOOKED_AT))
    mixed = sum(len(element) > 0 and bool((element.text or "").strip()) for element in looked_at)
    return len(looked_at) > _FEW and mixed > _MIXED_SHARE * len(looked_at)


def _texts(element: Any, *, is_data: bool) -> Iterator[str]:
    if not isinstance(element.tag, str) or _name(element) in _UNSEEN:
        return
    if is_data and (data := _attributes(element)):
        yield data
    is_leaf = all(not isinstance(child.tag, str) or _name(child) in _INLINE for child in element)
    has_own = bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)
    if is_leaf or has_own:
        if text := " ".join("".join(_letters(element)).split()):
            yield text
        return
    for child in element:
        yield from _texts(child, is_data=is_data)


def _letters(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and _name(child) not in _UNSEEN:
            blank = " " if _name(child) in _APART else ""
            yield blank
            yield from _letters(child)
            yield blank
        yield child.tail or ""


def _attributes(element: Any) -> str:
    """Returns the data in an element's attributes: `item sku: A1 | price: 12.50`."""
    pairs = ((name.rpartition("}")[2], value.strip()) for name, value in element.attrib.items())
    data = [f"{name}: {value[:_MAX_VALUE_CHARS]}" for name, value in pairs if value and name not in _LAYOUT]
    return f"{str(element.tag).rpartition('}')[2]} {' | '.join(data)}" if data else ""


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()
