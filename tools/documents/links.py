"""Checks that the relative links of a page lead to a file, and to a heading of it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from tools.documents.pages import Page, read_page


def broken_links(page: Page) -> Iterator[str]:
    """Yields a complaint for each relative link that leads nowhere; links with a scheme are not followed."""
    for link in page.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = page.path.parent / unquote(parts.path) if parts.path else page.path
        if not target.exists():
            yield f"{page.path}: the link {link!r} leads to no file. Correct or remove it."
        elif parts.fragment and target.suffix == ".md" and parts.fragment not in read_page(target).anchors:
            yield f"{page.path}: the link {link!r} names a heading that {target.name} does not have."
