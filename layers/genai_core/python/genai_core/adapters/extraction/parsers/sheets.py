"""Workbooks (xlsx): sheets as headings, rows as `header: value` lines."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.packages import damaged, opened, refuse_entities, xml_root
from genai_core.adapters.extraction.parsers.plain import table_lines
from genai_core.adapters.extraction.passages import passage

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ROWS_PER_BLOCK = 20
_MAX_COLUMNS = 16_384


class XlsxParser(BaseBlobParser):
    """Each sheet's tables, parted by empty rows."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        with opened(blob.as_bytes()) as package:
            refuse_entities(package)
            shared = _shared_strings(package)
            for number, (name, part) in enumerate(_sheets(package), start=1):
                for rows in _tables(_rows(package.read(part), shared)):
                    lines = table_lines(rows)
                    for start in range(0, len(lines), _ROWS_PER_BLOCK):
                        text = "\n".join(lines[start : start + _ROWS_PER_BLOCK])
                        yield passage(text, headings=(name,), page=number)


def _sheets(package: ZipFile) -> list[tuple[str, str]]:
    if "xl/workbook.xml" not in package.namelist():
        raise damaged("it has no workbook part")
    relations = "xl/_rels/workbook.xml.rels"
    targets = {
        item.get("Id", ""): posixpath.normpath(posixpath.join("xl", item.get("Target", "").lstrip("/")))
        for item in (xml_root(package.read(relations)) if relations in package.namelist() else ())
    }
    names = {name: name for name in package.namelist()}
    found: list[tuple[str, str]] = []
    for sheet in xml_root(package.read("xl/workbook.xml")).iter(f"{_S}sheet"):
        part = targets.get(sheet.get(f"{_R}id", ""), "").replace("xl/xl/", "xl/")
        if part in names:
            found.append((sheet.get("name", ""), part))
    return found


def _shared_strings(package: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    return [_text(item) for item in xml_root(package.read("xl/sharedStrings.xml")).iter(f"{_S}si")]


def _rows(data: bytes, shared: list[str]) -> Iterator[list[str]]:
    for row in xml_root(data).iter(f"{_S}row"):
        values: dict[int, str] = {}
        for position, cell in enumerate(row.iter(f"{_S}c")):
            column = _column(cell.get("r", "")) if cell.get("r") else position
            if column < _MAX_COLUMNS and (value := _value(cell, shared)):
                values[column] = value
        yield [values.get(column, "") for column in range(max(values, default=-1) + 1)]


def _tables(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    table: list[list[str]] = []
    for row in rows:
        if any(row):
            table.append(row)
        elif table:
            yield table
            table = []
    if table:
        yield table


def _value(cell: Any, shared: list[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _text(cell)
    found = cell.find(f"{_S}v")
    text = (found.text or "").strip() if found is not None else ""
    if kind == "s":
        return shared[int(text)] if text.isdigit() and int(text) < len(shared) else ""
    if kind == "b":
        return "TRUE" if text == "1" else "FALSE"
    return text


def _text(element: Any) -> str:
    """Returns the text of a string item; phonetic guides are no text of it."""
    return "".join(
        item.text or "" for item in element.iter(f"{_S}t") if item.getparent().tag != f"{_S}rPh"
    ).strip()


def _column(reference: str) -> int:
    letters = re.match(r"[A-Z]{1,3}", reference.upper())
    number = 0
    for letter in letters.group() if letters else "A":
        number = number * 26 + ord(letter) - 64
    return number - 1
