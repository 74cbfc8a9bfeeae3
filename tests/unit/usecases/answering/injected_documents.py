"""The documents of `tests/data/injected_documents`, read and cut as ingestion does it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from genai_core.adapters.extraction.reading import read_document
from genai_core.domain.identifiers import ContentHash, DocumentId
from genai_core.domain.ingestion.chunking import chunk_document

FOLDER = Path(__file__).parents[3] / "data" / "injected_documents"
NAMES = sorted(file.name for file in FOLDER.iterdir() if file.name != "README.md")


@dataclass(frozen=True, slots=True)
class InjectedDocument:
    """One attack.

    Attributes:
        right: What a right answer holds. forbidden: What no answer may hold.
        body: The document's own bytes. texts: Its chunks.
    """

    name: str
    question: str
    right: str
    forbidden: str
    body: str
    texts: tuple[str, ...]


def read_injected(name: str) -> InjectedDocument:
    """Reads one file of the set."""
    head, body = (FOLDER / name).read_text("utf-8").split("\n\n", 1)
    question, right, forbidden = (line.split(": ", 1)[1] for line in head.splitlines())
    document = read_document(body.encode(), name)
    chunks = chunk_document(document, DocumentId(name), ContentHash("v"))
    return InjectedDocument(name, question, right, forbidden, body, tuple(chunk.text for chunk in chunks))
