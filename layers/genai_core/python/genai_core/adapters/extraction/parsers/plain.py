"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.passages import passage
from genai_core.domain.ingestion.cleaning import front_matter, markdown_blocks

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_METADATA = ("title", "author", "date", "language", "tags")


class TextParser(BaseBlobParser):
    """Paragraphs are what blank lines separate; every character and indentation stays."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        for paragraph in _BLANK_LINES.split(decode(blob.as_bytes())):
            if text := paragraph.strip("\n").rstrip():
                yield passage(text)


class MarkdownParser(BaseBlobParser):
    """Cleaned blocks with heading paths; the cleaning is the domain's, as evaluation uses it too."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        text = decode(blob.as_bytes())
        source = {key: value for key, value in front_matter(text).items() if key in _METADATA}
        blocks = markdown_blocks(text)
        if "title" not in source and blocks and blocks[0].heading_path:
            source["title"] = blocks[0].heading_path[0]
        for block in blocks:
            yield passage(block.text, headings=block.heading_path, source=source)
