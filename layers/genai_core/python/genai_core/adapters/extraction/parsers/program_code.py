"""Program code: what stands between two outermost definitions is one block, with its lines as they are."""

from __future__ import annotations

from collections.abc import Iterator

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.passages import passage

_CLOSING = (")", "]", "}")


class CodeParser(BaseBlobParser):
    """Splits at blank lines that are followed by a line without indentation which opens something."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        lines: list[str] = []
        for line in decode(blob.as_bytes()).split("\n"):
            begins = line[:1].strip() != "" and not line.startswith(_CLOSING)
            if begins and lines and not lines[-1].strip():
                yield from _block(lines)
                lines = []
            lines.append(line)
        yield from _block(lines)


def _block(lines: list[str]) -> Iterator[Document]:
    if text := "\n".join(lines).strip("\n").rstrip():
        yield passage(text)
