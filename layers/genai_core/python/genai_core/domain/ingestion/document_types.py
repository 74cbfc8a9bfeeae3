"""Supported types of documents: one list for upload tickets, the page, the command line and parsers.

A new type is a row here and a parser in `adapters/extraction/reading.py`; a test checks that both have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One type of document.

    Attributes:
        name: Name of the type, for example `docx`; its most common extension, if it has one.
        media_type: Content type of an upload.
        extensions: File name extensions in lower case, without the dot.
        is_text: It is plain text; the file name decides between such types.
        is_picture: All its text has to be recognised.
    """

    name: str
    media_type: str
    extensions: tuple[str, ...]
    is_text: bool = False
    is_picture: bool = False


_CODE_EXTENSIONS = (
    *("asm", "bash", "bat", "c", "cc", "clj", "cpp", "cs", "css", "cxx", "dart", "erl", "ex", "exs", "f90"),
    *("go", "gradle", "groovy", "h", "hcl", "hpp", "hs", "java", "jl", "js", "jsx", "kt", "kts", "less"),
    *("lua", "m", "mjs", "ml", "mm", "pas", "php", "pl", "pm", "proto", "ps1", "py", "pyi", "r", "rb", "rs"),
    *("scala", "scss", "sh", "sol", "sql", "swift", "tf", "ts", "tsx", "vb", "vba", "vue", "zig", "zsh"),
)
_TEXT_EXTENSIONS = (
    *("txt", "text", "log", "ini", "cfg", "conf", "properties", "toml", "yaml", "yml", "rst", "tex", "bib"),
    *("srt", "vtt", "adoc", "org", "ics", "vcf"),
)

DOCUMENT_TYPES = (
    DocumentType("bmp", "image/bmp", ("bmp", "dib"), is_picture=True),
    DocumentType("csv", "text/csv", ("csv", "tsv", "tab"), is_text=True),
    DocumentType("code", "text/plain", _CODE_EXTENSIONS, is_text=True),
    DocumentType("docx", f"{_OFFICE}.wordprocessingml.document", ("docx", "docm", "dotx")),
    DocumentType("eml", "message/rfc822", ("eml",), is_text=True),
    DocumentType("epub", "application/epub+zip", ("epub",)),
    DocumentType("gif", "image/gif", ("gif",), is_picture=True),
    DocumentType("html", "text/html", ("html", "htm", "xhtml"), is_text=True),
    DocumentType("ipynb", "application/x-ipynb+json", ("ipynb",), is_text=True),
    DocumentType("jpg", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), is_picture=True),
    DocumentType("json", "application/json", ("json", "jsonl", "ndjson", "geojson"), is_text=True),
    DocumentType("mbox", "application/mbox", ("mbox", "mbx"), is_text=True),
    DocumentType("md", "text/markdown", ("md", "markdown", "mdx", "qmd", "rmd"), is_text=True),
    DocumentType("mhtml", "multipart/related", ("mhtml", "mht"), is_text=True),
    DocumentType("msg", "application/vnd.ms-outlook", ("msg",)),
    DocumentType("odp", "application/vnd.oasis.opendocument.presentation", ("odp",)),
    DocumentType("odt", "application/vnd.oasis.opendocument.text", ("odt", "ott")),
    DocumentType("pdf", "application/pdf", ("pdf",)),
    DocumentType("png", "image/png", ("png",), is_picture=True),
    DocumentType("pptx", f"{_OFFICE}.presentationml.presentation", ("pptx", "pptm", "ppsx", "potx")),
    DocumentType("rtf", "application/rtf", ("rtf",)),
    DocumentType("tiff", "image/tiff", ("tiff", "tif"), is_picture=True),
    DocumentType("txt", "text/plain", _TEXT_EXTENSIONS, is_text=True),
    DocumentType("webp", "image/webp", ("webp",), is_picture=True),
    DocumentType("ods", "application/vnd.oasis.opendocument.spreadsheet", ("ods", "ots")),
    DocumentType("xls", "application/vnd.ms-excel", ("xls",)),
    DocumentType("xlsx", f"{_OFFICE}.spreadsheetml.sheet", ("xlsx", "xlsm", "xltx", "xlsb")),
    DocumentType("xml", "application/xml", ("xml", "nxml", "dita", "svg", "xsd"), is_text=True),
    DocumentType("zip", "application/zip", ("zip",)),
)

TYPE_NAMES = tuple(kind.name for kind in DOCUMENT_TYPES)
PICTURES = tuple(kind.name for kind in DOCUMENT_TYPES if kind.is_picture)
_BY_EXTENSION = {extension: kind for kind in DOCUMENT_TYPES for extension in kind.extensions}
EXTENSIONS = tuple(sorted(_BY_EXTENSION))
KINDS = (
    "text, source code, PDF, Office and OpenDocument files, web pages, e-mails, e-books, notebooks, tables, "
    "pictures and ZIP archives"
)
"""The types in words for people, shorter than the list of extensions."""


def type_named(file_name: str) -> DocumentType | None:
    """Returns the type for a file name's extension; None if no type has it."""
    return _BY_EXTENSION.get(PurePosixPath(file_name).suffix.lower().removeprefix("."))
