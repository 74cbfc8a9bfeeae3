"""Remove HTML comments from Markdown, but not those shown as code."""

from __future__ import annotations

import re
from collections.abc import Iterator

FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BEGIN, _END = "<!--", "-->"


def without_comments(text: str) -> str:
    """Returns the text without comments. One that never ends is text."""
    return "\n".join(_shown_lines(text)) if _BEGIN in text else text


def _shown_lines(text: str) -> Iterator[str]:
    last_end = text.rfind(_END)
    position, fence, held, is_open = 0, "", "", False
    for line in text.split("\n"):
        mark = FENCE.match(line)
        if is_open or not (fence or mark):
            shown, is_open = _shown_part(line, is_open=is_open, ends=last_end - position)
            held += shown
            # Text before and after a comment is one line; a comment alone does not split a paragraph.
            if not is_open and (held or not line.strip()):
                yield held
            held = held if is_open else ""
        else:
            if mark and not fence:
                fence = mark.group(1)
            elif mark and mark.group(1).startswith(fence):
                fence = ""
            yield line
        position += len(line) + 1


def _shown_part(line: str, *, is_open: bool, ends: int) -> tuple[str, bool]:
    """Returns the part of a line outside comments, and whether a comment is open at its end.

    Args:
        ends: Where the last comment of the page ends, counted from this line's start.
    """
    pieces: list[str] = []
    position = 0
    while True:
        if is_open:
            end = line.find(_END, position)
            if end < 0:
                return "".join(pieces), True
            position, is_open = end + len(_END), False
        start = _comment_start(line, position)
        if start < 0 or start >= ends:
            return "".join([*pieces, line[position:]]), False
        pieces.append(line[position:start])
        position, is_open = start + len(_BEGIN), True


def _comment_start(line: str, position: int) -> int:
    """Returns where the next comment outside code ticks begins; -1 if there is none."""
    start = line.find(_BEGIN, position)
    while start >= 0 and line.count("`", position, start) % 2 and "`" in line[start:]:
        position = line.index("`", start) + 1
        start = line.find(_BEGIN, position)
    return start
