"""Tables of PDF pages: cells that are drawn with lines, and cells whose text is wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

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
