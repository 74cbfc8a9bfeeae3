"""Head and body of a mail as passages, whatever format it was kept in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from langchain_core.documents import Document

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.parsers.web import html_passages
from genai_core.adapters.extraction.passages import passage

_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "us-ascii": "utf-8"}
"""Character sets that mails name for a wider one."""
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def source_of(head: Mapping[str, str]) -> dict[str, Any]:
    """Returns what a head says of the mail: title, author, date."""
    found = {
        "title": head.get("Subject", ""),
        "author": head.get("From", ""),
        "date": _day(head.get("Date", "")),
    }
    return {name: value for name, value in found.items() if value}


def head_passage(head: Mapping[str, str], source: Mapping[str, Any]) -> Document:
    """Returns the lines of a head as one block."""
    return passage("\n".join(f"{name}: {value}" for name, value in head.items() if value), source=source)


def body_passages(kind: str, body: tuple[bytes, str] | str) -> Iterator[Document]:
    """Yields the paragraphs of a body.

    Args:
        kind: `text/html` or `text/plain`.
        body: The text, or its bytes and the name of their character set.
    """
    text = body if isinstance(body, str) else _decoded(*body)
    if kind == "text/html":
        if text.strip():
            yield from html_passages(text)
        return
    for paragraph in _BLANK_LINES.split(text):
        if paragraph.strip():
            yield passage(paragraph.strip())


def _day(said: str) -> str:
    """Returns the date of a head as filters know it, 2024-03-04; empty if it is none."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return read(said).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return ""


def _decoded(body: bytes, charset: str) -> str:
    try:
        text = body.decode(_WIDER.get(charset.lower(), charset) or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(body)
    return text.replace("\r\n", "\n").replace("\r", "\n")
