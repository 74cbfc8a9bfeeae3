"""Presentations (pptx): slides in order as pages, with tables and speaker notes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.packages import damaged, opened, refuse_entities, xml_root
from genai_core.adapters.extraction.passages import passage

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class PptxParser(BaseBlobParser):
    """One block per shape or table; the slide's title is its heading, its number the page."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        with opened(blob.as_bytes()) as package:
            refuse_entities(package)
            slides = _slides(package)
            for number, name in enumerate(slides, start=1):
                source = {"page_count": str(len(slides))}
                yield from _slide(package, name, number, source)


def _slides(package: ZipFile) -> list[str]:
    """Returns the slides' part names in the order they are shown."""
    if "ppt/presentation.xml" not in package.namelist():
        raise damaged("it has no presentation part")
    targets = _targets(package, "ppt/presentation.xml")
    ids = [
        item.get(f"{_R}id", "") for item in xml_root(package.read("ppt/presentation.xml")).iter(f"{_P}sldId")
    ]
    return [targets[key] for key in ids if targets.get(key) in package.namelist()]


def _slide(package: ZipFile, name: str, number: int, source: dict[str, str]) -> Iterator[Document]:
    root = xml_root(package.read(name))
    shapes = list(root.iter(f"{_P}sp", f"{_A}tbl"))
    title = next((_text(shape) for shape in shapes if _is_title(shape)), "")
    headings = (" ".join(title.split()),) if title else ()
    if headings:
        yield passage(headings[0], headings=headings, page=number, source=source)
    for shape in shapes:
        text = _table(shape) if shape.tag == f"{_A}tbl" else "" if _is_title(shape) else _text(shape)
        if text:
            yield passage(text, headings=headings, page=number, source=source)
    for notes in (part for part in _targets(package, name).values() if "/notesSlides/" in part):
        if notes in package.namelist():
            for shape in xml_root(package.read(notes)).iter(f"{_P}sp"):
                text = _text(shape)
                if text and not re.fullmatch(r"\d+", text):
                    yield passage(text, headings=headings, page=number, source=source)


def _targets(package: ZipFile, part: str) -> dict[str, str]:
    """Returns relation id -> part name; links that lead out of the package are left out."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.namelist():
        return {}
    return {
        item.get("Id", ""): posixpath.normpath(posixpath.join(folder, item.get("Target", ""))).lstrip("/")
        for item in xml_root(package.read(relations))
        if item.get("TargetMode") != "External"
    }


def _is_title(shape: Any) -> bool:
    place = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    return place is not None and place.get("type") in ("title", "ctrTitle")


def _text(shape: Any) -> str:
    lines = ("".join(_runs(paragraph)) for paragraph in shape.iter(f"{_A}p"))
    return "\n".join(line.strip() for line in lines if line.strip())


def _runs(paragraph: Any) -> Iterator[str]:
    for item in paragraph.iter(f"{_A}t", f"{_A}br", f"{_A}tab"):
        yield (item.text or "") if item.tag == f"{_A}t" else " "


def _table(table: Any) -> str:
    rows = ([" ".join(_text(cell).split()) for cell in row.iter(f"{_A}tc")] for row in table.iter(f"{_A}tr"))
    return "\n".join(line for line in (" | ".join(filter(None, row)) for row in rows) if line)
