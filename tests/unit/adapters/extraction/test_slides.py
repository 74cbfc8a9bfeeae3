"""Slides: charts, tables, groups and notes are read; what nobody sees is left out."""

from __future__ import annotations

from pathlib import Path

from genai_core.adapters.extraction.reading import read_document
from genai_core.domain.ingestion.documents import ExtractedDocument
from tests.unit.adapters.extraction.office_files import pptx, row, with_embedded, xlsx

FILES = Path(__file__).parents[3] / "data" / "extraction"
SEEN = "Seen by everybody."


def read(body: bytes) -> ExtractedDocument:
    return read_document(body, "a.pptx")


def shape(
    text: str, *, role: str = "", at: tuple[int, int] | None = None, look: str = "", more: str = ""
) -> str:
    holder = f'<p:ph type="{role}"/>' if role else ""
    frame_xml = f'<a:xfrm><a:off x="{at[0]}" y="{at[1]}"/><a:ext cx="100" cy="50"/></a:xfrm>' if at else ""
    properties = f"<a:rPr {look}" if look.endswith(">") else f"<a:rPr {look}/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x" {more}/><p:nvPr>{holder}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{frame_xml}</p:spPr>"
        f"<p:txBody><a:p><a:r>{properties}<a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def texts(*slides: str, attributes: str = "", notes: str = "") -> list[str]:
    return [block.text for block in read(pptx(*slides, attributes=attributes, notes=notes)).blocks]


def test_a_chart_is_read_as_a_table_of_its_categories_and_series() -> None:
    document = read((FILES / "pptx_chart.pptx").read_bytes())
    (table,) = document.tables
    assert table.header == ("Category", "Freight 2023")
    assert table.rows == (("Kiel", "14"), ("Bonn", "27"), ("Jena", "39"))
    assert (table.heading_path, table.page) == (("Tonnage",), 1)
    assert "Category: Bonn | Freight 2023: 27" in document.text


def test_a_hidden_slide_is_left_out_and_named() -> None:
    document = read(pptx(shape(SEEN), shape("Not shown."), attributes='show="0"'))
    assert document.text == SEEN
    assert document.warnings == ("slide 2 is hidden and left out",)
    assert document.page_count == 2


def test_shapes_that_are_hidden_beside_the_slide_tiny_or_white_are_left_out() -> None:
    white = '><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr>'
    alpha = '<a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr>'
    clear = f"><a:solidFill>{alpha}</a:solidFill></a:rPr>"
    hidden = (
        shape("hidden", more='hidden="1"')
        + shape("beside", at=(1200, 10))
        + shape("above", at=(10, -60))
        + shape("tiny", look='sz="100"')
        + shape("white", look=white)
        + shape("pale", look=white.replace("FFFFFF", "FEFEFE"))
        + shape("clear", look=clear)
    )
    assert texts(shape(SEEN, at=(950, 10)) + hidden) == [SEEN]


def test_white_letters_are_read_on_a_slide_with_a_picture() -> None:
    white = '><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr>'
    assert texts(shape("On a photo.", look=white) + "<p:pic/>") == ["On a photo."]


def test_groups_are_read_at_the_place_that_they_are_drawn() -> None:
    def group(left: int, content: str) -> str:
        return (
            '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="2" name="g"/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
            f'<a:off x="{left}" y="0"/><a:ext cx="100" cy="100"/><a:chOff x="5000" y="5000"/>'
            f'<a:chExt cx="1000" cy="1000"/></a:xfrm></p:grpSpPr>{content}</p:grpSp>'
        )

    inner = shape(SEEN, at=(5200, 5200))
    assert texts(group(0, inner)) == [SEEN]
    assert texts(shape("other") + group(2000, inner)) == ["other"]


def test_notes_are_marked_and_numbers_and_repeated_footers_left_out() -> None:
    footer = shape("Confidential", role="ftr") + shape("7", role="sldNum")
    notes = shape("Say hello.", role="body") + shape("1", role="sldNum")
    shown = texts(shape("First", role="title") + footer, shape("Second", role="title") + footer, notes=notes)
    assert shown == ["First", "Confidential", "Notes: Say hello.", "Second"]


def test_a_table_has_its_merged_cells_once_and_its_header() -> None:
    def line(*cells: str) -> str:
        return f"<a:tr>{''.join(cells)}</a:tr>"

    def cell(text: str, more: str = "") -> str:
        return f"<a:tc {more}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"

    markup = (
        '<a:tbl><a:tblPr firstRow="1"/>'
        + line(cell("Site"), cell("Stock"))
        + line(cell("Kiel", 'rowSpan="2"'), cell("7"))
        + line(cell("", 'vMerge="1"'), cell("8"))
        + "</a:tbl>"
    )
    frame = f"<p:graphicFrame><a:graphic><a:graphicData>{markup}</a:graphicData></a:graphic></p:graphicFrame>"
    (table,) = read(pptx(frame)).tables
    assert (table.header, table.rows) == (("Site", "Stock"), (("Kiel", "7"), ("Kiel", "8")))


def test_the_title_is_that_of_the_first_slide() -> None:
    assert read(pptx(shape("Plans for May", role="ctrTitle"))).title == "Plans for May"
    assert read(pptx(shape("No title at all"))).title == "a"


def test_a_workbook_embedded_in_a_slide_is_a_file_inside_unless_the_slide_is_hidden() -> None:
    costs = xlsx(row(1, ["Item", "Cost"]) + row(2, ["Crane", 1200]))
    (inner,) = read(with_embedded(pptx(shape(SEEN)), "ppt/slides/slide1", costs)).attached
    assert (inner.name, inner.body) == ("Costs.xlsx", costs)
    hidden = pptx(shape(SEEN), shape(SEEN), attributes='show="0"')
    assert read(with_embedded(hidden, "ppt/slides/slide2", costs)).attached == ()
