"""Table rows as text that can be read alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.text.table_rows import CELLS, with_column_names

TABLE = ["Site | Stock", "Kiel | 7", "Bonn | 8"]


def test_each_row_names_its_columns_and_the_header_is_empty() -> None:
    assert with_column_names(TABLE) == ["", "Site: Kiel | Stock: 7", "Site: Bonn | Stock: 8"]


def test_sentences_around_a_table_stay_as_they_are() -> None:
    around = ["The stock of May.", *TABLE, "It is counted on Fridays."]
    assert with_column_names(around)[0] == around[0]
    assert with_column_names(around)[-1] == around[-1]


def test_a_sentence_ends_a_table_and_the_next_one_has_a_header_of_its_own() -> None:
    shown = with_column_names([*TABLE, "Prices follow.", "Item | Price", "Bolt | 2"])
    assert shown[-2:] == ["", "Item: Bolt | Price: 2"]


@pytest.mark.parametrize(
    "rows",
    [
        ["Kiel | 7", "Bonn | 8"],
        ["Site: Kiel | Stock: 7", "Site: Bonn | Stock: 8"],
        ["Site | Stock", "Kiel | 7 | late"],
        ["Site | Stock"],
    ],
    ids=["no header", "named already", "another width", "a header alone"],
)
def test_rows_without_a_header_of_theirs_stay_as_they_are(rows: list[str]) -> None:
    assert with_column_names(rows) == rows


def test_a_cell_that_names_its_column_does_so_once() -> None:
    assert with_column_names(["Site | Stock", "Site: Kiel | 7"]) == ["", "Site: Kiel | Stock: 7"]


@given(st.lists(st.lists(st.text("ab1 :", max_size=6), min_size=1, max_size=3).map(CELLS.join), max_size=6))
def test_there_is_one_text_for_each_sentence_and_every_cell_but_those_of_headers_is_in_it(rows) -> None:
    shown = with_column_names(rows)
    assert len(shown) == len(rows)
    for row, text in zip(rows, shown, strict=True):
        assert not text or all(cell.strip() in text for cell in row.strip("| ").split(CELLS))
