"""Read rich text (rtf) with striprtf, without hidden and deleted text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document
from striprtf.striprtf import rtf_to_text

from genai_core.adapters.extraction.passages import passage
from genai_core.adapters.extraction.table_passages import table_passages
from genai_core.domain.tables.grids import grid_of
from genai_core.domain.tables.reading import TableBlock, table_of
from genai_core.errors import InvalidInput

_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'[0-9a-fA-F]{2}|\\[^a-z]|[{}]|[^\\{}]+", re.DOTALL)
_TITLE = re.compile(r"\{\\title ([^{}\\]{1,300})")
_AUTHOR = re.compile(r"\{\\author ([^{}\\]{1,300})")
_HIDING = {"v", "deleted"}
_MAX_DEPTH = 5000


class RtfParser(BaseBlobParser):
    """One block per paragraph or table; footnotes follow their references."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        body = blob.as_bytes().decode("latin-1")
        source = {
            name: match.group(1).strip()
            for name, pattern in (("title", _TITLE), ("author", _AUTHOR))
            if (match := pattern.search(body))
        }
        text = rtf_to_text("".join(_shown_tokens(body)), errors="replace")
        # striprtf writes a bar after each cell of a row.
        lines = [
            [" ".join(cell.split()) for cell in line.removesuffix("|").split("|")]
            for line in text.split("\n")
        ]
        for is_row, group in groupby(filter(any, lines), key=lambda cells: len(cells) > 1):
            rows = list(group)
            texts = tuple(" | ".join(cells).rstrip() for cells in rows)
            if is_row and len(rows) > 1:
                table = table_of(grid_of(rows).part(0, len(rows)))
                yield from table_passages([TableBlock(texts, table)], source=source)
            else:
                yield from (passage(text, source=source) for text in texts)


def _shown_tokens(body: str) -> Iterator[str]:
    """Yields the tokens of a file without its hidden letters, and with footnotes as text."""
    groups = _Groups()
    for match in _TOKEN.finditer(body):
        word = match.group(1)
        groups.take(match.group(), word, match.group(2))
        is_letter = word in (None, "u") and match.group() not in ("{", "}")
        if word == "footnote":
            yield " "
        elif not (is_letter and groups.are_hidden):
            yield match.group()


class _Groups:
    """Tracks whether letters are hidden in each of the open groups."""

    def __init__(self) -> None:
        self._hidden = [False]

    @property
    def are_hidden(self) -> bool:
        return self._hidden[-1]

    def take(self, text: str, word: str | None, value: str | None) -> None:
        if text == "{":
            self._hidden.append(self._hidden[-1])
        elif text == "}" and len(self._hidden) > 1:
            self._hidden.pop()
        elif word in _HIDING:
            self._hidden[-1] = value != "0"
        elif word == "plain":
            self._hidden[-1] = False
        if len(self._hidden) > _MAX_DEPTH:
            raise InvalidInput(
                f"its groups are nested more than {_MAX_DEPTH} levels deep", remedy="Save it as docx or PDF."
            )
