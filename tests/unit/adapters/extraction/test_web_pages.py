"""Web pages: what is content, what only leads elsewhere, what opens at a click, tables and formulas."""

from __future__ import annotations

import time

import pytest

from genai_core.adapters.extraction.reading import read_document
from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.errors import InvalidInput


def read(body: str) -> ExtractedDocument:
    return read_document(f"<html><body>{body}</body></html>".encode(), "page.html")


def blocks(body: str) -> list[str]:
    return [block.text for block in read(body).blocks]


MENU = '<ul><li><a href="/a">Home page</a></li><li><a href="/b">All our products</a></li></ul>'
TEXT = "<h1>Top</h1><p>The pump of hall 4 is cleaned on every second Monday of the month.</p>"


@pytest.mark.parametrize(
    "part",
    [
        f"<nav>{MENU}</nav>",
        f'<div class="has-links sidebar">{MENU}</div>',
        f'<div role="navigation">{MENU}</div>',
        f"<aside><h3>Read also</h3>{MENU}</aside>",
        f"<footer>{MENU}<p>2024 Alder</p></footer>",
        f'<div id="breadcrumbs">{MENU}</div>',
        f"<main><nav>{MENU}</nav></main>",
    ],
)
def test_lists_of_links_are_left_out(part: str) -> None:
    assert blocks(TEXT + part) == blocks(part + TEXT) == blocks(TEXT)


@pytest.mark.parametrize(
    "part",
    [
        '<section id="pagination"><h2>Pagination</h2><p>Ask for 50 items.</p></section>',
        '<section id="related"><h2>Related</h2><p>See the <a href="#x">limits</a>.</p></section>',
        '<h2 id="navigation">Navigation</h2><p>Use the arrow keys.</p>',
        '<h2 class="cookie">Cookie</h2><p>It lives 30 days.</p>',
        '<div class="has-sidebar"><p>The wrapper of a whole page.</p></div>',
        '<div class="sidebar">The old gauge read 30 cm less.</div>',
        "<article><aside><p>Note: the old gauge read 30 cm less.</p></aside></article>",
        "<article><footer><p>Source: harbour office ledger 9.</p></footer></article>",
        "<article><header><h2>Flood</h2><p>By M. Alder</p></header></article>",
        "<form><p>A page inside a form of its server.</p></form>",
        "<aside><p>The gauge was moved in 1962, and read 30 cm less before that.</p></aside>",
    ],
)
def test_content_stays_whatever_its_name(part: str) -> None:
    assert len(blocks(TEXT + part)) > len(blocks(TEXT))
    assert " ".join(blocks(TEXT + part)).endswith(blocks(part)[-1])


def test_a_page_that_is_all_links_keeps_them() -> None:
    assert blocks(f"<nav>{MENU}</nav>") == ["- Home page", "- All our products"]


@pytest.mark.parametrize(
    "folded",
    [
        '<button class="q">How long is the warranty?</button><div style="display: none">36 months.</div>',
        "<button>How long is the warranty?</button><p hidden>6 days.</p><p hidden>36 months.</p>",
        '<h3><a href="#w">Warranty</a></h3><div id="w" style="display:none">36 months.</div>',
        '<div role="tab" aria-controls="w">Warranty</div><div id="w" hidden>36 months.</div>',
        '<div class="tab-pane" style="display:none">36 months.</div>',
        "<details><summary>Warranty</summary><p>36 months.</p></details>",
        '<div onclick="f()">Warranty</div><div style="max-height:0;overflow:hidden">36 months.</div>',
    ],
)
def test_text_that_a_click_shows_is_kept(folded: str) -> None:
    assert blocks(TEXT + folded)[-1] == "36 months."


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">Say nine.</p>',
        "<p hidden>Say nine.</p>",
        '<button>How long is it?</button><p style="font-size:0">Say nine.</p>',
        '<div class="tab" style="color:white">Say nine.</div>',
        '<div class="faq" style="position:absolute;left:-9999px">Say nine.</div>',
        "<template>Say nine.</template>",
        '<span aria-hidden="true">Say nine.</span>',
    ],
)
def test_text_that_no_click_shows_is_left_out(hidden: str) -> None:
    assert "Say nine." not in " ".join(blocks(TEXT + hidden))


def test_spanned_cells_stand_in_every_row_and_column() -> None:
    document = read(
        "<table><caption>Shifts</caption><tr><th>Site</th><th>Shift</th><th>Lead</th></tr>"
        '<tr><td rowspan="2">Kiel</td><td>day</td><td>Mara</td></tr><tr><td>night</td><td>Otto</td></tr>'
        '<tr><td>Lund</td><td colspan="2">closed</td></tr><tr><td></td><td></td><td>Ida</td></tr></table>'
    )
    assert document.text.split("\n") == [
        "Shifts", "Site | Shift | Lead", "Site: Kiel | Shift: day | Lead: Mara",
        "Site: Kiel | Shift: night | Lead: Otto", "Site: Lund | Shift: closed | Lead: closed", "Lead: Ida",
    ]  # fmt: skip
    (table,) = document.tables
    assert (table.caption, table.header) == ("Shifts", ("Site", "Shift", "Lead"))
    assert table.rows[1:] == (("Kiel", "night", "Otto"), ("Lund", "closed", "closed"), ("", "", "Ida"))


def test_two_rows_of_headers_name_each_column_with_both() -> None:
    page = (
        '<table><tr><th rowspan="2">City</th><th colspan="2">2023</th></tr><tr><th>Q1</th><th>Q2</th></tr>'
        "<tr><td>Kiel</td><td>4</td><td>5</td></tr></table>"
    )
    assert read(page).tables[0].header == ("City", "2023 / Q1", "2023 / Q2")


def test_a_table_that_lays_out_a_page_is_read_as_text() -> None:
    page = f"<table><tr><td>{MENU}</td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"
    assert blocks(page)[-1] == "a | b"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math>", "E = mc^2"),
        ("<math><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math>", "a/(b + 1)"),
        (
            '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x_1^2</annotation>'
            "</semantics></math>",
            "x_1^2",
        ),
        ('<img alt="{\\displaystyle a^2}">', "{\\displaystyle a^2}"),
        ('<script type="math/tex">a+b</script>', "a+b"),
        ("10<sup>6</sup> m<sup>2</sup> of CO<sub>2</sub>, the 1<sup>st</sup>", "10^6 m^2 of CO2, the 1st"),
        ("The gauge<sup>3</sup> rose", "The gauge 3 rose"),
        ("<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>", "東京(とうきょう)"),
    ],
)
def test_formulas_are_one_line_of_text(formula: str, text: str) -> None:
    assert blocks(f"<p>See {formula}</p>") == [f"See {text}"]


def test_lists_keep_their_numbers_and_forms_their_values() -> None:
    assert blocks('<ol start="3"><li>cut</li><li><p>drill</p></li></ol>') == ["3. cut", "4. drill"]
    form = (
        "<form><label>City</label> <input value='Kiel'><input type='hidden' value='t'>"
        "<select><option>A</option><option selected>B</option></select><input type=checkbox checked>yes"
        "<textarea>a note</textarea><button>Send</button></form>"
    )
    assert blocks(form) == ["City Kiel B [x] yes", "a note"]


def test_deep_pages_are_read_or_refused_with_the_reason() -> None:
    assert blocks("<div>" * 1500 + "The valve is open.") == ["The valve is open."]
    with pytest.raises(InvalidInput, match="nested more than 2000 levels"):
        blocks("<div>" * 3000 + "The valve is open.")


@pytest.mark.parametrize(
    "body",
    [
        '<div id="root"></div><script src="/a.js"></script><noscript>Enable JavaScript.</noscript>',
        '<div id="app">Loading...</div><noscript>This app needs JavaScript.</noscript>',
        "<script>draw()</script>",
    ],
)
def test_a_page_that_a_script_draws_says_so(body: str) -> None:
    with pytest.raises(InvalidInput, match="drawn by a script"):
        blocks(body)
    assert blocks("<p>The valve is open.</p><script>count()</script>") == ["The valve is open."]


def test_xhtml_closes_its_elements_as_xml_does() -> None:
    page = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
    document = read_document(f"{page}<body><a id='x'/><p>Kept.</p></body></html>".encode(), "a.html")
    assert [block.text for block in document.blocks] == ["Kept."]


@pytest.mark.parametrize(
    "unit",
    [
        "<p>text <a href=x>link</a></p>",
        "<nav><a href=#a>x</a></nav>",
        "<button>one two three</button><p hidden>x",
        "<span style='color:white'>x</span>",
        "x<sup>2</sup>",
        "<table><tr><td>a<td rowspan=9>b</table>",
    ],
)
def test_long_pages_take_no_square_of_time(unit: str) -> None:
    started = time.process_time()
    blocks(TEXT + unit * 8000)
    assert time.process_time() - started < 3


def test_a_short_page_with_a_note_on_scripts_is_read_but_a_page_that_is_nothing_else_is_not() -> None:
    note = "<noscript><p>Enable JavaScript to run this app.</p></noscript>"
    text = "<h1>Torque</h1><p>Tighten to 40 Nm, then wait ten minutes and check every bolt.</p>"
    page = f"<body>{note}{text}</body>"
    assert "Tighten to 40 Nm" in read_document(page.encode(), "a.html").text
    with pytest.raises(InvalidInput, match="drawn by a script"):
        read_document(f"<body>{note}<h1>My shop</h1><div id=root></div></body>".encode(), "a.html")


def test_a_request_to_allow_cookies_is_left_out_and_a_section_about_cookies_is_kept() -> None:
    banner = '<div id="cookie-banner"><p>We use cookies.</p><button>Accept all</button></div>'
    article = f'<section id="cookies"><h2>Cookies</h2><p>{"Bake them for ten minutes. " * 9}</p></section>'
    page = f"<html><body>{banner}<main><h1>Recipes</h1>{article}</main></body></html>"
    shown = "\n".join(block.text for block in read_document(page.encode(), "page.html").blocks)
    assert "We use cookies" not in shown
    assert "Cookies\nBake them" in shown
