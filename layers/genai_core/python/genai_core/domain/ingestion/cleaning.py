"""Remove Markdown syntax, so that plain text is indexed and cited.

Link targets, escapes, table rules and heading marks carry no meaning for a search, and take space in the
encoder's window: on technical pages that costs 5 to 10 points of dense quality.
"""

from __future__ import annotations

import re
from itertools import groupby

from genai_core.domain.ingestion.documents import Block
from genai_core.domain.ingestion.markdown_comments import FENCE, without_comments
from genai_core.domain.ingestion.markdown_inline import clean_inline
from genai_core.domain.ingestion.markdown_tags import tags_taken_out

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(
    r"[ \t]*+(?:(?:[-*_][ \t]*){3,}|\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*+)+\|?[ \t]*)$"
)
_DEFINITION = re.compile(
    r" {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*$"
)
_CELL_END = re.compile(r"(?<!\\)\|")
_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]?)+")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_SPACES = re.compile(r"[ \t\u00a0]+")


def clean_markdown(text: str) -> str:
    """Returns the text of a Markdown page without its syntax; headings stay as plain lines."""
    return "\n\n".join(block.text for block in markdown_blocks(text))


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Splits a Markdown page into cleaned blocks in reading order, each with its heading path.

    A heading is a block of its own, whose path ends with itself, so that its words are searched with
    what follows. Fenced code keeps its characters and lines. Any text is accepted.
    """
    path: list[tuple[int, str]] = []
    blocks: list[Block] = []
    for level, body in _pieces(_without_front_matter(text)):
        if level:
            path = [*(item for item in path if item[0] < level), (level, body)]
        blocks.append(Block(body, tuple(heading for _, heading in path)))
    return tuple(blocks)


def front_matter(text: str) -> dict[str, str]:
    """Returns the simple `key: value` lines of a YAML header, keys in lower case; empty if there is none."""
    match = _FRONT_MATTER.match(_normal(text))
    lines = match.group(1).split("\n") if match else []
    pairs = (line.partition(":") for line in lines if re.match(r"[A-Za-z][\w-]*:", line))
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()}


def _pieces(text: str) -> list[tuple[int, str]]:
    """Returns (heading level or 0, cleaned text) in order."""
    page = _Page(text)
    for line in text.split("\n"):
        page.take(line)
    page.end_paragraph()
    return page.pieces


class _Page:
    """Reads a page line by line: open paragraph, open code fence, finished pieces."""

    def __init__(self, text: str) -> None:
        self.pieces: list[tuple[int, str]] = []
        self._without_tags = tags_taken_out(text)
        self._lines: list[str] = []
        self._fence = ""

    def take(self, line: str) -> None:
        mark = FENCE.match(line)
        if self._fence:
            self._take_code(line, ends=bool(mark and mark.group(1).startswith(self._fence)))
        elif mark:
            self.end_paragraph()
            self._fence = mark.group(1)
        elif heading := _HEADING.match(line):
            self.end_paragraph()
            title = _without_closing_marks(heading.group(2) or "")
            self._add(len(heading.group(1)), self._inline(title))
        elif len(self._lines) == 1 and (under := _SETEXT.match(line)) and "|" not in self._lines[0]:
            self._add(1 if under.group(1)[0] == "=" else 2, self._inline(self._lines[0]))
        elif line.strip():
            self._lines.append(line)
        else:
            self.end_paragraph()

    def end_paragraph(self) -> None:
        self._add(0, "\n".join(self._lines).strip("\n") if self._fence else self._paragraph())

    def _take_code(self, line: str, *, ends: bool) -> None:
        if ends:
            self.end_paragraph()
            self._fence = ""
        else:
            self._lines.append(line)

    def _paragraph(self) -> str:
        in_table = any("|" in line and _RULE.match(line) for line in self._lines)
        kept = [
            _QUOTE.sub("", line)
            for line in self._lines
            if not _RULE.match(line) and not _DEFINITION.match(line)
        ]
        parts: list[str] = []
        for is_row, lines in groupby(kept, key=lambda line: _is_row(line, in_table=in_table)):
            if is_row:
                parts += map(self._row, lines)
            else:
                parts += map(_squeeze, clean_inline("\n".join(lines), self._without_tags).split("\n"))
        return "\n".join(filter(None, parts))

    def _row(self, line: str) -> str:
        """Returns a row of a table; empty cells are kept, so that values stay in their columns."""
        cells = _CELL_END.split(line.strip().removeprefix("|"))
        if len(cells) > 1 and not cells[-1].strip():
            cells.pop()
        cleaned = [" ".join(self._inline(cell).split()) for cell in cells]
        return " | ".join(cleaned).rstrip() if any(cleaned) else ""

    def _inline(self, text: str) -> str:
        return clean_inline(text, self._without_tags).strip()

    def _add(self, level: int, body: str) -> None:
        self._lines.clear()
        if body.strip():
            self.pieces.append((level, body))


def _is_row(line: str, *, in_table: bool) -> bool:
    return line.lstrip().startswith("|") or (in_table and "|" in line)


def _squeeze(line: str) -> str:
    """Collapses blanks, except the indentation, which tells the depth of a list."""
    bare = line.lstrip(" \t")
    indent = line[: len(line) - len(bare)].replace("\t", "    ")
    return indent + _SPACES.sub(" ", bare).rstrip() if bare.strip() else ""


def _without_closing_marks(heading: str) -> str:
    """Returns a heading without closing marks: "Title ##" becomes "Title", "C#" stays."""
    heading = heading.rstrip(" \t")
    bare = heading.rstrip("#")
    return heading if bare and bare[-1] not in " \t" else bare


def _without_front_matter(text: str) -> str:
    text = _normal(text)
    match = _FRONT_MATTER.match(text)
    # Text between two rules looks like a header too; a real one has only `key:` lines and their values.
    if match and re.match(r"[A-Za-z][\w-]*:", match.group(1)):
        text = text[match.end() :]
    return without_comments(text)


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
