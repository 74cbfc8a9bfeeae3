"""Read program code: each definition, and the code between two, is a block of unchanged lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.passages import passage
from genai_core.adapters.extraction.program_parts import ProgramPart, program_parts

_CLOSING = (")", "]", "}")


class CodeParser(BaseBlobParser):
    """Splits by the grammar of the language, if there is one, else at blank lines between definitions."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        text = decode(blob.as_bytes())
        extension = PurePosixPath(str(blob.path or "")).suffix.lower().removeprefix(".")
        parts = program_parts(text, extension)
        for part in _parts_by_lines(text) if parts is None else parts:
            yield passage(part.text, headings=part.within)


def _parts_by_lines(text: str) -> Iterator[ProgramPart]:
    """Splits at blank lines before a line that starts a definition without indentation."""
    lines: list[str] = []
    for line in text.split("\n"):
        begins = line[:1].strip() != "" and not line.startswith(_CLOSING)
        if begins and lines and not lines[-1].strip():
            yield from _part(lines)
            lines = []
        lines.append(line)
    yield from _part(lines)


def _part(lines: list[str]) -> Iterator[ProgramPart]:
    if text := "\n".join(lines).strip("\n").rstrip():
        yield ProgramPart(text)
