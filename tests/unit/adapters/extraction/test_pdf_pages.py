"""Pages of PDF files: columns, tables, repeated lines, comments, forms, attachments."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from genai_core.adapters.extraction.pdf_pages.mixed_lines import Letter, in_writing_order
from genai_core.adapters.extraction.pdf_pages.reading_order import Line, lines_in_order
from genai_core.adapters.extraction.pdf_pages.running_lines import without_running_lines
from genai_core.adapters.extraction.pdf_pages.text_boxes import TextBox
from genai_core.adapters.extraction.reading import read_document
from genai_core.domain.ingestion.attached_files import AttachedFile
from tests.unit.adapters.extraction.pdf_files import Text, pdf

LEFT = [
    "The left column tells of",
    "the old harbour and how",
    "it was built in 1871 by",
    "four hundred workers.",
]
RIGHT = [
    "The right column tells of",
    "the new quay, which cost",
    "nine million marks and",
    "opened in spring 1962.",
]


def blocks(body: bytes) -> list[str]:
    return [block.text for block in read_document(body, "page.pdf").blocks]


def row_by_row(left: list[str], right: list[str], top: float = 760) -> list[Text]:
    rows = zip(left, right, strict=True)
    return [
        position
        for number, row in enumerate(rows)
        for position in ((60, top - 14 * number, row[0]), (320, top - 14 * number, row[1]))
    ]


def test_columns_are_read_one_after_the_other_however_the_file_writes_them() -> None:
    expected = [f"{' '.join(LEFT)} {' '.join(RIGHT)}"]
    texts = row_by_row(LEFT, RIGHT)
    assert blocks(pdf(texts)) == expected
    assert blocks(pdf(texts[::-1])) == expected
    assert blocks(pdf(texts[1::2] + texts[::2])) == expected


def test_a_heading_over_both_columns_parts_them() -> None:
    heading = [(60, 690.0, "A heading that runs over the whole width of this page with both columns")]
    below = row_by_row(
        ["then three lines more", "are on the left side", "and they end here."],
        ["and three lines are on", "the right side of it", "and they end too."],
        670,
    )
    text = " ".join(" ".join(blocks(pdf(row_by_row(LEFT, RIGHT) + heading + below))).split())
    positions = [
        text.index(part) for part in ("left column", "right column", "A heading", "left side", "right side")
    ]
    assert positions == sorted(positions)


def test_rows_of_a_table_stay_together_and_empty_cells_keep_their_place() -> None:
    rows = [
        ("Site", "Gauge", "Height"),
        ("Kiel", "old", "5.7 m"),
        ("Lund", "", "4.1 m"),
        ("Oslo", "new", "3.9 m"),
    ]
    texts = [
        (x, 700.0 - 16 * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((60, 200, 340), row, strict=True)
        if cell
    ]
    expected = "Site | Gauge | Height\nKiel | old | 5.7 m\nLund |  | 4.1 m\nOslo | new | 3.9 m"
    assert blocks(pdf(texts)) == [expected]
    (table,) = read_document(pdf(texts), "a.pdf").tables
    assert (table.header, table.rows[1]) == (("Site", "Gauge", "Height"), ("Lund", "", "4.1 m"))
    by_column = sorted(texts, key=lambda text: text[0])
    assert blocks(pdf(by_column)) == [expected]


def test_a_label_and_its_value_stay_on_one_line() -> None:
    texts = row_by_row(
        ["Location:", "Date & Time:", "Aircraft:", "Injuries:"],
        [
            "Tallahassee, on the private airstrip of the pilot",
            "12/08/2007, 1730 EST",
            "Piper PA-22-150",
            "1 Minor",
        ],
    )
    assert "Aircraft: | Piper PA-22-150" in blocks(pdf(texts))[0]


def test_repeated_headers_are_read_once_and_page_numbers_never() -> None:
    pages = [
        [
            (60, 810.0, "Alder Harbour - Annual Report - Confidential"),
            (60, 700.0, f"In year {1900 + number} the harbour moved {number * 7} tonnes of grain."),
            (60, 686.0, "The crane was out of order."),
            (290, 20.0, f"Page {number} of 4"),
        ]
        for number in range(1, 5)
    ]
    text = " ".join(blocks(pdf(*pages)))
    assert text.count("Confidential") == 1
    assert "Page" not in text
    assert [f"{number * 7} tonnes" in text for number in range(1, 5)] == [True] * 4
    assert blocks(pdf(*pages))[0] == "Alder Harbour - Annual Report - Confidential"


@pytest.mark.parametrize(
    "numbers",
    [("1", "2", "3"), ("- 7 -", "- 8 -", "- 9 -"), ("12/90", "13/90", "14/90"), ("ii", "iii", "iv")],
)
def test_page_numbers_of_many_kinds_are_left_out(numbers: tuple[str, ...]) -> None:
    pages = [[Line(f"Text {text}", 700, 690), Line(text, 30, 20)] for text in numbers]
    assert [[line.text for line in page] for page in without_running_lines(pages)] == [
        [f"Text {text}"] for text in numbers
    ]


def test_a_title_with_its_page_number_is_read_once() -> None:
    pages = [
        [Line(f"Report of the harbour {at}", 810, 800), Line("Step " + str(at), 700, 690)] for at in (3, 4, 5)
    ]
    texts = [line.text for page in without_running_lines(pages) for line in page if line.text]
    assert texts == ["Report of the harbour 3", "Step 3", "Step 4", "Step 5"]


def test_lines_that_only_look_alike_are_all_kept() -> None:
    pages = [[Line(f"On day {number} it moved {number * 9} tonnes", 700, 690)] for number in range(1, 6)]
    assert without_running_lines(pages) == pages
    assert without_running_lines([[Line("3", 30, 20)]]) == [[Line("3", 30, 20)]]


def test_comments_form_values_and_attached_files_are_read() -> None:
    body = pdf(
        [(60, 700.0, "The fee is 5 euros.")],
        objects=(
            "<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (Ask Mara first.) /T (Otto) >>",
            "<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (Secret.) /F 2 >>",
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (town) /TU (Home town) /V (Lund) /Rect [0 0 0 0] >>",
            "<< /Type /Annot /Subtype /Widget /FT /Btn /T (agreed) /V /Yes /AS /Yes /Rect [60 60 70 70] "
            "/AP << /N << /Yes 14 0 R /Off 14 0 R >> >> >>",
            "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 0 >>\nstream\n\nendstream",
            "<< /Type /Filespec /F (terms.txt) /UF (terms.txt) /EF << /F 16 0 R >> >>",
            "<< /Type /EmbeddedFile /Length 5 >>\nstream\nterms\nendstream",
        ),
        annotations="10 0 R 11 0 R 12 0 R 13 0 R",
        catalog="/AcroForm << /Fields [12 0 R 13 0 R] /DA (/Helv 0 Tf) >> "
        "/Names << /EmbeddedFiles << /Names [(terms.txt) 15 0 R] >> >>",
    )
    assert blocks(body) == [
        "The fee is 5 euros.", "Home town: Lund", "agreed: yes", "Comment by Otto: Ask Mara first.",
    ]  # fmt: skip
    assert read_document(body, "page.pdf").attached == (AttachedFile("terms.txt", b"terms"),)


def box(text: str, left: float, right: float, top: float) -> TextBox:
    box = TextBox(text, left, top - 10, right, top)
    box.parts.append(TextBox(text, left, top - 10, right, top))
    return box


def test_lines_from_right_to_left_begin_at_the_right() -> None:
    boxes = [box("الثانية", 60, 150, 700), box("الكلمة", 160, 300, 700)]
    assert [line.text for line in lines_in_order(boxes)] == ["الكلمة الثانية"]


def test_columns_of_scripts_without_blanks_are_columns() -> None:
    left = [box("本合同自签署之日起生效有效", 60, 260, 700 - 14 * row) for row in range(4)]
    right = [box("任何一方需提前九十日书面通", 320, 520, 700 - 14 * row) for row in range(4)]
    mixed = [part for pair in zip(left, right, strict=True) for part in pair]
    assert [line.text[0] for line in lines_in_order(mixed)] == ["本"] * 4 + ["任"] * 4


def test_a_page_of_very_many_words_takes_no_square_of_time() -> None:
    boxes = [
        box("word", 20 * (at % 300), 20 * (at % 300) + 8, 9000 - 12 * (at // 300)) for at in range(30_000)
    ]
    started = time.process_time()
    assert len(lines_in_order(boxes)) == 100
    assert time.process_time() - started < 5


def test_three_columns_of_short_lines_are_read_one_after_the_other() -> None:
    columns = [
        ["The valve opens at ninety", "bar and closes again at", "seventy bar. It must be"],
        ["Seals are blue when new", "and turn grey with age.", "Grey seals have to be"],
        ["Bolts come in bags of", "twenty pieces. Keep the", "bags dry and away from"],
    ]
    texts = [
        (60.0 + 170 * side, 760.0 - 12 * number, columns[side][number])
        for number in range(3)
        for side in range(3)
    ]
    assert blocks(pdf(texts)) == [" ".join(line for column in columns for line in column)]


@pytest.mark.parametrize("matrix", ["0 1 -1 0", "0 -1 1 0", "-1 0 0 -1"])
def test_lines_of_a_turned_page_come_from_top_to_bottom(matrix: str) -> None:
    lines = "".join(f"({line}) Tj 0 -14 Td " for line in LEFT)
    turned = f"BT /F1 10 Tf {matrix} 300 400 Tm {lines} ET"
    assert blocks(pdf([], drawing=turned)) == [" ".join(LEFT)]


def test_words_of_arabic_whose_letters_are_listed_backwards_are_turned_back() -> None:
    def letters(word: str, left: float, step: float) -> list[Letter]:
        positions = (left + number * step for number in range(len(word)))
        return [
            Letter(char, at, 0, at + abs(step), 10, 0, False)
            for char, at in zip(word, positions, strict=True)
        ]

    backwards, forwards = letters("ةخضملا"[::1], 20, 5), letters("مدة", 80, -5)
    line = [*forwards, replace(backwards[0], is_apart=True), *backwards[1:]]
    text = "".join(" " * letter.is_apart + letter.text for letter in in_writing_order(line))
    assert text == "مدة المضخة"
    assert in_writing_order(letters("Kiel", 0, 5)) == letters("Kiel", 0, 5)
