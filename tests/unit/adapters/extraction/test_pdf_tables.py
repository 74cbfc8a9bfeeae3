"""Tables of PDF pages: cells that are drawn with lines, and cells whose text is wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from genai_core.adapters.extraction.reading import read_document
from tests.unit.adapters.extraction.pdf_files import Text, pdf

COLUMNS = (60.0, 160.0, 320.0, 400.0)


def blocks(body: bytes) -> list[str]:
    return [block.text for block in read_document(body, "page.pdf").blocks]


def lines_at(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Returns the operators that draw lines at these places."""
    level = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]
    upright = [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    return "\n".join(level + upright)


def boxes_at(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Returns the operators that fill a thin box for each side of each cell, as browsers draw borders."""
    sides = [f"{left} {y} {right - left} 1 re f" for left, right in pairwise(xs) for y in ys]
    sides += [f"{x} {low} 1 {high - low} re f" for high, low in pairwise(ys) for x in xs]
    return "\n".join(sides)


WRAPPED: list[Text] = [
    (64, 690, "Part"), (164, 690, "Description"), (324, 690, "Price"),
    (64, 670, "Seal"), (164, 670, "Rubber ring that keeps water"), (324, 670, "9 EUR"),
    (164, 658, "out of the bear-"),
    (164, 646, "ing of the pump"),
    (64, 626, "Bolt"), (164, 626, "Sold in bags"), (324, 626, "2 EUR"),
]  # fmt: skip
ROWS = (
    "Part | Description | Price\n"
    "Seal | Rubber ring that keeps water out of the bearing of the pump | 9 EUR\n"
    "Bolt | Sold in bags | 2 EUR"
)


def test_a_wrapped_cell_is_read_whole_whether_lines_boxes_or_distances_part_the_rows() -> None:
    ys = (704.0, 684.0, 640.0, 620.0)
    assert blocks(pdf(WRAPPED, drawing=lines_at(COLUMNS, ys))) == [ROWS]
    assert blocks(pdf(WRAPPED, drawing=boxes_at(COLUMNS, ys))) == [ROWS]
    assert blocks(pdf(WRAPPED)) == [ROWS]
    (table,) = read_document(pdf(WRAPPED), "a.pdf").tables
    assert table.rows[0][2] == "9 EUR"


def test_cells_in_the_middle_of_wrapped_ones_belong_to_the_same_row() -> None:
    middle: list[Text] = [(x, y - 12 if text in ("Seal", "9 EUR") else y, text) for x, y, text in WRAPPED]
    assert blocks(pdf(middle, drawing=lines_at(COLUMNS, (704.0, 684.0, 640.0, 620.0)))) == [ROWS]


def test_texts_closer_than_a_blank_are_cells_if_a_line_parts_them() -> None:
    texts: list[Text] = [(64, 690, "Site"), (85, 690, "Boxes"), (64, 670, "Kiel"), (85, 670, "14")]
    assert blocks(pdf(texts, drawing=lines_at((60, 83, 120), (704, 684, 664)))) == ["Site | Boxes\nKiel | 14"]
    assert blocks(pdf(texts)) == ["Site Boxes Kiel 14"]


def test_rows_of_text_between_two_lines_stay_rows() -> None:
    texts: list[Text] = [
        (x, 690.0 - 14 * number - (6 if number else 0), text)
        for number, row in enumerate(
            [("Site", "Part", "Price"), ("Kiel", "Seal", "9"), ("Lund", "Bolt", "2")]
        )
        for x, text in zip((64, 164, 324), row, strict=True)
    ]
    drawing = lines_at(COLUMNS, (704.0, 682.0, 640.0))
    assert blocks(pdf(texts, drawing=drawing)) == ["Site | Part | Price\nKiel | Seal | 9\nLund | Bolt | 2"]


def test_a_cell_merged_downwards_is_repeated_in_each_row_but_a_number_is_not() -> None:
    texts: list[Text] = [
        (64, 690, "Site"), (164, 690, "Part"), (324, 690, "Sum"),
        (64, 660, "Kiel"), (164, 670, "Seal"), (324, 660, "11"),
        (164, 650, "Bolt"),
    ]  # fmt: skip
    drawing = lines_at(COLUMNS, (704.0, 684.0, 644.0)) + "\n160 664 m 320 664 l S"
    assert blocks(pdf(texts, drawing=drawing)) == ["Site | Part | Sum\nKiel | Seal | 11\nKiel | Bolt |"]


def test_a_frame_around_prose_and_the_grid_of_a_chart_are_no_tables() -> None:
    prose = ["The harbour was", "built in the", "last century and", "was made deeper", "twice since then"]
    texts: list[Text] = [(x, 700.0 - 14 * number, prose[number]) for x in (64, 334) for number in range(5)]
    framed = read_document(pdf(texts, drawing=lines_at((60, 330, 590), (714, 640, 500))), "a.pdf")
    assert framed.tables == ()
    axis: list[Text] = [(50, 500.0 + 40 * step, str(step)) for step in range(6)]
    axis += [(70.0 + 60 * step, 490, str(2000 + step)) for step in range(6)]
    chart = lines_at([60.0 + 60 * n for n in range(7)], [500.0 + 40 * n for n in range(6)])
    assert "|" not in " ".join(blocks(pdf([*axis, (150, 620, "Sales")], drawing=chart)))


def test_what_only_looks_like_a_wrapped_cell_stays_a_line() -> None:
    listed: list[Text] = [
        (60, 700, "-"), (80, 700, "The first thing to do is to close the valve that is"),
        (80, 688, "nearest to the pump."),
        (60, 676, "-"), (80, 676, "The second thing is to wait until the lamp is out, then"),
        (80, 664, "open the drain."),
    ]  # fmt: skip
    assert "|" not in " ".join(blocks(pdf(listed)))
    upper: list[Text] = [
        (60, 700, "Site"), (200, 700, "Note"), (60, 686, "Kiel"), (200, 686, "open"),
        (200, 672, "Further sites follow on the next page."),
    ]  # fmt: skip
    assert blocks(pdf(upper))[0] == "Site | Note\nKiel | open"


SIDES = (("Day", "Shift", "Gate", "Code"), ("Mon", "Ada", "North", "1122"), ("Tue", "Bo", "South", "3344"))


def test_ruled_tables_beside_and_below_each_other_are_tables_of_their_own() -> None:
    xs = (60.0, 160.0, 340.0, 440.0)
    beside: list[Text] = [
        (x + 4, 690.0 - 20 * number, cell)
        for number, row in enumerate(SIDES)
        for x, cell in zip(xs, row, strict=True)
    ]
    ys = (704.0, 684.0, 664.0, 644.0)
    drawing = lines_at((60, 160, 260), ys) + "\n" + lines_at((340, 440, 540), ys)
    expected = ["Day | Shift\nMon | Ada\nTue | Bo", "Gate | Code\nNorth | 1122\nSouth | 3344"]
    assert blocks(pdf(beside, drawing=drawing)) == expected
    below: list[Text] = [(x - 280, y - 66, text) if x > 300 else (x, y, text) for x, y, text in beside]
    drawing = lines_at((60, 160, 260), ys) + "\n" + lines_at((60, 160, 260), [y - 66 for y in ys])
    assert blocks(pdf(below, drawing=drawing)) == expected


def test_a_ruled_table_on_a_turned_page_is_read_by_its_lines() -> None:
    turn = "0 1 -1 0 595 0 cm"
    drawing = f"{turn}\n{lines_at(COLUMNS, (504.0, 484.0, 440.0, 420.0))}"
    texts: list[Text] = [(x, y - 200, text) for x, y, text in WRAPPED]
    assert blocks(pdf(texts, drawing=drawing)) == [ROWS]


def pages_of_rows(*, repeats_header: bool) -> bytes:
    header = ("Depot", "Part", "Stock")
    rows = [(f"D{number}", f"Bearing {number}", str(7 * number)) for number in range(1, 61)]
    pages = [[header, *rows[:30]], [*([header] if repeats_header else []), *rows[30:]]]
    return pdf(
        *(
            [
                (x, 780.0 - 16 * number, cell)
                for number, row in enumerate(page)
                for x, cell in zip((60, 200, 340), row, strict=True)
            ]
            for page in pages
        )
    )


@pytest.mark.parametrize("repeats_header", [True, False])
def test_a_table_over_two_pages_is_one_table_and_each_part_of_it_has_the_header(
    *, repeats_header: bool
) -> None:
    document = read_document(pages_of_rows(repeats_header=repeats_header), "stock.pdf")
    (table,) = document.tables
    assert (table.header, len(table.rows)) == (("Depot", "Part", "Stock"), 60)
    assert table.rows[45] == ("D46", "Bearing 46", "322")
    assert table.row_numbers == tuple(range(2, 62))
    assert [block.page for block in document.blocks] == [1, 1, 2, 2]
    assert all(block.text.startswith("Depot | Part | Stock\n") for block in document.blocks)


def test_a_table_on_the_next_page_with_other_columns_or_values_is_another_one() -> None:
    first: list[Text] = [(60, 120, "Site"), (200, 120, "Flow"), (60, 104, "Kiel"), (200, 104, "12")]
    other: list[Text] = [(60, 780, "Valve"), (200, 780, "Seal"), (60, 764, "V1"), (200, 764, "EPDM")]
    tables = read_document(pdf(first, other), "a.pdf").tables
    assert [table.header for table in tables] == [("Site", "Flow"), ("Valve", "Seal")]


def test_the_header_names_the_columns_if_no_row_fills_all_of_them() -> None:
    rows = [("Tag", "Type", "Range", "Note"), ("T1", "Pt100", "0-200", ""), ("T2", "", "0-400", "spare")]
    texts: list[Text] = [
        (x, 700.0 - 16 * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((60, 160, 260, 360), row, strict=True)
        if cell
    ]
    expected = "Tag | Type | Range | Note\nT1 | Pt100 | 0-200 |\nT2 |  | 0-400 | spare"
    assert blocks(pdf(texts)) == [expected]


def test_a_shaded_row_is_parted_where_its_boxes_end_and_a_wide_gap_ends_a_table() -> None:
    texts: list[Text] = [
        (64, 690, "Plan"), (104, 690, "Volume"), (264, 690, "Fee"),
        (64, 670, "Family"), (97, 670, "twenty cubic metres, of which ten"), (253, 670, "19 EUR"),
        (64, 650, "Farm"), (97, 650, "no limit"), (253, 650, "99 EUR"),
        (64, 560, "Name"), (200, 560, "Ada"), (64, 540, "Due"), (200, 540, "May"),
    ]  # fmt: skip
    shaded = "\n".join(f"0.9 g {x} 666 {width} 16 re f 0 g" for x, width in ((60, 35), (95, 156), (251, 60)))
    assert blocks(pdf(texts, drawing=shaded)) == [
        "Plan | Volume | Fee\nFamily | twenty cubic metres, of which ten | 19 EUR\nFarm | no limit | 99 EUR",
        "Name | Ada\nDue | May",
    ]
