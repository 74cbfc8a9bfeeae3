"""Read one file with the parser of its type; runs inside the limited process."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document
from langchain_text_splitters import RecursiveCharacterTextSplitter

from genai_core.adapters.extraction.figures.gallery import Gallery
from genai_core.adapters.extraction.kinds import kind_of
from genai_core.domain.ingestion.attached_files import AttachedFile
from genai_core.domain.ingestion.document_metadata import stated_metadata
from genai_core.domain.ingestion.document_types import PICTURES
from genai_core.domain.ingestion.documents import Block, ExtractedDocument
from genai_core.domain.ingestion.titles import title_of
from genai_core.errors import InvalidInput
from genai_core.ports.document_extractor import NoText

PARSERS = {
    "txt": "plain:TextParser",
    "md": "plain:MarkdownParser",
    "csv": "delimited:DelimitedParser",
    "code": "program_code:CodeParser",
    "json": "records:JsonParser",
    "ipynb": "records:NotebookParser",
    "rtf": "rich_text:RtfParser",
    "odt": "open_document:OpenDocumentParser",
    "odp": "open_document:OpenDocumentParser",
    "html": "web:HtmlParser",
    "pdf": "pdf:PdfParser",
    "docx": "word_documents:DocxParser",
    "pptx": "slides:PptxParser",
    "xlsx": "workbooks:WorkbookParser",
    "xls": "workbooks:WorkbookParser",
    "ods": "workbooks:WorkbookParser",
    "eml": "mail:MailParser",
    "mbox": "mailboxes:MailboxParser",
    "mhtml": "web_archives:WebArchiveParser",
    "msg": "outlook:OutlookParser",
    "zip": "archives:ZipParser",
    "epub": "markup:EpubParser",
    "xml": "markup:XmlParser",
    **dict.fromkeys(PICTURES, "pictures:PictureParser"),
}
MAX_TEXT_CHARS = 40_000_000
_LONG_BLOCK_CHARS = 8000


def read_document(body: bytes, file_name: str) -> ExtractedDocument:
    """Returns the content of a file. Raises NoText if it has no text, InvalidInput if it cannot be read."""
    kind = kind_of(body, file_name)
    documents: list[Document] = []
    blocks: list[Block] = []
    gallery = Gallery()
    total = 0
    for document in parser_for(kind).lazy_parse(Blob.from_data(body, path=file_name)):
        total += len(document.page_content)
        if total > MAX_TEXT_CHARS:
            raise InvalidInput(
                f"{file_name!r} holds more than {MAX_TEXT_CHARS} characters", remedy="Split the document."
            )
        documents.append(document)
        _hang(gallery, document, blocks)
        blocks += _blocks(document) if document.page_content else ()
    # A passage that only has pictures says nothing about its document.
    source = next(filter(None, (document.metadata["source"] for document in documents)), {})
    has_text = any(any(map(str.isalnum, document.page_content)) for document in documents)
    if not has_text and not source.get("attached") and not source.get("scanned_pages"):
        raise NoText(f"{file_name!r} holds no text", remedy="Upload a file with text in it.")
    stem = PurePosixPath(file_name).stem
    return ExtractedDocument(
        title=title_of(str(source.get("title") or ""), tuple(blocks), kind, file_stem=stem),
        document_type=kind,
        blocks=tuple(blocks),
        page_count=int(source.get("page_count") or 0),
        metadata=stated_metadata(source),
        tables=tuple(document.metadata["table"] for document in documents if document.metadata["table"]),
        warnings=tuple(dict.fromkeys((*source.get("warnings", ()), *gallery.warnings))),
        attached=tuple(_readable(file) for file in source.get("attached", ())),
        scanned_pages=tuple(source.get("scanned_pages", ())),
        figures=gallery.figures(),
        pictures=gallery.pictures,
    )


def parser_for(kind: str) -> BaseBlobParser:
    """Returns the parser of a kind; its libraries are loaded only here."""
    module, _, name = PARSERS[kind].partition(":")
    parser: Any = getattr(import_module(f"genai_core.adapters.extraction.parsers.{module}"), name)
    return parser()


def _hang(gallery: Gallery, document: Document, blocks: Sequence[Block]) -> None:
    """Keeps the pictures of a passage that is added next, at its first block or the one before it."""
    page = document.metadata["page"]
    block: int | None = len(blocks)
    if not document.page_content and blocks:
        block = len(blocks) - 1 if blocks[-1].page == page else None
    elif not document.page_content and page is not None:
        block = None
    gallery.take(document.metadata.pop("pictures"), page=page, block=block)


def _blocks(document: Document) -> list[Block]:
    """Returns the document as blocks; a block that is too long is cut between paragraphs or sentences."""
    text = document.page_content
    parts = [text] if len(text) <= _LONG_BLOCK_CHARS else _splitter().split_text(text)
    where = document.metadata
    return [Block(part, tuple(where["heading_path"]), where["page"]) for part in parts]


def _readable(file: AttachedFile) -> AttachedFile:
    """Returns the file, with a refusal if its type cannot be read."""
    if file.refusal or not file.body:
        return file
    name = PurePosixPath(file.name).name
    try:
        kind_of(file.body, name)
    except InvalidInput as error:
        return AttachedFile(file.name, refusal=error.message.replace(repr(name), "it", 1))
    return file


def _splitter() -> RecursiveCharacterTextSplitter:
    return RecursiveCharacterTextSplitter(
        chunk_size=_LONG_BLOCK_CHARS,
        chunk_overlap=0,
        separators=["\n\n", "\n", ". ", "。", "! ", "? ", " "],
        keep_separator="end",
    )
