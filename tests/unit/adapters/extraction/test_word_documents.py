"""Word documents: everything a reader sees, once, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_core.adapters.extraction.reading import read_document
from genai_core.adapters.extraction.word.numbering import written
from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.errors import InvalidInput
from tests.unit.adapters.extraction.office_files import docx, package, with_embedded, xlsx
from tests.unit.adapters.extraction.office_files import row as sheet_row

FILES = Path(__file__).parents[3] / "data" / "extraction"


def read(body: bytes) -> ExtractedDocument:
    return read_document(body, "a.docx")


def texts(body: str, **others: str) -> list[str]:
    return [block.text for block in read(docx(body, **others)).blocks]


def p(text: str, properties: str = "", run: str = "") -> str:
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("docx_hidden_text.docx", ["Visible line."]),
        (
            "docx_nested_table.docx",
            ["Outer A | Outer B\nOuter A: left | Outer B: after", "inner one | inner two"],
        ),
        ("docx_tracked_move.docx", ["Deliver by 30 September.", "Other point."]),
        ("docx_strict.docx", ["The strict file says 31 days."]),
        ("docx_numbered_clauses.docx", ["1. Term and notice", "1.1 Notice is three months."]),
        ("docx_sdt_row_cell.docx", ["Host | Role\nHost: alder | Role: database", "End."]),
    ],
)
def test_each_text_is_read_once_and_in_order(name: str, expected: list[str]) -> None:
    assert [block.text for block in read((FILES / name).read_bytes()).blocks] == expected


def test_content_controls_are_read_wherever_they_stand_and_invitations_to_fill_them_are_not() -> None:
    def control(content: str, more: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{more}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    body = (
        control(p("Whole paragraph."))
        + f"<w:p><w:r><w:t>Name: </w:t></w:r>{control('<w:r><w:t>Alder</w:t></w:r>')}</w:p>"
        + control(p("Click here to enter text."), "<w:showingPlcHdr/>")
        + f"<w:tbl>{row(cell(p('A')), cell(p('B')))}"
        + f"{row(cell(control(p('1'))), control(cell(p('2'))))}</w:tbl>"
    )
    assert texts(body) == ["Whole paragraph.", "Name: Alder", "A | B\nA: 1 | B: 2"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Before.</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback>"
        f"</mc:AlternateContent></w:r></w:p>{p('After.')}"
    )
    assert texts(body) == ["Before.", "In the box.", "After."]


def test_notes_comments_and_headers_are_marked_as_such() -> None:
    body = (
        '<w:p><w:r><w:t>The fee is due.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>' + p("Next.")
    )
    shown = texts(
        body,
        footnotes=f'<w:footnote w:id="2">{p("Within 30 days.")}</w:footnote>',
        comments=f'<w:comment w:id="0" w:author="Otto">{p("Too short?")}</w:comment>',
        header=p("Draft of May"),
    )
    assert shown == [
        "The fee is due.", "Footnote: Within 30 days.", "Comment by Otto: Too short?", "Next.",
        "Header: Draft of May",
    ]  # fmt: skip


def test_deleted_text_rows_and_cells_are_gone_and_inserted_ones_are_there() -> None:
    body = (
        "<w:p><w:r><w:t>Pay </w:t></w:r><w:del><w:r><w:delText>10</w:delText><w:t>10</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>20</w:t></w:r></w:ins></w:p>"
        f"<w:tbl>{row(cell(p('A')), cell(p('B')))}{row(cell(p('old')), cell(p('x')), properties='<w:del/>')}"
        f"{row(cell(p('new')), cell(p('y')), properties='<w:ins/>')}</w:tbl>"
    )
    assert texts(body) == ["Pay 20", "A | B\nA: new | B: y"]


def test_what_a_style_hides_is_left_out_and_a_run_may_show_it_again() -> None:
    styles = '<w:style w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = (
        p("hidden by style", '<w:pStyle w:val="Secret"/>')
        + p("hidden by run style", run='<w:rStyle w:val="Secret"/>')
        + p("shown again", '<w:pStyle w:val="Secret"/>', run='<w:vanish w:val="0"/>')
    )
    assert texts(body, styles=styles) == ["shown again"]


def test_white_letters_are_read_in_a_table_whose_style_is_coloured() -> None:
    styles = (
        '<w:style w:styleId="Dark"><w:name w:val="Dark"/><w:tblStylePr><w:tcPr><w:shd w:fill="1F3864"/>'
        "</w:tcPr></w:tblStylePr></w:style>"
    )
    white = '<w:color w:val="FFFFFF"/>'
    rows = row(cell(p("Plan", run=white)), cell(p("Fee", run=white))) + row(cell(p("Basic")), cell(p("5")))
    dark = f'<w:tbl><w:tblPr><w:tblStyle w:val="Dark"/></w:tblPr>{rows}</w:tbl>'
    assert texts(dark, styles=styles) == ["Plan | Fee\nPlan: Basic | Fee: 5"]
    assert texts(f"<w:tbl>{rows}</w:tbl>", styles=styles) == ["Basic | 5"]


def test_numbers_of_headings_and_lists_go_on_and_start_again_as_in_word() -> None:
    def level(number: int, kind: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )

    def item(text: str, depth: int, number: int = 1) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')

    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "upperRoman", "%1.")}{level(1, "lowerLetter", "(%2)")}'
        f"</w:abstractNum>"
        f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "•")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = (
        item("one", 0) + item("a", 1) + item("b", 1) + item("two", 0) + item("a again", 1)
        + item("point", 0, 2) + p("text") + item("three", 0) + item("from the start", 0, 3)
    )  # fmt: skip
    assert texts(body, numbering=numbering) == [
        "I. one", "(a) a", "(b) b", "II. two", "(a) a again", "- point", "text", "III. three",
        "I. from the start",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [(4, "upperRoman", "IV"), (28, "lowerLetter", "bb"), (7, "decimalZero", "07"), (12, "decimal", "12")],
)
def test_numbers_are_written_in_the_format_of_their_list(number: int, kind: str, shown: str) -> None:
    assert written(number, kind) == shown


def test_merged_cells_are_read_once_and_stand_for_every_row_they_cover() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        "<w:tbl>"
        + row(cell(p("Region")), cell(p("2023"), '<w:gridSpan w:val="2"/>'))
        + row(cell(p("")), cell(p("Q1")), cell(p("Q2")))
        + row(cell(p("North"), start), cell(p("1")), cell(p("2")))
        + row(cell(p(""), on), cell(p("3")), cell(p("4")))
        + "</w:tbl>"
    )
    (table,) = read(docx(body)).tables
    assert table.header == ("Region", "2023 / Q1", "2023 / Q2")
    assert table.rows == (("North", "1", "2"), ("North", "3", "4"))


def test_old_form_fields_show_their_choice() -> None:
    def field(data: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'

    choices = (
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="red"/><w:listEntry w:val="blue"/></w:ddList>'
    )
    ticked = '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
    colour, paid = "<w:r><w:t>Colour: </w:t></w:r>", "<w:r><w:t> paid </w:t></w:r>"
    assert texts(f"<w:p>{colour}{field(choices)}{paid}{field(ticked)}</w:p>") == ["Colour: blue paid ☒"]


def test_the_title_is_the_first_heading_and_a_box_of_one_cell_keeps_its_headings() -> None:
    styles = '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    heading = p("Rules of the house", '<w:pStyle w:val="H1"/>')
    document = read(docx(f"<w:tbl>{row(cell(heading + p('Be kind.')))}</w:tbl>", styles=styles))
    assert document.title == "Rules of the house"
    assert [(block.text, block.heading_path) for block in document.blocks][1] == (
        "Be kind.", ("Rules of the house",),
    )  # fmt: skip


def test_a_package_without_a_document_is_damaged() -> None:
    with pytest.raises(InvalidInput, match="no document part"):
        read(package({"word/other.xml": "<a/>"}))


def test_an_embedded_workbook_is_a_file_inside_the_document() -> None:
    costs = xlsx(sheet_row(1, ["Item", "Cost"]) + sheet_row(2, ["Crane", 1200]))
    for body in (p("See the workbook."), ""):
        document = read(with_embedded(docx(body), "word/document", costs))
        (inner,) = document.attached
        assert (inner.name, inner.body, inner.refusal) == ("Costs.xlsx", costs, "")
    (other,) = read(with_embedded(docx(p("A drawing.")), "word/document", package({"x": "y"}))).attached
    assert other.name == "Costs.xlsx"
