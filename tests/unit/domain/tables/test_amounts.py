"""Amounts of cells: the number, its unit, and how another amount is written like it."""

import pytest

from genai_core.domain.tables.amounts import amount, amounts
from genai_core.domain.tables.table import Table


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("42", 42),
        ("-3.5", -3.5),
        ("1,234", 1234),
        ("2.5 million", 2.5e6),
        ("20%", 20),
    ],
)
def test_a_cell_with_one_number_is_an_amount(cell: str, number: float) -> None:
    read = amount(cell)
    assert read is not None
    assert read.number == pytest.approx(number)
    assert read.text == cell


@pytest.mark.parametrize(
    "cell",
    ["", "tea", "5 of 7", "3 cups of tea", "2024-03-01", "10 to 20", "over 9000", "~ 12", "(7)"],
)
def test_words_dates_ranges_bounds_and_numbers_of_items_are_no_amounts(cell: str) -> None:
    assert amount(cell) is None


def test_the_language_decides_what_a_point_separates() -> None:
    english, german = amount("1.234"), amount("1.234", language="german")
    assert english is not None
    assert german is not None
    assert (english.number, german.number) == (pytest.approx(1.234), pytest.approx(1234))


def test_the_unit_comes_from_the_cell_and_else_from_the_name_of_the_column() -> None:
    in_cell, in_name, bare = amount("5 kg", "Weight (g)"), amount("5", "Weight (kg)"), amount("5", "Weight")
    assert in_cell is not None
    assert in_name is not None
    assert bare is not None
    assert in_cell.unit == in_name.unit
    assert in_cell.unit.dimension == "mass"
    assert bare.unit.dimension == ""
    grams = amount("5000", "Weight in g")
    assert grams is not None
    assert grams.base == pytest.approx(in_cell.base)


def test_another_amount_is_written_with_the_same_unit_and_decimal_mark() -> None:
    price = amount("2,50 €", language="german")
    assert price is not None
    assert price.written_like(price.base * 3) == "7,5 €"
    weight = amount("5 kg")
    assert weight is not None
    assert weight.written_like(weight.base * 2) == "10 kg"
    count = amount("2.5 million")
    assert count is not None
    assert count.written_like(5_000_000) == "5000000"


def test_a_column_has_amounts_if_most_of_its_cells_are_amounts() -> None:
    rows = (("tea", "2,50", "x"), ("milk", "1,10", "4"), ("salt", "", "y"), ("oil", "n/a", "z"))
    table = Table(("name", "price (€)", "code"), rows)
    assert {row: value.number for row, value in amounts(table, 1).items()} == {0: 2.5, 1: 1.1}
    assert amounts(table, 2) == {}
    assert amounts(table, 0) == {}
