"""Awkward files of text formats, each the shortest of its kind: what is read in them, and what is not."""

from __future__ import annotations

import json
from base64 import encodebytes
from dataclasses import dataclass

import pytest

from genai_core.adapters.extraction.reading import read_document


@dataclass(frozen=True)
class Case:
    """A file, texts that are read in it, texts that are not, and its title if one is stated."""

    name: str
    body: bytes
    has: tuple[str, ...]
    lacks: tuple[str, ...] = ()
    title: str = ""


def case(name: str, body: str | bytes, *has: str, lacks: tuple[str, ...] = (), title: str = "") -> Case:
    return Case(name, body if isinstance(body, bytes) else body.encode(), has, lacks, title)


def page(body: str) -> str:
    return f"<!doctype html><html lang=en><head><title>T</title></head><body>{body}</body></html>"


def mail(head: str, body: str) -> str:
    return f"From: ada@host\nTo: bob@host\nMIME-Version: 1.0\n{head}\n\n{body}"


NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Study\n", "Intro words"]},
        {
            "cell_type": "code",
            "metadata": {},
            "execution_count": 1,
            "source": "1/0",
            "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["before\n"]},
                {
                    "output_type": "error",
                    "ename": "ZeroDivisionError",
                    "evalue": "by zero",
                    "traceback": ["x"],
                },
            ],
        },
        {"cell_type": "raw", "metadata": {}, "source": "raw words"},
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}

TABLES = (
    case("gap.csv", "Region,2019,2020\nNord,11,12\nSüd,,14\n", "2019: 11", "2020: 14", lacks=("2019: 14",)),
    case(
        "preamble.csv", "Stock in Kiel\nMay 2024\n\nPart,Stock\nBolt,40\nRing,7\n", "Part: Bolt | Stock: 40"
    ),
    case("quotes.csv", 'id,said\n1,"one\ntwo"\n2,"say ""hi"", go"\n', "one two", 'say "hi", go'),
    case("tabs.csv", "Name\tStadt\nIda\tKöln\nOle\tBremen\n".encode("cp1252"), "Stadt: Köln"),
    case("returns.csv", "a;b\rone;1\rtwo;2\r", "a: one | b: 1", "b: 2"),
    case("comments.csv", "# exported\nname,kg\nBox,4\nBag,2\n", "name: Box | kg: 4"),
    case("prose.txt", "Dear all, thanks, and bye.\nWe meet, eat, and go.\n", "Dear all, thanks, and bye."),
    case("rows.json", '[["City","Kg"],["Kiel",4],["Bonn",7]]', "Kiel", "7"),
    case("digits.json", '{"id": 12345678901234567890, "ratio": 0.1}', "12345678901234567890", "0.1"),
)
PAGES = (
    case(
        "sidebar.html", page('<div class="has-sidebar with-nav"><p>Bleed the pump first.</p></div>'), "Bleed"
    ),
    case(
        "ids.html", page('<h2 id="cookie">Cookie baking</h2><dl><dt>Oven<dd>180 °C</dl>'), "Cookie", "180 °C"
    ),
    case(
        "code.html",
        page("<pre><code>if (i &lt; n) List&lt;String&gt; x;</code></pre>"),
        "i < n) List<String> x",
    ),
    case(
        "folded.html",
        page('<button aria-expanded="false">How long?</button><div class="answer" hidden>Nine days.</div>'),
        "How long?",
        "Nine days.",
    ),
    case(
        "form.html",
        page('<form>Name <input value="Grace Hopper"><textarea>Compilers</textarea></form>'),
        "Grace Hopper",
        "Compilers",
    ),
    case(
        "office.html",
        "<html><head><!--[if gte mso 9]><xml>junk</xml><![endif]--></head><body><p>Dear client</p>"
        "<![if !supportLists]><span>1.</span><![endif]><p>Item one text</p></body></html>",
        "Dear client",
        "Item one text",
        lacks=("junk",),
    ),
    case("wide.html", page("<p>Übergröße gespeichert.</p>").encode("utf-16"), "Übergröße gespeichert."),
    case("named.doc", page("<p>Saved by an old tool, total 12.</p>"), "total 12", lacks=("<p>",)),
    case(
        "feed.xml",
        '<?xml version="1.0"?><rss><channel><title>Feed</title><item><description><![CDATA[<p>Rain of '
        "<b>12 mm</b> fell.</p>]]></description></item></channel></rss>",
        "Rain of 12 mm fell.",
        lacks=("<b>",),
        title="Feed",
    ),
)
TEXTS = (
    case(
        "generic.md",
        "# Map\n\nUse `Map<K, V>` or List<String> and <your-key>.\n",
        "List<String>",
        "<your-key>",
    ),
    case(
        "fence.md", "# A\n\n~~~\n# no heading\n~~~\n\n```\n<b>keep</b>\n```\n", "# no heading", "<b>keep</b>"
    ),
    case(
        "link.md",
        "See <https://host.example/a_b_c> and $x_i * y_j$.\n",
        "https://host.example/a_b_c",
        "$x_i * y_j$",
    ),
    case(
        "japanese.md",
        "# 見出し\n\n**重要**：契約は*二年*です。2*3*4\n",
        "重要：契約は二年です。2*3*4",
        title="見出し",
    ),
    case("plain.txt", "__init__ and 2 * 3 * 4\n# stays\n<root> stays\n", "__init__", "2 * 3 * 4", "<root>"),
    case(
        "coloured.log",
        "\x1b[31mERROR\x1b[0m disk \x1b]0;title\x07full\n",
        "ERROR disk full",
        lacks=("31m", "title"),
    ),
    case(
        "struck.txt",
        "N\x08NA\x08AM\x08ME\x08E\n     ls - list _\x08f_\x08i_\x08l_\x08e names\n",
        "NAME",
        "list file",
    ),
    case(
        "dos.txt",
        b"Gr\x81\xe1e aus K\x94ln, M\x81nchen und Z\x81rich; sch\x94ne Stra\xe1e.\r\n" * 4,
        "Grüße aus Köln",
    ),
    case("wide.txt", "Plain text without a mark.\r\n".encode("utf-16-le"), "Plain text without a mark."),
    case("japanese.txt", "契約期間は二年間とする。".encode("shift_jis") * 3, "契約期間は二年間"),
    case(
        "tariff.rtf",
        r"{\rtf1\ansi{\info{\title Tarif}}\uc2 gr\u252??n {\v hidden}end\par}",
        "grün end",
        lacks=("hidden",),
    ),
    case(
        "study.ipynb",
        json.dumps(NOTEBOOK),
        "Intro words",
        "before",
        "ZeroDivisionError: by zero",
        "raw words",
    ),
)
MAILS = (
    case(
        "base64.eml",
        mail(
            "Subject: =?UTF-8?Q?Gr=C3=B6=C3=9Fe?=\nContent-Type: text/plain; charset=UTF-8\n"
            "Content-Transfer-Encoding: base64",
            encodebytes("Die Größe ist 42.\n".encode()).decode(),
        ),
        "Die Größe ist 42.",
        title="Größe",
    ),
    case(
        "wider.eml",
        mail("Subject: x\nContent-Type: text/plain; charset=gb2312", "").encode()
        + "镕基的价格是五元。".encode("gbk"),
        "镕基的价格是五元",
    ),
    case(
        "page.eml",
        mail("Subject: Offer\nContent-Type: text/html", "<table><tr><td><p>Ends on 3 June.</p></table>"),
        "Ends on 3 June.",
        title="Offer",
    ),
)


@pytest.mark.parametrize("given", [*TABLES, *PAGES, *TEXTS, *MAILS], ids=lambda given: given.name)
def test_an_awkward_file_is_read_as_a_person_reads_it(given: Case) -> None:
    document = read_document(given.body, given.name)
    assert [text for text in given.has if text not in document.text] == []
    assert [text for text in given.lacks if text in document.text] == []
    assert given.title in ("", document.title)
