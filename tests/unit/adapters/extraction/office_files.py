"""Builds Office files part by part, so that a test says what it changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def cell(reference: str, value: str | float, *, style: int = 0) -> str:
    if isinstance(value, str):
        return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def row(
    number: int, values: Sequence[str | float | None], *, styles: Sequence[int] = (), more: str = ""
) -> str:
    look = [*styles, *[0] * len(values)]
    cells = [
        cell(f"{chr(65 + column)}{number}", value, style=look[column])
        for column, value in enumerate(values)
        if value is not None
    ]
    return f'<row r="{number}" {more}>{"".join(cells)}</row>'


def xlsx(
    rows: str, *, columns: str = "", merged: Sequence[str] = (), styles: str = "", more: str = ""
) -> bytes:
    """Returns a workbook of one sheet called Data.

    Args:
        styles: Content of the style sheet. more: Further elements of the workbook part.
    """
    merges = "".join(f'<mergeCell ref="{merge}"/>' for merge in merged)
    sheet = f"{columns}<sheetData>{rows}</sheetData>{f'<mergeCells>{merges}</mergeCells>' if merged else ''}"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">{more}'
        '<sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(worksheet="worksheets/sheet1.xml", styles="styles.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
    }
    return package(parts)


def ods(table: str) -> bytes:
    """Returns an OpenDocument spreadsheet with one table, its rows and columns given."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{names}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Data">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def package(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return file.getvalue()


def relations(**targets: str) -> str:
    """Returns the relationships of a part, their kinds and targets given; ids count from r1."""
    items = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{items}</Relationships>'


def docx(body: str, **others: str) -> bytes:
    """Returns a Word document.

    Args:
        body: Content of `w:body`. others: Content of parts such as styles, numbering, footnotes, header.
    """
    spaces = (
        f'xmlns:w="{_WORD}" xmlns:r="{_RELATIONS}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    roots = {"header": "hdr"}
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(**{name: f"{name}.xml" for name in others}),
            **{
                f"word/{name}.xml": f"<w:{roots.get(name, name)} {spaces}>{text}</w:{roots.get(name, name)}>"
                for name, text in others.items()
            },
        }
    )


def pptx(*slides: str, attributes: str = "", notes: str = "") -> bytes:
    """Returns a presentation.

    Args:
        slides: Content of each slide's shape tree. attributes: Of the last slide's root.
        notes: Content of the shape tree of the first slide's notes.
    """
    spaces = f'xmlns:a="{_DRAWING}" xmlns:p="{_SLIDES}" xmlns:r="{_RELATIONS}"'
    ids = "".join(f'<p:sldId r:id="r{number}"/>' for number in range(1, len(slides) + 1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
        "_rels/.rels": relations(officeDocument="ppt/presentation.xml"),
        "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldIdLst>{ids}</p:sldIdLst>"
        '<p:sldSz cx="1000" cy="800"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations(
            **{f"slide{number}": f"slides/slide{number}.xml" for number in range(1, len(slides) + 1)}
        ),
    }
    for number, tree in enumerate(slides, start=1):
        more = attributes if number == len(slides) else ""
        parts[f"ppt/slides/slide{number}.xml"] = _slide("sld", tree, f"{spaces} {more}")
    if notes:
        parts["ppt/slides/_rels/slide1.xml.rels"] = relations(notesSlide="../notesSlides/notes1.xml")
        parts["ppt/notesSlides/notes1.xml"] = _slide("notes", notes, spaces)
    return package(parts)


def with_embedded(document: bytes, part: str, inner: bytes) -> bytes:
    """Returns an Office document one of whose parts embeds another Office file as an object.

    Args:
        part: For example `word/document`; its file has no relations yet, or none that a test needs.
    """
    folder, _, name = part.rpartition("/")
    body = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(body, "w") as new:
        relations_name = f"{folder}/_rels/{name}.xml.rels"
        for item in old.namelist():
            if item != relations_name:
                new.writestr(item, old.read(item))
        new.writestr(relations_name, relations(package="/embedded/Costs.xlsx"))
        new.writestr("embedded/Costs.xlsx", inner)
    return body.getvalue()


def _slide(root: str, tree: str, attributes: str) -> str:
    return f"<p:{root} {attributes}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:{root}>"
