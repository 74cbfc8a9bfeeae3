"""Delimited values: which line is the header, which the title, and that every cell keeps its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_core.adapters.extraction.reading import read_document
from genai_core.domain.tables.table import Table

FILES = Path(__file__).parents[3] / "data" / "extraction"


def tables(text: str) -> tuple[Table, ...]:
    return read_document(text.encode(), "a.csv").tables


def lines(text: str) -> list[str]:
    return "\n".join(block.text for block in read_document(text.encode(), "a.csv").blocks).split("\n")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("csv_year_header.csv", "Region: South | 2021: 31 | 2022: 29 | 2023: 40"),
        ("csv_preamble.csv", "Warehouse: Kiel | Item: Bolt | Count: 40"),
        ("csv_sep_line.csv", "Name: Alder | Amount: 12"),
        ("table.tsv", "City: Kiel | Population: 247000"),
    ],
)
def test_each_row_carries_its_header(name: str, line: str) -> None:
    document = read_document((FILES / name).read_bytes(), name)
    assert line in document.blocks[0].text.split("\n")
    assert "sep=" not in document.text


def test_lines_above_the_table_are_its_caption() -> None:
    (table,) = tables((FILES / "csv_preamble.csv").read_text())
    assert table.caption == "Report: stock by warehouse; Generated: 2024-03-01"
    assert table.row_numbers == (5, 6)


@pytest.mark.parametrize(
    "text",
    [
        "Name;Price\nA;1,5\nB;2,75\n",
        "Name|Price\nA|1,5\nB|2,75\n",
        "Name\tPrice\nA\t1,5\nB\t2,75\n",
        '"Name","Price"\n"A","1,5"\n"B","2,75"\n',
        "'Name','Price'\n'A','1,5'\n'B','2,75'\n",
        'Name, Price\nA, "1,5"\nB, "2,75"\n',
        "Name;Price\n\nA;1,5\n\nB;2,75\n",
        "\ufeffName;Price\r\nA;1,5\r\nB;2,75\r\n",
    ],
)
def test_every_dialect_gives_the_same_table(text: str) -> None:
    (table,) = tables(text)
    assert (table.header, table.rows) == (("Name", "Price"), (("A", "1,5"), ("B", "2,75")))


def test_two_rows_of_headers_are_joined() -> None:
    (table,) = tables("Site,2023,,2024,\n,Q1,Q2,Q1,Q2\nKiel,1,2,3,4\nBonn,5,6,7,8\n")
    assert table.header == ("Site", "2023 / Q1", "2023 / Q2", "2024 / Q1", "2024 / Q2")
    assert table.rows[1] == ("Bonn", "5", "6", "7", "8")


def test_a_table_of_numbers_has_no_header_and_empty_cells_keep_their_place() -> None:
    (table,) = tables("1,,3\n4,5,6\n7,8,\n")
    assert table.header == ("", "", "")
    assert lines("1,,3\n4,5,6\n7,8,\n") == ["1 |  | 3", "4 | 5 | 6", "7 | 8"]


def test_a_column_of_years_is_not_a_header() -> None:
    (table,) = tables("Year,Count\n2020,5\n2021,6\n")
    assert (table.header, table.rows[0]) == (("Year", "Count"), ("2020", "5"))
    assert tables("Kiel,2020,2021\nBonn,2019,2020\n")[0].header == ("", "", "")


def test_a_form_has_no_header_row() -> None:
    assert lines("Name:,Ada\nAge:,30\nCity:,Kiel\n") == ["Name: | Ada", "Age: | 30", "City: | Kiel"]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_file() -> None:
    text = 'Item,Size\n"Screen 24" wide,1\n' + "Bolt,2\n" * 3000
    (table,) = tables(text)
    assert len(table.rows) == 3001


def test_tables_one_below_the_other_are_read_apart() -> None:
    read = tables("A,B\n1,2\n3,4\n\nC,D,E\n5,6,7\n8,9,1\n")
    assert [table.header for table in read] == [("A", "B"), ("C", "D", "E")]


def test_a_row_of_names_below_a_header_names_its_empty_columns_and_a_row_of_values_does_not() -> None:
    (named,) = tables(",2023,2024\nSite,,\nKiel,1,3\nLund,5,7\n")
    assert (named.header, named.rows[0]) == (("Site", "2023", "2024"), ("Kiel", "1", "3"))
    (plain,) = tables(",Q1,Q2\nKiel,4,\nLund,,9\n")
    assert plain.rows[0] == ("Kiel", "4", "")


def test_words_below_numbers_are_a_remark_and_a_total_is_a_row() -> None:
    rows = "Month,Units,Revenue\nJanuary,10,200\nFebruary,12,240\n\n"
    assert lines(f"{rows}Source: finance system,exported 3 May\n")[-1] == (
        "Source: finance system | exported 3 May"
    )
    assert lines(f"{rows}Total,22,440\n")[-1] == "Month: Total | Units: 22 | Revenue: 440"
