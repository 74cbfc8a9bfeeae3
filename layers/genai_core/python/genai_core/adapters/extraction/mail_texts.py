"""Turn the head and body of a mail into passages, for every format of mails."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from langchain_core.documents import Document

from genai_core.adapters.extraction.decoding import WIDER, decode
from genai_core.adapters.extraction.parsers.web import html_passages
from genai_core.adapters.extraction.passages import passage

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class MailBody:
    """The body of a mail as its program sent it.

    Attributes:
        charset: The name of the character set; empty if the mail does not say.
        is_flowed: Lines that end in a blank go on in the next one (RFC 3676).
        drops_blanks: The blank at the end of such a line is not part of the text.
    """

    content: bytes
    charset: str = ""
    is_flowed: bool = False
    drops_blanks: bool = False


def source_of(head: Mapping[str, str]) -> dict[str, Any]:
    """Returns title, author and date of a mail from its head."""
    source = {
        "title": head.get("Subject", ""),
        "author": head.get("From", ""),
        "date": _day(head.get("Date", "")),
    }
    return {name: value for name, value in source.items() if value}


def head_passage(head: Mapping[str, str], source: Mapping[str, Any]) -> Document:
    """Returns the lines of a head as one block."""
    return passage("\n".join(f"{name}: {value}" for name, value in head.items() if value), source=source)


def header_text(letters: bytes, charset: str) -> str:
    """Decodes a header that was sent unencoded: as UTF-8, else in the character set of the body."""
    for name in ("utf-8", charset or "cp1252", "cp1252"):
        try:
            return letters.decode(WIDER.get(codecs.lookup(name).name, name))
        except (LookupError, UnicodeDecodeError):
            continue
    return letters.decode("cp1252", errors="replace")


def body_passages(kind: str, body: MailBody | str) -> Iterator[Document]:
    """Yields the paragraphs of a body.

    Args:
        kind: `text/html` or `text/plain`.
        body: The body as it was sent, or its text.
    """
    text = body if isinstance(body, str) else _decoded(body.content, body.charset)
    if kind == "text/html":
        if text.strip():
            yield from html_passages(text)
        return
    if isinstance(body, MailBody) and body.is_flowed:
        text = _unfolded(text, "" if body.drops_blanks else " ")
    for paragraph in _BLANK_LINES.split(text):
        if paragraph.strip():
            yield passage(paragraph.strip())


def _unfolded(text: str, blank: str) -> str:
    """Returns flowed text with each paragraph on one line; a quote of another depth begins a new line."""
    lines: list[str] = []
    goes_on, last_depth = False, 0
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth, content = len(line) - len(bare), bare.removeprefix(" ")
        if goes_on and depth == last_depth and content != "-- ":
            lines[-1] = f"{lines[-1].removesuffix(' ')}{blank}{content}"
        else:
            lines.append(f"{'>' * depth} {content}" if depth else content)
        goes_on, last_depth = content.endswith(" ") and content != "-- ", depth
    return "\n".join(lines)


def _day(written: str) -> str:
    """Returns the date of a mail header as 2024-03-04; empty if it is not a date."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return read(written).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return ""


def _decoded(body: bytes, charset: str) -> str:
    try:
        name = codecs.lookup(charset or "utf-8").name
        text = body.decode("utf-8" if name == "ascii" else WIDER.get(name, name))
    except (LookupError, UnicodeDecodeError):
        return decode(body)
    return text.replace("\r\n", "\n").replace("\r", "\n")
