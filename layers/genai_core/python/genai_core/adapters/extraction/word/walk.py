"""Walk over a Word document: paragraphs, tables, text boxes and notes in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from genai_core.adapters.extraction.charts import graphic_blocks
from genai_core.adapters.extraction.figures.office_pictures import package_picture
from genai_core.adapters.extraction.figures.pictures import Picture
from genai_core.adapters.extraction.office_packages import OfficePackage, R, W
from genai_core.adapters.extraction.word.cells import Cell, grid, header_rows, rows_of
from genai_core.adapters.extraction.word.imported_files import imported_passages
from genai_core.adapters.extraction.word.inline import GONE, Drawn, Inline, inline, is_unused
from genai_core.adapters.extraction.word.notes import Notes
from genai_core.adapters.extraction.word.numbering import ListNumbers
from genai_core.adapters.extraction.word.styles import Styles, value
from genai_core.domain.ingestion.figures import FIGURE, informative
from genai_core.domain.tables.reading import TableBlock, table_lines, table_of

_PARAGRAPH, _TABLE, _IMPORTED = f"{W}p", f"{W}tbl", f"{W}altChunk"


@dataclass(frozen=True, slots=True)
class WordBlock:
    """A paragraph, heading or table.

    Attributes:
        level: 1 for the outermost heading, 0 if it is not a heading.
        pictures: Pictures that stand at it.
    """

    text: str
    level: int = 0
    table: TableBlock | None = None
    pictures: tuple[Picture, ...] = ()


class WordWalk:
    """Reads one part of a document.

    Args:
        part: The name of the part, needed to find its charts.
    """

    def __init__(self, package: OfficePackage, part: str, styles: Styles, numbers: ListNumbers) -> None:
        self._package, self._relations = package, package.relations(part)
        self._styles, self._numbers = styles, numbers
        self._notes = Notes(package, part, styles)

    def blocks(self, container: Any) -> Iterator[WordBlock]:
        """Yields the content of a body, cell or text box."""
        for child in container:
            if not isinstance(child.tag, str) or child.tag in GONE or is_unused(child):
                continue
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag == _IMPORTED:
                yield from self._imported(child)
            else:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[WordBlock]:
        content = inline(paragraph, self._styles)
        level = self._styles.heading_level(paragraph)
        mark = self._mark(paragraph, level)
        if content.text:
            yield WordBlock(f"{mark} {content.text}" if mark else content.text, level)
        yield from self._attached(content)

    def _attached(self, content: Inline) -> Iterator[WordBlock]:
        """Yields what is anchored in a paragraph: text boxes, charts and notes."""
        for box in content.boxes:
            yield from self.blocks(box)
        for identifier in content.graphics:
            relation = self._relations.get(identifier)
            for block in graphic_blocks(self._package, relation.target if relation else ""):
                yield WordBlock("", table=block)
        for drawn in content.drawn:
            if block := self._drawn(drawn):
                yield block
        for note in content.notes:
            if text := self._notes.text(*note):
                yield WordBlock(text)

    def _drawn(self, drawn: Drawn) -> WordBlock | None:
        """Returns a picture with its alternative text; None for one that is hidden or says nothing."""
        if not drawn.is_shown:
            return None
        picture = package_picture(self._package, self._relations.get(drawn.picture), drawn.description)
        text = informative(drawn.description)
        if picture is None and not text:
            return None
        return WordBlock(f"{FIGURE}{text}" if text else "", pictures=(picture,) if picture else ())

    def _imported(self, element: Any) -> Iterator[WordBlock]:
        relation = self._relations.get(element.get(f"{R}id", ""))
        for passage in imported_passages(self._package, relation.target if relation else ""):
            text, table = passage.page_content, passage.metadata.get("table")
            headings = passage.metadata.get("heading_path", ())
            level = len(headings) if headings[-1:] == (text,) else 0
            yield WordBlock(text, level, TableBlock(tuple(text.split("\n")), table) if table else None)

    def _mark(self, paragraph: Any, level: int) -> str:
        properties = paragraph.find(f"{W}pPr")
        mark = None if properties is None else properties.find(f"{W}rPr")
        if mark is not None and any(child.tag in GONE for child in mark):
            return ""
        item = self._styles.numbered(paragraph)
        if item is None:
            is_list = self._styles.name(value(properties, "pStyle")).startswith("List ")
            return "-" if is_list and not level else ""
        number = self._numbers.next(item)
        return "" if level and number == "-" else number

    def _table(self, table: Any) -> Iterator[WordBlock]:
        rows = rows_of(table)
        if max((len(row) for row in rows), default=0) < 2 or self._lays_out(rows):
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell.element)
            return
        rest: list[WordBlock] = []
        cells = grid(rows, lambda element: self._cell_text(element, rest))
        if any(any(row) for row in cells.rows):
            data = table_of(cells.part(0, len(cells.rows)), header_rows=header_rows(table))
            yield WordBlock("", table=TableBlock(tuple(table_lines(data)), data))
        yield from rest

    def _lays_out(self, rows: list[list[Cell]]) -> bool:
        """Returns whether a table only puts parts of the text side by side."""
        paragraphs = (item for row in rows for cell in row for item in cell.element.iter(_PARAGRAPH))
        return any(self._styles.heading_level(paragraph) for paragraph in paragraphs)

    def _cell_text(self, cell: Any, rest: list[WordBlock]) -> str:
        """Returns the text of a cell; its own tables and notes are added to `rest`."""
        texts: list[str] = []
        for block in self.blocks(cell):
            if block.table or block.pictures or block.text.startswith((*Notes.MARKS, FIGURE)):
                rest.append(block)
            else:
                texts.append(" ".join(block.text.split()))
        return " ".join(texts)
