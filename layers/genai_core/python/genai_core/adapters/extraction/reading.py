"""Reads one file with the parser of its kind: what the limited process does."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document
from langchain_text_splitters import RecursiveCharacterTextSplitter

from genai_core.adapters.extraction.kinds import kind_of
from genai_core.domain.ingestion.documents import Block, ExtractedDocument
from genai_core.errors import InvalidInput

PARSERS = {
    "txt": "plain:TextParser",
    "md": "plain:MarkdownParser",
    "csv": "plain:CsvParser",
    "html": "web:HtmlParser",
    "pdf": "pdf:PdfParser",
    "docx": "office:DocxParser",
    "pptx": "slides:PptxParser",
    "xlsx": "sheets:XlsxParser",
    "eml": "mail:MailParser",
    "epub": "markup:EpubParser",
    "xml": "markup:XmlParser",
}
MAX_TEXT_CHARS = 40_000_000
_LONG_BLOCK_CHARS = 8000


def read_document(body: bytes, file_name: str) -> ExtractedDocument:
    """Returns the text of a file. Raises InvalidInput where there is none to be had, saying why."""
    kind = kind_of(body, file_name)
    found: list[Document] = []
    total = 0
    for document in parser_for(kind).lazy_parse(Blob.from_data(body, path=file_name)):
        total += len(document.page_content)
        if total > MAX_TEXT_CHARS:
            raise InvalidInput(
                f"{file_name!r} holds more than {MAX_TEXT_CHARS} characters", remedy="Split the document."
            )
        found.append(document)
    if not any(any(map(str.isalnum, document.page_content)) for document in found):
        raise _without_text(kind, file_name)
    source = found[0].metadata["source"]
    return ExtractedDocument(
        title=source.get("title") or PurePosixPath(file_name).stem,
        document_type=kind,
        blocks=tuple(block for document in found for block in _blocks(document)),
        page_count=int(source.get("page_count") or 0),
        metadata={key: source[key] for key in ("author", "date", "language", "tags") if source.get(key)},
    )


def parser_for(kind: str) -> BaseBlobParser:
    """Returns the parser of a kind; its libraries are loaded only now."""
    module, _, name = PARSERS[kind].partition(":")
    parser: Any = getattr(import_module(f"genai_core.adapters.extraction.parsers.{module}"), name)
    return parser()


def _blocks(document: Document) -> list[Block]:
    """Returns the document as blocks; one too long for a block is cut between paragraphs or sentences."""
    text = document.page_content
    parts = [text] if len(text) <= _LONG_BLOCK_CHARS else _splitter().split_text(text)
    where = document.metadata
    return [Block(part, tuple(where["heading_path"]), where["page"]) for part in parts]


def _splitter() -> RecursiveCharacterTextSplitter:
    return RecursiveCharacterTextSplitter(
        chunk_size=_LONG_BLOCK_CHARS,
        chunk_overlap=0,
        separators=["\n\n", "\n", ". ", "。", "! ", "? ", " "],
        keep_separator="end",
    )


def _without_text(kind: str, file_name: str) -> InvalidInput:
    remedy = (
        "If it is a scan, run text recognition (OCR) first."
        if kind == "pdf"
        else "Upload a file with text in it."
    )
    return InvalidInput(f"{file_name!r} holds no text", remedy=remedy)
