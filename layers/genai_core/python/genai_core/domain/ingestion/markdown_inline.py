"""Read Markdown inside a paragraph: links, emphasis, code ticks, tags, escapes, entities."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from genai_core.domain.ingestion.markdown_emphasis import without_emphasis

_PRIVATE = 0xE000
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN = re.compile(r"[\ue021-\ue07e]")
_AUTOLINK = re.compile(r"<((?:https?|mailto|ftp):[^<>\s]{1,2000})>")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\]){0,500})\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)")
_REFERENCE = re.compile(r"!?\[([^\[\]\n]{1,500})\]\[[^\[\]\n]{0,200}\]")
_TICKS = re.compile(r"`+")


def clean_inline(text: str, without_tags: Callable[[str], str]) -> str:
    """Removes the marks inside a line or paragraph.

    Args:
        without_tags: Removes the HTML tags of the page.
    """
    # Escaped characters are replaced by private ones first, so that `\[1\](x)` is not read as a link.
    text = _ESCAPE.sub(lambda match: chr(_PRIVATE + ord(match.group(1))), text)
    if "`" in text:
        text = _with_code_hidden(text)
    text = without_tags(_AUTOLINK.sub(r"\1", text))
    if "[" in text:
        text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", _LINK.sub(r"\1", text)))
    text = without_emphasis(text)
    text = html.unescape(text) if "&" in text else text
    return _HIDDEN.sub(lambda match: chr(ord(match.group()) - _PRIVATE), text)


def _with_code_hidden(text: str) -> str:
    """Removes the ticks around code: a run of ticks ends at the next run of the same length in its line."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    closing = _closing_runs(text, runs)
    pieces: list[str] = []
    position = 0
    for (start, end), closes in zip(runs, closing, strict=True):
        if closes is not None and start >= position:
            pieces += [text[position:start], _hide(text[end : closes[0]])]
            position = closes[1]
    return "".join([*pieces, text[position:]])


def _closing_runs(text: str, runs: list[tuple[int, int]]) -> list[tuple[int, int] | None]:
    """Returns the closing run of each run, found in one backward pass: the time stays linear."""
    closing: list[tuple[int, int] | None] = []
    by_length: dict[int, tuple[int, int]] = {}
    following = len(text)
    for start, end in reversed(runs):
        if "\n" in text[end:following]:
            by_length.clear()
        closing.append(by_length.get(end - start))
        by_length[end - start] = (start, end)
        following = start
    return closing[::-1]


def _hide(code: str) -> str:
    return "".join(chr(_PRIVATE + ord(char)) if "!" <= char <= "~" else char for char in code.strip())
