"""Workbooks say what their cells show, with the headers of row and column; what is hidden is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_core.adapters.extraction.reading import read_document
from genai_core.adapters.extraction.sheets.number_formats import NumberFormat, number_format, plain_number
from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.errors import InvalidInput
from tests.unit.adapters.extraction.office_files import ods, package, row, xlsx

FILES = Path(__file__).parents[3] / "data" / "extraction"
STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="0.0%"/>'
    '<numFmt numFmtId="171" formatCode="#,##0.00\\ &quot;€&quot;"/>'
    '<numFmt numFmtId="172" formatCode=";;;"/><numFmt numFmtId="173" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts><font><sz val="11"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/></font></fonts>'
    '<fills><fill><patternFill/></fill><fill><patternFill patternType="solid">'
    '<fgColor rgb="FF0000AA"/></patternFill>'
    "</fill></fills><cellXfs><xf/>"
    '<xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf fontId="1"/><xf fontId="1" fillId="1"/>'
    '<xf numFmtId="173"/></cellXfs>'
)
PERCENT, EURO, NOTHING, WHITE, WHITE_ON_BLUE, DATE = range(1, 7)


def read(body: bytes, name: str = "a.xlsx") -> ExtractedDocument:
    return read_document(body, name)


def text(document: ExtractedDocument) -> str:
    return "\n".join(block.text for block in document.blocks)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("xlsx_year_header.xlsx", ["Site: Kiel | 2022: 11 | 2023: 12"]),
        ("xlsx_two_level_header.xlsx", ["Site: Bonn | 2023 / Q1: 31 | 2023 / Q2: 32 | 2024 / Q1: 41"]),
        ("xlsx_formula_no_cache.xlsx", ["Item: Nut | Price: 3 | Count: 20 | Total: =B3*C3"]),
        ("xlsx_dates_percent.xlsx", ["Start: 2024-03-05 | Share: 47.5% | Fee: 1250.5"]),
        ("xlsx_comment_hidden_sheet.xlsx", ["Name: Alder (comment: left the firm in May) | Pay: 10"]),
        ("stock.xls", ["Stock at the end of the year", "Site: Kiel | 2022: 11 | 2023: 12.5", "2024-03-05"]),
    ],
)
def test_what_a_cell_shows_stands_beside_its_header(name: str, lines: list[str]) -> None:
    shown = text(read((FILES / name).read_bytes(), name))
    assert [line for line in lines if line not in shown] == [], shown


@pytest.mark.parametrize("name", ["xlsx_comment_hidden_sheet.xlsx", "stock.xls"])
def test_a_hidden_sheet_is_left_out_and_named(name: str) -> None:
    document = read((FILES / name).read_bytes(), name)
    assert "sheet 'Secret' is hidden and left out" in document.warnings
    assert {block.heading_path[0] for block in document.blocks}.isdisjoint({"Secret"})


def test_hidden_rows_columns_and_white_text_are_left_out_and_counted() -> None:
    rows = (
        row(1, ["Site", "Key", "Stock"], styles=[WHITE_ON_BLUE] * 3)
        + row(2, ["Kiel", "k1", 11])
        + row(3, ["Bonn", "k2", 12], more='hidden="1"')
        + row(4, ["Ulm", "k3", 13], styles=[WHITE])
        + row(5, ["Jena", "k4", 14], styles=[0, 0, NOTHING])
    )
    document = read(xlsx(rows, columns='<cols><col min="2" max="2" hidden="1"/></cols>', styles=STYLES))
    assert text(document) == "Site | Stock\nSite: Kiel | Stock: 11\nStock: 13\nSite: Jena"
    assert document.warnings == (
        "sheet 'Data': 1 hidden rows are left out",
        "sheet 'Data': 1 hidden columns are left out",
        "sheet 'Data': 1 cells whose text cannot be seen are left out",
    )


def test_merged_labels_stand_in_each_row_and_merged_numbers_once() -> None:
    rows = (
        row(1, ["Region", "Site", "Stock"])
        + row(2, ["North", "Kiel", 40])
        + row(3, [None, "Lübeck", None])
        + row(4, ["South", "Ulm", 7])
    )
    document = read(xlsx(rows, merged=["A2:A3", "C2:C3"]))
    (table,) = document.tables
    assert table.rows == (("North", "Kiel", "40"), ("North", "Lübeck", ""), ("South", "Ulm", "7"))


def test_a_title_over_the_whole_table_is_its_caption_and_cells_keep_their_numbers() -> None:
    rows = (
        row(2, [None, "Fees by plan"])
        + row(4, [None, "Plan", "Fee", "Share"])
        + row(5, [None, "Basic", 1250.5, 0.125], styles=[0, 0, EURO, PERCENT])
    )
    (table,) = read(xlsx(rows, merged=["B2:D2"], styles=STYLES)).tables
    assert (table.caption, table.header) == ("Fees by plan", ("Plan", "Fee", "Share"))
    assert table.rows == (("Basic", "1,250.50 €", "12.5%"),)
    assert (table.row_numbers, table.column_numbers, table.heading_path) == ((5,), (2, 3, 4), ("Data",))


def test_dates_before_1904_are_the_days_that_the_workbook_means() -> None:
    rows = row(1, ["Contract", "Start"]) + row(2, ["Alder", 43894], styles=[0, DATE])
    assert "Start: 2024-03-05" in text(read(xlsx(rows, styles=STYLES, more='<workbookPr date1904="1"/>')))


def test_an_open_document_spreadsheet_shows_percentages_comments_and_no_hidden_rows() -> None:
    def line(*cells: str, more: str = "") -> str:
        return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"

    def words(value: str, note: str = "") -> str:
        annotation = f"<office:annotation><text:p>{note}</text:p></office:annotation>" if note else ""
        start = '<table:table-cell office:value-type="string">'
        return f"{start}{annotation}<text:p>{value}</text:p></table:table-cell>"

    share = (
        '<table:table-cell office:value-type="percentage" office:value="0.475"><text:p>47.5%</text:p>'
        "</table:table-cell>"
    )
    document = read(
        ods(
            line(words("Contract"), words("Share"))
            + line(words("Alder", "ends in May"), share)
            + line(words("Birch"), share, more='table:visibility="collapse"')
        ),
        "a.ods",
    )
    assert document.document_type == "ods"
    assert text(document).endswith("Contract: Alder (comment: ends in May) | Share: 47.5%")
    assert document.warnings == ("sheet 'Data': 1 hidden rows are left out",)


def test_a_cell_far_outside_is_refused_with_the_reason() -> None:
    rows = row(1, ["a"]) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(InvalidInput, match="reaches to row 1048576 and column 16384"):
        read(xlsx(rows))


def test_a_workbook_without_its_parts_is_damaged() -> None:
    with pytest.raises(InvalidInput, match="damaged"):
        read(package({"xl/workbook.xml": "<workbook", "[Content_Types].xml": "<Types/>"}))


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0%", 0.5, "50%"),
        ("0.00", 3.14159, "3.14"),
        ("#,##0", 1234567.0, "1,234,567"),
        ("[$€-407]\\ #,##0.00;[Red]-[$€-407]\\ #,##0.00", -1.5, "-€ 1.50"),
        ('0.0" kg"', 2.25, "2.3 kg"),
        ("_-* #,##0.00_-", 5.0, "5.00"),
        ('0.0,," M"', 1_500_000.0, "1.5 M"),
        ('#,##0," k€"', 2_345_678.0, "2,346 k€"),
    ],
)
def test_numbers_are_written_as_their_format_says(code: str, value: float, shown: str) -> None:
    look = number_format(code)
    assert look is not None
    assert look.write(value) == shown


@pytest.mark.parametrize("code", ["General", "yyyy-mm-dd", "# ?/?", "@", "0.00E+00", "#,##0,"])
def test_other_formats_leave_the_value_alone(code: str) -> None:
    assert number_format(code) is None


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [(0.0825, "0.0%", "8.3%"), (2.5, "0", "3"), (-2.5, "0", "-3"), (1.005, "0.00", "1.01"), (2.4, "0", "2")],
)
def test_numbers_are_rounded_as_workbooks_round_them(value: float, code: str, shown: str) -> None:
    written = number_format(code)
    assert written
    assert written.write(value) == shown
    assert NumberFormat(decimals=1).write(1e300).startswith("1000")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(4012888888881881.0, "4012888888881881"), (0.1 + 0.2, "0.3"), (2.0**60, "1.15292150460685e+18")],
)
def test_whole_numbers_keep_all_digits_that_a_float_holds(value: float, shown: str) -> None:
    assert plain_number(value) == shown


def test_comments_of_an_old_workbook_are_with_their_cells_and_on_no_other_sheet() -> None:
    shown = text(read((FILES / "xls_comments.xls").read_bytes(), "a.xls"))
    assert "Item: Bolt | Count: 40 (comment: Ada: counted twice)" in shown
    assert "Item: Nut (comment: Größe prüfen – 10 €) | Count: 12" in shown
    assert shown.count("comment") == 2
