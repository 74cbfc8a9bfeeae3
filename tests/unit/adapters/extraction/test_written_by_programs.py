"""Files as programs write them: what each says is read, and what it does not say is not."""

from __future__ import annotations

import datetime
import json

import pytest

from genai_core.adapters.extraction.parsers.workbooks import written
from genai_core.adapters.extraction.reading import read_document
from genai_core.adapters.extraction.sheets.number_formats import number_format
from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.errors import InvalidInput
from tests.unit.adapters.extraction.pdf_files import pdf


def read(body: bytes | str, name: str) -> ExtractedDocument:
    return read_document(body.encode() if isinstance(body, str) else body, name)


def text(body: bytes | str, name: str) -> str:
    return "\n".join(block.text for block in read(body, name).blocks)


def test_headers_that_a_program_did_not_encode_are_read_in_the_set_of_the_body() -> None:
    letter = "From: Zoë <zoe@example.org>\nSubject: Überweisung für März\n"
    letter += "Content-Type: text/plain; charset=windows-1252\n\n300 € – fällig."
    assert read(letter.encode("cp1252"), "a.eml").title == "Überweisung für März"
    assert read(letter.encode(), "a.eml").title == "Überweisung für März"


def test_flowed_lines_are_joined_and_quotes_stay_apart() -> None:
    head = "From: a@example.org\nTo: b@example.org\nSubject: x\n"
    letter = (
        f"{head}Content-Type: text/plain; format=flowed\n\nThe ledgers of \nthree years.\n> quoted \nEnd."
    )
    assert "The ledgers of three years.\n> quoted \nEnd." in text(letter, "a.eml")
    cut = (
        letter.replace("flowed", "flowed; delsp=yes").replace("ledgers of ", "led ").replace("three", "gers")
    )
    assert "The ledgers years." in text(cut, "a.eml")


def test_signatures_and_style_sheets_of_a_mail_are_not_attachments() -> None:
    part = "--b\nContent-Type: {}\n\n{}\n"
    parts = (
        ("text/plain", "We order 7."),
        ("application/pkcs7-signature; name=smime.p7s", "x"),
        ("text/css", "p{}"),
    )
    body = "".join(part.format(*values) for values in parts)
    head = "From: a@b.example\nTo: c@d.example\nSubject: x\nMIME-Version: 1.0\n"
    mail = read(f"{head}Content-Type: multipart/mixed; boundary=b\n\n{body}--b--\n", "a.eml")
    assert mail.attached == ()
    assert mail.blocks[-1].text == "We order 7."


def test_xml_keeps_attributes_of_data_its_own_entities_and_pages_inside_it() -> None:
    catalogue = (
        '<!DOCTYPE c [<!ENTITY co "Alder Ltd">]><c><item id="1" sku="A1" price="12.50"/><n>By &co;.</n></c>'
    )
    assert text(catalogue, "a.xml") == "item id: 1 | sku: A1 | price: 12.50\nBy Alder Ltd."
    feed = "<rss><channel><title>News</title><description>&lt;p&gt;It is &lt;b&gt;31&lt;/b&gt; m.&lt;/p&gt;"
    feed += "</description></channel></rss>"
    assert text(feed, "a.xml") == "News\nIt is 31 m."
    assert read(feed, "a.xml").title == "News"
    assert (
        text("<?xml version='1.0' encoding='UTF-16'?><r>Größe 7</r>".encode("utf-16"), "a.xml") == "Größe 7"
    )
    assert text("<t><p>one<lb/>two<note>foot</note> on</p></t>", "a.xml") == "one two foot on"
    assert (
        text(
            '<svg xmlns="http://www.w3.org/2000/svg" width="9"><style>.a{}</style><text>Mill</text></svg>',
            "a.xml",
        )
        == "Mill"
    )


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (f"<html><body>{'<div>' * 20_000}text", "a.html"),
        ("<table><tr><td>" * 5_000 + "text", "a.html"),
        (f"<a>{'<b>' * 5_000}x", "a.xml"),
    ],
)
def test_what_is_nested_deeper_than_is_read_says_so(body: str, name: str) -> None:
    with pytest.raises(InvalidInput, match="nested more than"):
        read(body, name)


def test_a_page_that_declares_latin_1_is_read_as_browsers_do() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Die Größe – „gut“.</p></body></html>'
    assert text(page.encode("cp1252"), "a.html") == "Die Größe – „gut“."


def test_what_the_browser_search_finds_is_kept() -> None:
    assert (
        text('<p>Seen.</p><div hidden="until-found">Found.</div><p hidden>Gone.</p>', "a.html")
        == "Seen.\nFound."
    )


def test_tables_of_html_in_markdown_keep_their_cells_apart() -> None:
    rows = "<tr><th>Name</th><th>Port</th></tr>\n<tr><td>web</td> <td>8080</td></tr>"
    page = f"# Doc\n\n<table>\n{rows}\n</table>\n"
    assert text(page, "a.md") == "Doc\nName | Port\nweb | 8080"


def test_comparisons_in_markdown_are_not_tags() -> None:
    assert text("If a<b and c>d then stop.\n", "a.md") == "If a<b and c>d then stop."
    assert (
        text('See <a href="x">this</a> and <details open>more</details>.\n', "a.md") == "See this and more."
    )


def test_json_numbers_stay_as_they_are_written() -> None:
    assert text('{"v": 1.10, "n": 12345678901234567890}', "a.json") == "v: 1.10\nn: 12345678901234567890"


def test_notebooks_keep_their_errors_and_old_ones_are_read() -> None:
    error = {"output_type": "error", "ename": "ValueError", "evalue": "no pump"}
    cell = {"cell_type": "code", "source": "f()", "outputs": [error]}
    assert text(json.dumps({"cells": [cell]}), "a.ipynb") == "f()\nValueError: no pump"
    cells = [
        {"cell_type": "heading", "level": 1, "source": ["Old book"]},
        {"cell_type": "code", "input": ["x = 3"]},
    ]
    book = read(json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}), "a.ipynb")
    assert (book.title, book.blocks[-1].text) == ("Old book", "x = 3")


def test_durations_and_padded_numbers_are_written_as_a_workbook_shows_them() -> None:
    assert written(datetime.timedelta(hours=26, minutes=5)) == "26:05:00"
    padded, plain = number_format("00000"), number_format("#,##0.00")
    assert padded is not None
    assert plain is not None
    assert (padded.write(123), plain.write(0.5)) == ("00123", "0.50")


def test_a_table_with_narrow_gaps_keeps_its_cells_and_a_counted_footer_goes() -> None:
    rows = [(("City", "Price", "Share"), 700), (("Kiel", "12.50", "40%"), 682), (("Bonn", "", "35%"), 664)]
    cells = [(x, y, shown) for row, y in rows for x, shown in zip((60, 91, 128), row, strict=True) if shown]
    foot = "Confidential 2024 - Page {} of 3"
    pages = [
        [*cells, (60, 40, foot.format(1))],
        *([(60, 700, f"Text {n}."), (60, 40, foot.format(n))] for n in (2, 3)),
    ]
    shown = text(pdf(*pages), "a.pdf")
    assert "City | Price | Share\nKiel | 12.50 | 40%\nBonn |  | 35%" in shown
    assert shown.count("Confidential") == 1


def test_a_name_that_a_program_invented_is_not_a_title() -> None:
    body = pdf([(60, 700, "Price list of the year")], objects=["<< /Title (\\(anonymous\\)) >>"])
    body = body.replace(b"trailer\n<<", b"trailer\n<< /Info 10 0 R ")
    assert read(body, "prices.pdf").title == "prices"


def test_the_largest_letters_of_a_first_page_are_the_title_of_a_pdf() -> None:
    lines = [
        (60, 600 - 14 * number, f"Line {number} of the text tells of tonnes and quays.")
        for number in range(12)
    ]
    body = pdf([(60, 740, "The harbour of Alder"), (60, 700, "By M. Alder"), *lines])
    large = body.replace(b"/F1 10 Tf 60 740", b"/F1 18 Tf 60 740")
    assert read(large, "scan.pdf").title == "The harbour of Alder"
    assert read(body, "scan.pdf").title == "scan"
