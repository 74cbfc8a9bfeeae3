"""Read presentations (pptx): slides as pages, with tables, charts, speaker notes and comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.charts import drawn_text
from genai_core.adapters.extraction.embedded_files import embedded_files
from genai_core.adapters.extraction.office_packages import (
    OfficePackage,
    P,
    R,
    office_package,
    stated_properties,
)
from genai_core.adapters.extraction.packages import damaged
from genai_core.adapters.extraction.passages import passage
from genai_core.adapters.extraction.slides.shape_text import is_on_white
from genai_core.adapters.extraction.slides.shapes import Shape, SlideShapes
from genai_core.adapters.extraction.table_passages import table_passages

_USUAL_SIZE = (9_144_000.0, 6_858_000.0)


class PptxParser(BaseBlobParser):
    """One block per shape or table; the slide's title is its heading, its number the page."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        with office_package(blob.as_bytes()) as package:
            presentation = _presentation(package)
            slides = _slides(package, presentation)
            shown = [part for part in slides if package.root(part).get("show") not in ("0", "false")]
            source: dict[str, Any] = {
                **stated_properties(package),
                "page_count": str(len(slides)),
                "warnings": [],
                "attached": list(embedded_files(package, shown)),
            }
            size = _size(package.root(presentation))
            footers: set[str] = set()
            for number, part in enumerate(slides, start=1):
                if part not in shown:
                    source["warnings"].append(f"slide {number} is hidden and left out")
                    continue
                shapes = list(_shapes(package, part, size, footers))
                if number == 1 and (title := _title(shapes)):
                    source["title"] = title[0]
                yield from _passages(shapes, number, source)
                yield from _notes_and_comments(package, part, _title(shapes), number, source)


def _presentation(package: OfficePackage) -> str:
    parts = package.related("", "officeDocument")
    if not parts:
        raise damaged("it has no presentation part")
    return parts[0]


def _slides(package: OfficePackage, presentation: str) -> list[str]:
    """Returns the slides' part names in the order they are shown."""
    relations = package.relations(presentation)
    ids = [item.get(f"{R}id", "") for item in package.root(presentation).iter(f"{P}sldId")]
    return [relations[key].target for key in ids if key in relations and relations[key].target]


def _size(presentation: Any) -> tuple[float, float]:
    size = presentation.find(f"{P}sldSz")
    return _USUAL_SIZE if size is None else (float(size.get("cx", 0)), float(size.get("cy", 0)))


def _shapes(
    package: OfficePackage, part: str, size: tuple[float, float], footers: set[str]
) -> Iterator[Shape]:
    """Yields what a slide shows; a repeated footer only on the first slide that has it."""
    root = package.root(part)
    layouts = package.related(part, "slideLayout")
    masters = [master for layout in layouts for master in package.related(layout, "slideMaster")]
    plain = is_on_white([root, *map(package.root, (*layouts, *masters))])
    for shape in SlideShapes(package, part, size, plain).of(root.find(f"{P}cSld/{P}spTree")):
        if shape.is_repeated and shape.text in footers:
            continue
        footers.update({shape.text} if shape.is_repeated else ())
        yield shape


def _title(shapes: list[Shape]) -> tuple[str, ...]:
    return next(((" ".join(shape.text.split()),) for shape in shapes if shape.is_title), ())


def _passages(shapes: list[Shape], number: int, source: dict[str, Any]) -> Iterator[Document]:
    headings = _title(shapes)
    if headings:
        yield passage(headings[0], headings=headings, page=number, source=source)
    for shape in shapes:
        if shape.table:
            yield from table_passages([shape.table], headings=headings, page=number, source=source)
        elif not shape.is_title:
            yield passage(shape.text, headings=headings, page=number, source=source, pictures=shape.pictures)


def _notes_and_comments(
    package: OfficePackage, part: str, headings: tuple[str, ...], number: int, source: dict[str, Any]
) -> Iterator[Document]:
    """Yields speaker notes and comments, each labelled as such."""
    for notes in package.related(part, "notesSlide"):
        tree = package.root(notes).find(f"{P}cSld/{P}spTree")
        for shape in SlideShapes(package, notes, (float("inf"), float("inf")), False).of(tree):
            if shape.role == "body":
                yield passage(f"Notes: {shape.text}", headings=headings, page=number, source=source)
    for comments in package.related(part, "comments"):
        for comment in package.root(comments).iter("{*}cm"):
            text = " ".join((comment.findtext(f"{P}text") or drawn_text(comment)).split())
            if text:
                yield passage(f"Comment: {text}", headings=headings, page=number, source=source)
