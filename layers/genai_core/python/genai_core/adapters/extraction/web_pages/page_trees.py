"""Parse HTML into a tree, however deeply it is nested."""

from __future__ import annotations

import re

from lxml import html
from lxml.etree import ParserError

from genai_core.adapters.extraction.packages import damaged
from genai_core.errors import InvalidInput

MAX_DEPTH = 2000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_XHTML = re.compile(r"<\?xml|xmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml")
_CLOSED = re.compile(
    r"<(title|script|style|iframe|textarea|a|div|span|p|td|th|li|em|strong|b|i)(\s[^<>]{0,2000})?/>",
    re.IGNORECASE,
)


def parsed(text: str) -> html.HtmlElement:
    """Returns the root of a page.

    Raises:
        InvalidInput: No parser can read it, or its elements are nested too deeply.
    """
    if _XHTML.search(text[:2000]):
        # An HTML parser reads `<title/>` as a title that never ends.
        text = _CLOSED.sub(r"<\1\2></\1>", text)
    parser = html.HTMLParser(huge_tree=True)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", text), parser=parser)
    except (ParserError, ValueError) as error:
        raise damaged(str(error)) from error
    if any("depth" in entry.message for entry in parser.error_log):  # pyright: ignore[reportGeneralTypeIssues]
        raise InvalidInput(
            f"its elements are nested more than {MAX_DEPTH} levels deep",
            remedy="Save the page as text or PDF from a browser, and upload that.",
        )
    return root
