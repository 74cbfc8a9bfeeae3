"""Cells in rows and columns: padding, parts between empty rows, and merged cells."""

from genai_core.domain.tables.grids import Span, filled, grid_of, parts


def test_short_rows_are_padded_and_numbered_from_one() -> None:
    grid = grid_of([["a", "b", "c"], ["d"]])
    assert grid.rows == [["a", "b", "c"], ["d", "", ""]]
    assert (grid.row_numbers, grid.column_numbers, grid.width) == ([1, 2], [1, 2, 3], 3)
    assert grid_of([]).rows == []


def test_a_part_drops_empty_rows_and_columns_and_keeps_the_numbers_of_the_file() -> None:
    part = grid_of([["x", "", ""], ["a", "", "b"], ["", "", ""], ["c", "", "d"]]).part(1, 4)
    assert part.rows == [["a", "b"], ["c", "d"]]
    assert (part.row_numbers, part.column_numbers) == ([2, 4], [1, 3])


def test_an_empty_row_separates_two_tables_of_different_columns() -> None:
    rows = [
        ["name", "price", "", ""],
        ["tea", "2", "", ""],
        ["milk", "1", "", ""],
        [""],
        ["", "", "city", "size"],
        ["", "", "Bonn", "3"],
        ["", "", "Ulm", "1"],
    ]
    split_rows = [part.rows for part in parts(grid_of(rows))]
    assert split_rows == [
        [["name", "price"], ["tea", "2"], ["milk", "1"]],
        [["city", "size"], ["Bonn", "3"], ["Ulm", "1"]],
    ]


def test_a_header_and_a_total_stay_with_their_table_past_an_empty_row() -> None:
    rows = [["name", "price"], [], ["tea", "2"], ["milk", "1"], [], ["Total", "3"]]
    (table,) = parts(grid_of(rows))
    assert table.rows == [["name", "price"], ["tea", "2"], ["milk", "1"], ["Total", "3"]]
    assert table.row_numbers == [1, 3, 4, 6]


def test_a_remark_below_a_table_is_a_part_of_its_own() -> None:
    rows = [["name", "price"], ["tea", "2"], ["milk", "1"], [], ["Prices", "without tax"]]
    table, remark = parts(grid_of(rows))
    assert len(table.rows) == 3
    assert remark.rows == [["Prices", "without tax"]]


def test_the_text_of_a_merged_cell_is_in_all_cells_that_it_covers() -> None:
    grid = grid_of([["region", "city"], ["north", "Kiel"], ["", "Bremen"]], [Span(2, 1, 3, 1)])
    assert filled(grid, 1).rows == [["region", "city"], ["north", "Kiel"], ["north", "Bremen"]]


def test_a_merged_number_is_counted_once_and_a_title_is_not_repeated() -> None:
    spans = [Span(1, 1, 1, 2), Span(3, 2, 4, 2)]
    grid = grid_of([["Costs", ""], ["name", "sum"], ["tea", "5"], ["milk", ""]], spans)
    assert filled(grid, 2).rows == [["Costs", ""], ["name", "sum"], ["tea", "5"], ["milk", ""]]


def test_a_span_outside_of_the_grid_changes_nothing() -> None:
    grid = grid_of([["a", "b"], ["c", "d"]], [Span(8, 8, 9, 9)])
    assert filled(grid, 1).rows == grid.rows
