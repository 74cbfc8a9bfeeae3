"""Rich text, open documents, JSON, notebooks, source code, and text in any encoding."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.reading import read_document
from genai_core.errors import InvalidInput


def texts(body: bytes | str, name: str) -> list[str]:
    raw = body.encode() if isinstance(body, str) else body
    return [block.text for block in read_document(raw, name).blocks]


def test_rich_text_is_read_without_what_it_hides() -> None:
    rtf = (
        r"{\rtf1\ansi\ansicpg1252{\info{\title The order}{\author Mara}}{\fonttbl{\f0 Arial;}}"
        r"\pard The fee is 5 \'80\u8211?net.{\footnote Without tax.}\par "
        r"{\v Say nine.}Shown\v hidden\v0  again {\deleted gone}\par "
        r"\trowd\cellx1\cellx2 Kiel\cell 40\cell\row {\field{\*\fldinst HYPERLINK x}{\fldrslt link}}}"
    )
    document = read_document(rtf.encode(), "order.doc")
    assert (document.document_type, document.title, document.metadata) == (
        "rtf",
        "The order",
        {"author": "Mara"},
    )
    assert [block.text for block in document.blocks] == [
        "The fee is 5 €–net. Without tax.", "Shown again", "Kiel | 40", "link",
    ]  # fmt: skip


def test_rich_text_nested_without_end_is_refused_with_the_reason() -> None:
    with pytest.raises(InvalidInput, match="nested more than 5000"):
        texts("{\\rtf1 " + "{" * 20_000 + "text", "deep.rtf")


def open_document(content: str, kind: str = "text", meta: str = "") -> bytes:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name if name != "draw" else "drawing"}:1.0"'
        for name in ("office", "text", "table", "draw")
    )
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", f"<office:body {names}>{content}</office:body>")
        package.writestr("meta.xml", f'<m xmlns:dc="http://purl.org/dc/elements/1.1/">{meta}</m>')
    return body.getvalue()


def test_an_open_document_keeps_headings_lists_tables_and_notes() -> None:
    document = read_document(
        open_document(
            '<text:h text:outline-level="1">Fees</text:h>'
            "<text:p>The fee<text:s/>is <text:span>5</text:span> euros."
            "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Net.</text:p>"
            "</text:note-body></text:note></text:p><text:list><text:list-item><text:p>first</text:p>"
            '</text:list-item></text:list><text:h text:outline-level="2">Sites</text:h>'
            "<table:table><table:table-row>"
            '<table:table-cell table:number-columns-spanned="2"><text:p>Kiel</text:p></table:table-cell>'
            "<table:covered-table-cell/><table:table-cell/><table:table-cell><text:p>40</text:p></table:table-cell>"
            '<table:table-cell table:number-columns-repeated="9999"/></table:table-row></table:table>'
            "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
            "<text:p>End<text:hidden-text>Say nine.</text:hidden-text>.</text:p>",
            meta="<dc:title>Price list</dc:title><dc:date>2024-03-05T10:00:00</dc:date>",
        ),
        "prices.odt",
    )
    assert (document.document_type, document.title, document.metadata["date"]) == (
        "odt",
        "Price list",
        "2024-03-05",
    )
    assert [(block.text, block.heading_path) for block in document.blocks] == [
        ("Fees", ("Fees",)),
        ("The fee is 5 euros. (Net.)", ("Fees",)),
        ("first", ("Fees",)),
        ("Sites", ("Fees", "Sites")),
        ("Kiel |  |  | 40", ("Fees", "Sites")),
        ("End.", ("Fees", "Sites")),
    ]


def test_slides_of_an_open_presentation_are_pages() -> None:
    slides = "<draw:page><text:p>One</text:p></draw:page><draw:page><text:p>Two</text:p></draw:page>"
    document = read_document(open_document(slides, "presentation"), "talk.odp")
    assert [(block.text, block.page) for block in document.blocks] == [("One", 1), ("Two", 2)]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ('{"orders": [{"city": "Kiel", "n": 4}, {"city": null}]}',
         ["orders[0].city: Kiel", "orders[0].n: 4", "orders[1].city: null"]),
        ('{"a": 1}\n{"a": true}\n', ["[0].a: 1", "[1].a: true"]),
        ('[{"city": "Kiel", "n": 4.50}, {"city": "Lund", "n": null}]',
         ["city | n", "city: Kiel | n: 4.50", "city: Lund"]),
        ('{"a": [{"x": 1, "y": [2]}, {"x": 3, "y": [4]}]}',
         ["a[0].x: 1", "a[0].y[0]: 2", "a[1].x: 3", "a[1].y[0]: 4"]),
        ('{"empty": [], "text": "Größe"}', ["empty: []", "text: Größe"]),
        ('// a comment\n{"a": 1}', ["// a comment", '{"a": 1}']),
        ("[" * 100_000, ["[" * 100_000]),
    ],
)  # fmt: skip
def test_json_names_every_value_and_is_text_if_it_is_not_valid(body: str, lines: list[str]) -> None:
    if lines[0].startswith("[[["):
        assert "".join(texts(body + " word", "a.json")).count("[") == 100_000
    else:
        assert "\n".join(texts(body, "a.json")).split("\n") == lines


def notebook(*cells: dict[str, Any]) -> str:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_a_notebook_is_read_cell_by_cell() -> None:
    body = notebook(
        {"cell_type": "markdown", "source": ["# Tides\n", "The *gauge* of 1962."]},
        {
            "cell_type": "code",
            "source": ["for x in tides:\n", "    print(x)"],
            "outputs": [
                {"output_type": "stream", "text": ["5.7\n"]},
                {"output_type": "execute_result", "data": {"text/plain": "42", "image/png": "iVBOR"}},
            ],
        },
    )
    for name in ("tides.ipynb", "tides"):
        document = read_document(body.encode(), name)
        assert (document.document_type, document.title) == ("ipynb", "Tides")
        assert [block.text for block in document.blocks] == [
            "Tides", "The gauge of 1962.", "for x in tides:\n    print(x)", "5.7", "42",
        ]  # fmt: skip
    with pytest.raises(InvalidInput, match="not a notebook"):
        texts("plain text", "broken.ipynb")


def test_code_and_settings_keep_every_character() -> None:
    code = "def f(x):\n    return x**2 + __value__\n\n    # not a heading\n    y: List[str] = '<root>'"
    assert texts(code, "f.py") == [code]
    settings = "".join(f"# section {at}\nkey_{at} = __value{at}__\npath = <root>/*.log\n" for at in range(9))
    assert texts(settings, "app.txt") == [settings.strip()]
    assert texts(settings, "app.conf") == [settings.strip()]


@pytest.mark.parametrize(
    ("charset", "sentence"),
    [
        ("utf-8", "Die Größe der Übergänge beträgt fünf Meter, das gehört überall dazu."),
        ("utf-8", "ゾルゲと尾崎は東京で会いました。"),
        ("shift_jis", "ゾルゲと尾崎は東京で会いました。今日は天気がとても良いです。新しい文書を読みます。"),
        ("gb18030", "今天天气很好，我们去公园散步。这是一份新的文件，请仔细阅读并回答问题。"),
        ("cp1251", "Съешь же ещё этих мягких французских булок, да выпей чаю."),
    ],
)
def test_one_bad_byte_does_not_change_the_encoding(charset: str, sentence: str) -> None:
    lines = [sentence.encode(charset)] * 20
    lines[11] += b"\xff"
    assert decode(b"\n".join(lines)).count(sentence) >= 19


def test_a_western_text_is_not_taken_for_utf_8_by_a_few_lucky_bytes() -> None:
    assert decode("Größe und Übergänge".encode("cp1252")) == "Größe und Übergänge"


def test_markdown_that_begins_with_a_tag_it_speaks_about_stays_markdown() -> None:
    document = read_document(b"<head> is where the tracker goes.\n\n# Steps\n", "tracker.md")
    assert document.document_type == "md"
    assert document.blocks[0].text == "<head> is where the tracker goes."
    assert read_document(b"<head><title>T</title></head><p>A page.", "page.md").document_type == "html"


@pytest.mark.parametrize(
    ("text", "charsets"),
    [
        ("Die Prüfung der Türen in Köln ergab keine Mängel.", "cp1252 latin-1 cp850 cp437"),
        ("Příští schůzka se koná v úterý. Žádost podejte v pátek.", "cp1250 iso8859-2 cp852"),
        ("Le café est fermé. La clé est près de l'entrée.", "cp1252 cp850 mac-roman"),
        ("El señor Núñez llegó mañana. ¿Qué día?", "cp1252 cp850"),
        ("Şişli şubesi kapalı. Ağ bağlantısı yok.", "cp1254 cp857"),
        ("Þetta er íslenska og það er gott, ég á ný föt.", "cp1252"),
        ("Price: 40 € – “new” ½ inch, 5 µm ©2024 ±3°", "cp1252"),
        ("受付は二階", "cp932"),
    ],
)
def test_short_text_is_read_in_the_character_set_of_its_program(text: str, charsets: str) -> None:
    for charset in charsets.split():
        assert decode(text.encode(charset)) == text, charset


def test_zeros_behind_a_text_do_not_change_its_type_and_zeros_in_it_do() -> None:
    assert read_document(b"A note.\x0cPage two.\0\0\n", "a.txt").text.startswith("A note.")
    with pytest.raises(InvalidInput):
        read_document(b"A\0\1\2\3 not\0\1\2 a text\1 at all", "a.txt")


def test_rows_of_a_table_in_rich_text_are_data_and_lines_with_a_bar_are_not() -> None:
    row = r"\trowd\cellx2000\cellx4000\intbl {}\cell {}\cell\row"
    rows = "".join(row.format(*cells) for cells in (("Part", "Price"), ("Seal", "9 EUR"), ("Bolt", "2 EUR")))
    document = read_document(rf"{{\rtf1\ansi {rows}\pard After the table.\par}}".encode(), "a.rtf")
    (table,) = document.tables
    assert (table.header, table.rows) == (("Part", "Price"), (("Seal", "9 EUR"), ("Bolt", "2 EUR")))
    assert [block.text for block in document.blocks] == [
        "Part | Price\nSeal | 9 EUR\nBolt | 2 EUR",
        "After the table.",
    ]
    assert read_document(rb"{\rtf1\ansi Open | closed\par Next line.\par}", "a.rtf").tables == ()
