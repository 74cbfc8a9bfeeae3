"""Markdown pages as their parts: headings, links and code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Page:
    """One Markdown file.

    Attributes:
        path: Where it lies.
        text: Its content.
    """

    path: Path
    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens, those inside of others too."""
        return tuple(_flat(_MARKDOWN.parse(self.text)))

    @property
    def links(self) -> list[str]:
        """The targets of links and images, as written."""
        targets = (token.attrGet("href") or token.attrGet("src") for token in self.tokens)
        return [str(target) for target in targets if target]

    @property
    def code(self) -> list[str]:
        """The pieces of code: spans whole, blocks line by line."""
        spans = [token.content for token in self.tokens if token.type == "code_inline"]
        blocks = [token.content for token in self.tokens if token.type in ("fence", "code_block")]
        return spans + [line for block in blocks for line in block.splitlines()]

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The anchors of its headings, as GitHub makes them."""
        seen: Counter[str] = Counter()
        anchors: list[str] = []
        for token, inside in zip(self.tokens, self.tokens[1:], strict=False):
            if token.type == "heading_open":
                name = _anchor(inside)
                anchors.append(f"{name}-{seen[name]}" if seen[name] else name)
                seen[name] += 1
        return frozenset(anchors)


def read_page(path: Path) -> Page:
    """Returns the page in a file. Raises OSError if it cannot be read."""
    return _page(path, path.read_text("utf-8"))


@cache
def _page(path: Path, text: str) -> Page:
    """Returns one page for each content: parsing is slow, and other pages' links are checked in it."""
    return Page(path, text)


def _anchor(heading: Token) -> str:
    parts = heading.children or ()
    words = "".join(part.content for part in parts if part.type in ("text", "code_inline"))
    return _NOT_IN_ANCHORS.sub("", words.strip().lower()).replace(" ", "-")


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])
