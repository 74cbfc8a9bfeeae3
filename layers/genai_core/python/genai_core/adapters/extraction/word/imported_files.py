"""Read files that a Word document imports (altChunk): web pages, documents, text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from langchain_core.document_loaders import Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.kinds import kind_of
from genai_core.adapters.extraction.office_packages import OfficePackage
from genai_core.adapters.extraction.reading import parser_for
from genai_core.errors import InvalidInput


def imported_passages(package: OfficePackage, part: str) -> Iterator[Document]:
    """Yields the passages of an imported file; if it cannot be read, one passage with the reason."""
    if not part:
        return
    name = posixpath.basename(part)
    with package.open(part) as file:
        body = file.read()
    try:
        passages = parser_for(kind_of(body, name)).lazy_parse(Blob.from_data(body, path=name))
        yield from (passage for passage in passages if passage.page_content)
    except InvalidInput as error:
        yield Document(f"Imported file {name}, which is not read: {error.message}")
