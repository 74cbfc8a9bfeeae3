"""Read the marks of the sheets of an xlsx workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from genai_core.adapters.extraction.figures.office_pictures import drawn_pictures
from genai_core.adapters.extraction.office_packages import OfficePackage, R
from genai_core.adapters.extraction.sheets.marks import CellPosition, SheetMarks
from genai_core.adapters.extraction.sheets.xlsx_styles import CellStyle, cell_styles

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_MAX_COLUMN = 16_384
_THREAD_NOTE = re.compile(r"^\[Threaded comment\].*?Comment:\s*", re.DOTALL)


def xlsx_marks(package: OfficePackage) -> dict[str, SheetMarks]:
    """Returns the marks of each sheet by its name; nothing for binary workbooks."""
    workbooks = [part for part in package.related("", "officeDocument") if part.endswith(".xml")]
    return {
        name: _sheet_marks(package, part, styles)
        for workbook in workbooks
        for styles in [cell_styles(package, workbook)]
        for name, part in _sheet_parts(package, workbook)
    }


def _sheet_parts(package: OfficePackage, workbook: str) -> Iterator[tuple[str, str]]:
    relations = package.relations(workbook)
    for sheet in package.root(workbook).iter("{*}sheet"):
        relation = relations.get(sheet.get(f"{R}id", ""))
        if relation and relation.target and relation.kind == "worksheet":
            yield sheet.get("name", ""), relation.target


def _sheet_marks(package: OfficePackage, part: str, styles: list[CellStyle]) -> SheetMarks:
    marks = SheetMarks()
    with package.open(part) as file:
        for _, element in etree.iterparse(
            file, tag=("{*}row", "{*}col"), resolve_entities=False, no_network=True, recover=True
        ):
            if element.tag.endswith("}col"):
                _mark_columns(marks, element)
            else:
                _mark_row(marks, element, styles)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    for kind in ("comments", "threadedComment"):
        for comments in package.related(part, kind):
            _mark_comments(marks, package.root(comments))
    for drawing in package.related(part, "drawing"):
        root = package.root(drawing)
        marks.text_boxes += _box_texts(root)
        marks.pictures += drawn_pictures(package, drawing, root)
    return marks


def _box_texts(root: Any) -> Iterator[str]:
    for shape in root.iter("{*}sp"):
        hidden = any(_is_true(entry.get("hidden", "")) for entry in shape.iter("{*}cNvPr"))
        lines = ["".join(part.text or "" for part in line.iter("{*}t")) for line in shape.iter("{*}p")]
        if not hidden and any(line.strip() for line in lines):
            yield "\n".join(line.strip() for line in lines if line.strip())


def _mark_columns(marks: SheetMarks, column: Any) -> None:
    if _is_true(column.get("hidden", "")):
        first, last = int(column.get("min") or 1), int(column.get("max") or 1)
        marks.hidden_columns.update(range(first, min(last, _MAX_COLUMN) + 1))


def _mark_row(marks: SheetMarks, row: Any, styles: list[CellStyle]) -> None:
    number = row.get("r", "")
    if number.isdecimal() and _is_true(row.get("hidden", "")):
        marks.hidden_rows.add(int(number))
    cells = [cell for cell in row.iterfind("{*}c") if len(cell)]
    if (
        cells
        and (start := position_of(cells[0].get("r", "")))
        and (end := position_of(cells[-1].get("r", "")))
    ):
        marks.reach(start, end)
    for cell in cells:
        style = cell.get("s", "")
        look = styles[int(style)] if style.isdecimal() and int(style) < len(styles) else None
        formula = cell.find("{*}f")
        if formula is None and (look is None or look.is_plain):
            continue
        if position := position_of(cell.get("r", "")):
            _mark_cell(marks, position, cell, look)


def _mark_cell(marks: SheetMarks, position: CellPosition, cell: Any, look: CellStyle | None) -> None:
    value, formula = cell.findtext("{*}v") or "", cell.find("{*}f")
    if look is not None and look.is_unseen:
        marks.hidden_cells.add(position)
    elif formula is not None and not value and cell.get("t") not in ("str", "inlineStr"):
        marks.uncalculated += 1
        marks.shown[position] = f"={formula.text}" if formula.text else "(formula)"
    elif look is not None and look.number is not None and cell.get("t", "n") == "n" and value:
        marks.shown[position] = look.number.write(float(value))


def _mark_comments(marks: SheetMarks, root: Any) -> None:
    for comment in root.iter("{*}comment", "{*}threadedComment"):
        text = " ".join("".join(item.text or "" for item in comment.iter("{*}t", "{*}text")).split())
        position = position_of(comment.get("ref", ""))
        if position and text:
            remark = _THREAD_NOTE.sub("", text)
            before = marks.comments.get(position, "")
            marks.comments[position] = before if remark in before else f"{before} {remark}".strip()


def position_of(reference: str) -> CellPosition | None:
    """Returns the position that a reference such as B12 names."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match.group(1).upper():
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column


def _is_true(value: str) -> bool:
    return value in ("1", "true")
