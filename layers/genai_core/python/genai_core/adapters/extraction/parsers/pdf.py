"""PDF through PDFium: pages, words hyphenated at line ends, ligatures, outline, forms, passwords."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document
from pypdfium2 import raw

from genai_core.adapters.extraction.packages import damaged
from genai_core.adapters.extraction.passages import descend, passage, titles
from genai_core.errors import InvalidInput

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": "", "\x00": ""}
)
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HYPHEN = re.compile(r"(\w+)(?:[\ufffe\x02]|-[ ]?\n)[ ]?(\w+)")
_WORD = re.compile(r"\w+(?:-\w+)*")
_SENTENCE_END = re.compile(r"[.!?:;。！？][\"'”’)\]]*$")
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣·–-]|\(?\d{1,3}[.)]|[a-z]\))\s")
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_FULL_LINE = 0.7
_MAX_PAGES = 20_000
_LARGE_IMAGE = 0.5


class PdfParser(BaseBlobParser):
    """One block per paragraph, with its page from 1 and the outline's headings."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        document = _open(blob.as_bytes())
        if not 0 < len(document) <= _MAX_PAGES:
            raise damaged(f"it has {len(document)} pages")
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
        outline = _outline(document)
        source = _source(document)
        pages = [_page_text(document, number) for number in range(len(document))]
        seen = Counter(word.lower() for text in pages for word in _WORD.findall(text))
        headings: tuple[str, ...] = ()
        for number, text in enumerate(pages):
            for part, headings in _sections(_joined(text, seen), headings, outline.get(number, [])):  # noqa: B020
                for block in _paragraphs(part):
                    yield passage(block, headings=headings, page=number + 1, source=source)


def _open(body: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(body, password="")
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise InvalidInput(
                "the PDF is protected by a password", remedy="Save it without the password and upload that."
            ) from error
        raise damaged(str(error)) from error


def _page_text(document: pdfium.PdfDocument, number: int) -> str:
    """Returns a page's text; empty for a page that cannot be read, so that the others still are."""
    try:
        page = document[number]
        _drop_invisible(page)
        if document.get_formtype() != raw.FORMTYPE_NONE:
            page.flatten()
            page = document[number]
        text = page.get_textpage().get_text_range()
        page.close()
    except pdfium.PdfiumError:
        return ""
    text = text.translate(_LIGATURES).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text)


def _drop_invisible(page: pdfium.PdfPage) -> None:
    """Removes text nobody sees from pages with visible text: that is how instructions are smuggled in.

    A scan has invisible text too, from text recognition; there a picture fills the page, and it stays.
    """
    objects: list[Any] = list(
        page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE), max_depth=1)
    )
    texts = [item for item in objects if item.type == raw.FPDF_PAGEOBJ_TEXT]
    hidden = [
        item
        for item in texts
        if raw.FPDFTextObj_GetTextRenderMode(item.raw) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
    ]
    if not hidden or len(hidden) == len(texts):
        return
    area = page.get_width() * page.get_height()
    if any(_area(item) > _LARGE_IMAGE * area for item in objects if item.type == raw.FPDF_PAGEOBJ_IMAGE):
        return
    for item in hidden:
        page.remove_obj(item)
    page.gen_content()


def _area(item: pdfium.PdfObject) -> float:
    left, bottom, right, top = item.get_bounds()
    return (right - left) * (top - bottom)


def _joined(text: str, seen: Counter[str]) -> str:
    """Joins words hyphenated at a line end, unless the document writes them with the hyphen elsewhere."""

    def join(found: re.Match[str]) -> str:
        left, right = found.groups()
        keeps = not right[0].islower() or seen[f"{left}-{right}".lower()] > seen[f"{left}{right}".lower()]
        return f"{left}-{right}" if keeps else f"{left}{right}"

    return _HYPHEN.sub(join, text).replace("\ufffe", "-")


def _sections(
    text: str, headings: tuple[str, ...], marks: list[tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields the parts of a page with the headings above each.

    Args:
        text: Of the page.
        headings: Those that hold at its top.
        marks: Heading paths of the bookmarks that point to it, in order. One whose title is a line of
            the page begins there; one that is not found holds from the last place that is known.
    """
    rest = text.split("\n")
    part: list[str] = []
    for mark in marks:
        place = next((at for at, line in enumerate(rest) if " ".join(line.split()) == mark[-1]), None)
        if place is not None:
            part += rest[:place]
            if part:
                yield "\n".join(part), headings
            # The heading is a block of its own, as in formats that mark headings.
            yield mark[-1], mark
            part, rest = [], rest[place + 1 :]
        headings = mark
    yield "\n".join(part + rest), headings


def _paragraphs(text: str) -> list[str]:
    """Joins the lines of a page to paragraphs: a short line ends one, with a full stop for certain."""
    lines = [line.strip() for line in text.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return []
    full = _FULL_LINE * lengths[int(0.9 * (len(lengths) - 1))]
    blocks = [""]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if not line or _BULLET.match(line):
            blocks.append("")
        is_sentence = bool(_SENTENCE_END.search(line))
        heading_follows = is_sentence and 0 < len(after) < full and not _SENTENCE_END.search(after)
        if len(line) >= full and not heading_follows:
            blocks[-1] += f"{line} "
        else:
            blocks[-1] += f"{line}\n"
            if is_sentence:
                blocks.append("")
    return [block.strip() for block in blocks if block.strip()]


def _outline(document: pdfium.PdfDocument) -> dict[int, list[tuple[str, ...]]]:
    """Returns page (from 0) -> heading paths of the bookmarks that point to it, in order."""
    found: dict[int, list[tuple[str, ...]]] = {}
    path: list[tuple[int, str]] = []
    try:
        for mark in document.get_toc(max_depth=6):
            target = mark.get_dest()
            title = " ".join(mark.get_title().split())
            page = target.get_index() if target else None
            if title and page is not None:
                path = descend(path, mark.level, title)
                found.setdefault(page, []).append(titles(path))
    except (pdfium.PdfiumError, ValueError):
        return {}
    return found


def _source(document: pdfium.PdfDocument) -> dict[str, str]:
    said = document.get_metadata_dict(skip_empty=True)
    date = _DATE.match(said.get("CreationDate", ""))
    title = " ".join(said.get("Title", "").split())
    found = {
        # Office programs write their own file's name there, which says less than the upload's.
        "title": "" if re.search(r"^(?:Microsoft Word|untitled)|\.\w{2,4}$", title, re.IGNORECASE) else title,
        "author": " ".join(said.get("Author", "").split()),
        "date": "-".join(part for part in date.groups() if part) if date else "",
        "page_count": str(len(document)),
    }
    return {key: value for key, value in found.items() if value}
