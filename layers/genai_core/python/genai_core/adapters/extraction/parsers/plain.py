"""Read plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.passages import passage
from genai_core.domain.ingestion.cleaning import front_matter, markdown_blocks

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_CALENDAR = ("BEGIN:VCALENDAR", "BEGIN:VCARD")
_FOLD = re.compile(r"\n[ \t]")
_ESCAPED = re.compile(r"\\([\\,;nN])")
_METADATA = ("title", "author", "date", "language", "tags")


class TextParser(BaseBlobParser):
    """Blocks are separated by blank lines; every character and indentation is kept.

    Calendars and contacts (RFC 5545, RFC 6350) get one line for each property.
    """

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        whole = decode(blob.as_bytes())
        if whole.startswith(_CALENDAR):
            whole = _content_lines(whole)
        for paragraph in _BLANK_LINES.split(whole):
            if text := paragraph.strip("\n").rstrip():
                yield passage(text)


class MarkdownParser(BaseBlobParser):
    """Cleaned blocks with heading paths; the cleaning is in the domain, since evaluation uses it too."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        text = decode(blob.as_bytes())
        source = {key: value for key, value in front_matter(text).items() if key in _METADATA}
        blocks = markdown_blocks(text)
        if "title" not in source and blocks and blocks[0].heading_path:
            source["title"] = blocks[0].heading_path[0]
        for block in blocks:
            yield passage(block.text, headings=block.heading_path, source=source)


def _content_lines(text: str) -> str:
    """Returns the lines of a calendar without folding and escaping."""
    return _ESCAPED.sub(lambda match: match.group(1).strip("nN") or " ", _FOLD.sub("", text))
