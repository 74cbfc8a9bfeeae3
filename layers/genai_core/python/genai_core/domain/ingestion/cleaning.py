"""Markdown without its marks: what is indexed and cited is text, not syntax.

Link targets, escapes, table rules and heading marks carry no meaning for a search, and they crowd the
text out of the encoder's window: on technical pages that costs 5 to 10 points of dense quality.
"""

from __future__ import annotations

import html
import re

from genai_core.domain.ingestion.documents import Block

_PRIVATE = 0xE000
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN = re.compile(r"[\ue021-\ue07e]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r"[ \t]*(?:(?:[-*_][ \t]*){3,}|\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*)$")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]+\]:[ \t]*\S+.*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,20}(?:[ \t\n][^<>]{0,500})?/?>")
_AUTOLINK = re.compile(r"<((?:https?|mailto|ftp):[^<>\s]+)>")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\]){0,500})\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)")
_REFERENCE = re.compile(r"!?\[([^\[\]\n]{1,500})\]\[[^\[\]\n]{0,200}\]")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"
)
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
    """Returns the simple `key: value` lines of a YAML header, keys in lower case; empty without one."""
    found = _FRONT_MATTER.match(_normal(text))
    lines = found.group(1).split("\n") if found else []
    pairs = (line.partition(":") for line in lines if re.match(r"[A-Za-z][\w-]*:", line))
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()}


def clean_inline(text: str) -> str:
    """Removes the marks inside a line or paragraph: links, emphasis, code ticks, tags, escapes, entities."""
    # Escaped characters hide in a private area first, so that `\[1\](x)` is never taken for a link.
    text = _ESCAPE.sub(lambda found: chr(_PRIVATE + ord(found.group(1))), text)
    if "`" in text:
        text = _CODE.sub(lambda found: _hide(found.group(2)), text)
    if "<" in text:
        text = _TAG.sub("", _AUTOLINK.sub(r"\1", _BREAK.sub(" ", text)))
    if "[" in text:
        text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", _LINK.sub(r"\1", text)))
    text = _STRONG.sub(r"\2", _STRONG.sub(r"\2", text))
    text = _EMPHASIS.sub(lambda found: found.group(1) or found.group(2), text)
    text = html.unescape(text) if "&" in text else text
    return _HIDDEN.sub(lambda found: chr(ord(found.group()) - _PRIVATE), text)


def _pieces(text: str) -> list[tuple[int, str]]:
    """Returns (heading level or 0, cleaned text) in order."""
    page = _Page()
    for line in text.split("\n"):
        page.take(line)
    page.end_paragraph()
    return page.pieces


class _Page:
    """Reads a page line by line: open paragraph, open code fence, finished pieces."""

    def __init__(self) -> None:
        self.pieces: list[tuple[int, str]] = []
        self._lines: list[str] = []
        self._fence = ""

    def take(self, line: str) -> None:
        mark = _FENCE.match(line)
        if self._fence:
            self._take_code(line, ends=bool(mark and mark.group(1).startswith(self._fence)))
        elif mark:
            self.end_paragraph()
            self._fence = mark.group(1)
        elif heading := _HEADING.match(line):
            self.end_paragraph()
            self._add(len(heading.group(1)), clean_inline(heading.group(2) or "").strip())
        elif len(self._lines) == 1 and (under := _SETEXT.match(line)) and "|" not in self._lines[0]:
            self._add(1 if under.group(1)[0] == "=" else 2, clean_inline(self._lines[0]).strip())
        elif line.strip():
            self._lines.append(line)
        else:
            self.end_paragraph()

    def end_paragraph(self) -> None:
        self._add(0, "\n".join(self._lines).strip("\n") if self._fence else _paragraph(self._lines))

    def _take_code(self, line: str, *, ends: bool) -> None:
        if ends:
            self.end_paragraph()
            self._fence = ""
        else:
            self._lines.append(line)

    def _add(self, level: int, body: str) -> None:
        self._lines.clear()
        if body.strip():
            self.pieces.append((level, body))


def _paragraph(lines: list[str]) -> str:
    kept = (_QUOTE.sub("", line) for line in lines if not _RULE.match(line) and not _DEFINITION.match(line))
    rows = (_row(line) if line.lstrip().startswith("|") else line for line in kept)
    cleaned = clean_inline("\n".join(rows)).split("\n")
    return "\n".join(line for line in (_squeeze(line) for line in cleaned) if line)


def _row(line: str) -> str:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    return " | ".join(cell for cell in cells if cell)


def _squeeze(line: str) -> str:
    """Collapses blanks, except the indentation, which tells the depth of a list."""
    bare = line.lstrip(" \t")
    indent = line[: len(line) - len(bare)].replace("\t", "    ")
    return indent + _SPACES.sub(" ", bare).rstrip() if bare.strip() else ""


def _hide(code: str) -> str:
    return "".join(chr(_PRIVATE + ord(char)) if "!" <= char <= "~" else char for char in code.strip())


def _without_front_matter(text: str) -> str:
    text = _normal(text)
    found = _FRONT_MATTER.match(text)
    # A rule and a later rule also look like a header; a header has only `key:` lines and their values.
    if found and re.match(r"[A-Za-z][\w-]*:", found.group(1)):
        text = text[found.end() :]
    return _COMMENT.sub("", text)


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
