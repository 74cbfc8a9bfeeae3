"""Join the lines of a page into paragraphs, and assign them to the headings of the bookmarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from genai_core.adapters.extraction.pdf_pages.table_rows import BETWEEN_CELLS
from genai_core.domain.text.scripts import UNSPACED_LINES

_HYPHEN = re.compile(r"(?<!\w)(\w++)(?:[\ufffe\x02]\n?|-[ ]?\n)[ ]?(\w+)")
_SENTENCE_END = re.compile(r"[.!?:;。！？：；][\"'”’)\]」』）]*$")
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣·–-]|\(?\d{1,3}[.)]|[a-z]\))\s")
_UNSPACED = re.compile(f"[{UNSPACED_LINES}]")
_FULL_LINE = 0.7


def dehyphenated(text: str, seen: Counter[str]) -> str:
    """Joins words hyphenated at a line end, unless the document writes them with the hyphen elsewhere."""

    def join(match: re.Match[str]) -> str:
        left, right = match.groups()
        keeps = not right[0].islower() or seen[f"{left}-{right}".lower()] > seen[f"{left}{right}".lower()]
        return f"{left}-{right}" if keeps else f"{left}{right}"

    return _HYPHEN.sub(join, text).replace("\ufffe", "-")


def sections(
    text: str, headings: tuple[str, ...], marks: list[tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields the parts of a page with the headings above each.

    Args:
        text: Of the page.
        headings: Those that apply at its top.
        marks: Heading paths of the bookmarks that point to it, in order. A section begins at the line that is
            its title; without such a line, at the last known position.
    """
    rest = text.split("\n")
    part: list[str] = []
    for mark in marks:
        position = next((at for at, line in enumerate(rest) if " ".join(line.split()) == mark[-1]), None)
        if position is not None:
            part += rest[:position]
            if part:
                yield "\n".join(part), headings
            # The heading is a block of its own, as in formats that mark headings.
            yield mark[-1], mark
            part, rest = [], rest[position + 1 :]
        headings = mark
    yield "\n".join(part + rest), headings


def paragraphs(text: str) -> list[str]:
    """Joins the lines of a page into paragraphs: a short line ends one, always if it ends in a full stop.

    Rows of a table stay separate lines.
    """
    lines = [line.strip() for line in text.split("\n")]
    lengths = sorted(len(line) for line in lines if line and BETWEEN_CELLS not in line)
    full = _FULL_LINE * lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    blocks = [""]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        is_row = BETWEEN_CELLS in line
        if not line or _BULLET.match(line) or is_row != (BETWEEN_CELLS in blocks[-1]):
            blocks.append("")
        is_sentence = bool(_SENTENCE_END.search(line))
        heading_follows = is_sentence and 0 < len(after) < full and not _SENTENCE_END.search(after)
        if len(line) >= full and not heading_follows and not is_row:
            blocks[-1] += f"{line}{_between(line, after)}"
        else:
            blocks[-1] += f"{line}\n"
            if is_sentence and not is_row:
                blocks.append("")
    return [block.strip() for block in blocks if block.strip()]


def _between(line: str, after: str) -> str:
    """Returns the separator of two lines: empty in scripts without spaces."""
    return "" if _UNSPACED.match(line[-1:]) and _UNSPACED.match(after[:1]) else " "
