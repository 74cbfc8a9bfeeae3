"""Titles and headers of tables: how many rows they are, and what columns are called."""

import pytest

from genai_core.domain.tables.grids import Span, grid_of
from genai_core.domain.tables.headers import (
    column_names,
    header_levels,
    names_first_columns,
    spread,
    title_rows,
)


@pytest.mark.parametrize(
    ("rows", "titles"),
    [
        ([["Prices 2024", "", ""], ["name", "price", "unit"], ["tea", "2", "kg"]], 1),
        ([["Prices", "", ""], ["in euros", "", ""], ["name", "price", "unit"], ["tea", "2", "kg"]], 2),
        ([["As of", "2024-03-01", "", ""], ["a", "b", "c", "d"], ["1", "2", "3", "4"]], 1),
        ([["name", "price", "unit"], ["tea", "2", "kg"]], 0),
        ([["one"], ["column"], ["only"]], 0),
        ([["1999", "5", "", ""], ["a", "b", "c", "d"]], 0),
    ],
)
def test_a_title_fills_fewer_cells_than_the_table(rows: list[list[str]], titles: int) -> None:
    assert title_rows(grid_of(rows)) == titles


def test_a_heading_merged_over_some_columns_is_no_title() -> None:
    rows = [["", "Prices", ""], ["name", "old", "new"], ["tea", "2", "3"]]
    assert title_rows(grid_of(rows, [Span(1, 2, 1, 3)])) == 0
    assert title_rows(grid_of(rows, [Span(1, 1, 1, 3)])) == 1


@pytest.mark.parametrize(
    ("rows", "levels"),
    [
        ([["name", "price"], ["tea", "2"]], 1),
        ([["tea", "2"], ["milk", "1"]], 0),
        ([["region", "2023", "2024"], ["north", "5", "6"]], 1),
        ([["2023", "2024"], ["5", "6"]], 0),
        ([["month", "1", "2", "3"], ["rain", "40", "35", "50"]], 1),
        ([["year", "2023"], ["year", "2024"]], 0),
        ([["Valid from:", "2024-03-01"], ["Owner:", "Ann"]], 0),
        ([["name", "price"]], 0),
    ],
)
def test_a_header_has_words_or_counted_numbers_above_the_values(rows: list[list[str]], levels: int) -> None:
    assert header_levels(grid_of(rows)) == levels


def test_merged_cells_above_columns_make_a_header_of_two_levels() -> None:
    rows = [["", "Prices", ""], ["name", "old", "new"], ["tea", "2", "3"], ["milk", "1", "2"]]
    assert header_levels(grid_of(rows, [Span(1, 2, 1, 3)])) == 2


def test_the_levels_of_a_name_are_joined_once_each() -> None:
    assert column_names([["", "Prices", "Prices"], ["name", "old", "new"]]) == (
        "name",
        "Prices / old",
        "Prices / new",
    )
    assert column_names([["name", ""], ["name", "price"]]) == ("name", "price")


def test_an_upper_cell_is_repeated_over_the_columns_that_it_groups() -> None:
    rows = [["", "Prices", "", "Note"], ["name", "old", "new", ""]]
    assert spread(rows) == [["", "Prices", "Prices", "Note"], rows[1]]
    assert spread([["a", ""]]) == [["a", ""]]


def test_the_row_below_a_header_may_name_its_empty_columns_only() -> None:
    assert names_first_columns(["", "2023"], [["name", ""], ["tea", "5"], ["milk", "6"]])
    assert not names_first_columns(["", "2023"], [["name", "4"], ["tea", "5"], ["milk", "6"]])
    assert not names_first_columns(["", "2023"], [["7", ""], ["tea", "5"], ["milk", "6"]])
    assert not names_first_columns(["a", "b"], [["", ""], ["tea", "5"]])
