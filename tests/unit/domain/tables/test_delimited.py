"""Rows of text: which delimiter and which quotation mark a file uses."""

import pytest

from genai_core.domain.tables.delimited import rows_of


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_all_lines_alike(delimiter: str) -> None:
    lines = ("name", "price", "note"), ("tea", "2.50", "hot"), ("milk", "1.10", "cold")
    text = "\n".join(delimiter.join(line) for line in lines)
    assert rows_of(text) == [list(line) for line in lines]


def test_decimal_commas_do_not_outvote_the_semicolons_between_cells() -> None:
    text = "name;price;weight\ntea;2,50;1,5\nmilk;1,10;0,9\n"
    assert rows_of(text)[1] == ["tea", "2,50", "1,5"]


def test_a_first_line_may_name_the_delimiter_and_is_no_row() -> None:
    assert rows_of("sep=;\na,b;c\nd,e;f\n") == [["a,b", "c"], ["d,e", "f"]]
    assert rows_of("SEP=|\na|b\n") == [["a", "b"]]


def test_a_quoted_cell_holds_delimiters_lines_and_doubled_marks() -> None:
    assert rows_of('a,b\n"x, y","line 1\nline 2"\n"say ""no""",z\n') == [
        ["a", "b"],
        ["x, y", "line 1\nline 2"],
        ['say "no"', "z"],
    ]


def test_single_quotation_marks_count_where_cells_begin_and_end_with_them() -> None:
    assert rows_of("'a','b, c'\n'd','e'\n") == [["a", "b, c"], ["d", "e"]]
    assert rows_of("it's,what's\nthat's,all\n") == [["it's", "what's"], ["that's", "all"]]


def test_an_unclosed_quotation_mark_swallows_no_rows() -> None:
    rows = rows_of('name,size\nscrew,5"\nnut,"8\n' + "bolt,9\n" * 2000)
    assert rows[-2] == ["bolt", "9"]
    assert sum(row == ["bolt", "9"] for row in rows) == 2000


def test_empty_lines_are_empty_rows_and_an_empty_text_has_none() -> None:
    assert rows_of("a,b\n\nc,d\n") == [["a", "b"], [], ["c", "d"]]
    assert rows_of("") == []


def test_spaces_after_a_delimiter_are_no_part_of_a_cell() -> None:
    assert rows_of("a, b\nc, d\n") == [["a", "b"], ["c", "d"]]
