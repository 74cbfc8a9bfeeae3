"""Read the visible shapes of a slide in order: texts, tables, charts and diagrams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from genai_core.adapters.extraction.charts import graphic_blocks
from genai_core.adapters.extraction.figures.office_pictures import drawn_pictures
from genai_core.adapters.extraction.figures.pictures import Picture
from genai_core.adapters.extraction.office_packages import A, OfficePackage, P, R
from genai_core.adapters.extraction.slides.places import Frame, is_beside
from genai_core.adapters.extraction.slides.shape_text import shape_text
from genai_core.adapters.extraction.slides.slide_tables import table_block
from genai_core.domain.ingestion.figures import FIGURE, informative
from genai_core.domain.tables.reading import TableBlock

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NUMBERS = ("sldNum", "sldImg")
_TITLES = ("title", "ctrTitle")


@dataclass(frozen=True, slots=True)
class Shape:
    """The content of one shape.

    Attributes:
        role: Purpose of the shape, for example `title` or `ftr`; empty if not stated.
        pictures: The picture that it is, if it is one; `text` is then its alternative text.
    """

    text: str
    role: str = ""
    table: TableBlock | None = None
    pictures: tuple[Picture, ...] = ()

    @property
    def is_title(self) -> bool:
        return self.role in _TITLES

    @property
    def is_repeated(self) -> bool:
        """Whether it is on every slide, as a footer or date is."""
        return self.role in ("ftr", "dt")


@dataclass(frozen=True, slots=True)
class SlideShapes:
    """Reads the shapes of one part.

    Attributes:
        size: Width and height of a slide, in the units of the file.
        is_on_white: Nothing on the slide or behind it has a colour.
    """

    package: OfficePackage
    part: str
    size: tuple[float, float]
    is_on_white: bool

    def of(self, tree: Any, frame: Frame | None = None) -> Iterator[Shape]:
        """Yields the shapes of a tree or group."""
        frame = frame or Frame()
        for element in tree:
            if element.tag == f"{_COMPATIBILITY}AlternateContent":
                choice = element.find(f"{_COMPATIBILITY}Choice")
                form = element.find(f"{_COMPATIBILITY}Fallback") if choice is None else choice
                yield from self.of(() if form is None else form, frame)
            elif not isinstance(element.tag, str) or _is_hidden(element):
                continue
            elif element.tag == f"{P}grpSp":
                yield from self.of(element, frame.inside(element))
            elif not is_beside(element, frame, self.size):
                yield from self._shape(element)

    def _shape(self, element: Any) -> Iterator[Shape]:
        if element.tag == f"{P}sp":
            holder = element.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
            role = "" if holder is None else holder.get("type", "body")
            text = shape_text(element, is_on_white=self.is_on_white)
            if text and role not in _NUMBERS:
                yield Shape(text, role)
        elif element.tag == f"{P}graphicFrame":
            yield from (Shape("", table=block) for block in self._graphic(element))
        elif element.tag == f"{P}pic":
            for picture in drawn_pictures(self.package, self.part, element):
                text = informative(picture.description)
                yield Shape(f"{FIGURE}{text}" if text else "", pictures=(picture,))

    def _graphic(self, frame: Any) -> Iterator[TableBlock]:
        for table in frame.iter(f"{A}tbl"):
            if block := table_block(table):
                yield block
        relations = self.package.relations(self.part)
        for item in frame.iter("{*}chart", "{*}relIds"):
            relation = relations.get(item.get(f"{R}id") or item.get(f"{R}dm") or "")
            yield from graphic_blocks(self.package, relation.target if relation else "")


def _is_hidden(element: Any) -> bool:
    properties = element.find("{*}nvSpPr/{*}cNvPr")
    if properties is None:
        properties = next(element.iterfind("*/{*}cNvPr"), None)
    return properties is not None and properties.get("hidden") in ("1", "true")
