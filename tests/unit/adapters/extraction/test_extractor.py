"""The limited process: what it reads, what it refuses, and what a file cannot do from inside it."""

from __future__ import annotations

import gzip
import io
import json
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from genai_core.adapters.extraction import sandbox
from genai_core.adapters.extraction.extractor import LimitedExtractor
from genai_core.adapters.extraction.reading import PARSERS, read_document
from genai_core.adapters.extraction.sandbox import Limits
from genai_core.adapters.extraction.server_process import child_environment
from genai_core.domain.identifiers import ContentHash, DocumentId
from genai_core.domain.ingestion.chunking import chunk_document
from genai_core.domain.ingestion.document_types import TYPE_NAMES
from genai_core.errors import InvalidInput

SAMPLES = Path(__file__).parents[4] / "samples"
QUESTIONS = json.loads((SAMPLES / "questions.json").read_text())


def package(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return file.getvalue()


def texts(body: bytes | str, name: str) -> list[str]:
    return [
        block.text for block in read_document(body if isinstance(body, bytes) else body.encode(), name).blocks
    ]


def test_every_readable_kind_has_its_parser() -> None:
    assert set(PARSERS) == set(TYPE_NAMES)


@pytest.mark.parametrize("name", sorted({question["document"] for question in QUESTIONS}))
def test_the_samples_hold_what_their_questions_ask_for(name: str) -> None:
    extraction = LimitedExtractor().extract((SAMPLES / name).read_bytes(), file_name=name)
    chunks = chunk_document(extraction.document, DocumentId("d"), ContentHash("v"))
    for question in QUESTIONS:
        if question["document"] == name:
            assert any(question["phrase"] in " ".join(chunk.text.split()) for chunk in chunks), question
    assert 10_000_000 < extraction.peak_memory_bytes < 300_000_000
    assert extraction.seconds < 60


def test_a_pdf_keeps_pages_and_finds_its_sections() -> None:
    document = read_document((SAMPLES / "relay-r3-data-sheet.pdf").read_bytes(), "x.pdf")
    assert (document.title, document.page_count) == ("Relay R3 data sheet", 3)
    assert document.metadata == {"author": "Quorum project", "date": "2026-02-02"}
    block = next(block for block in document.blocks if "36 months" in block.text)
    assert (block.page, block.heading_path) == (3, ("Relay R3 data sheet", "Warranty and approvals"))


def test_a_word_file_keeps_headings_lists_and_tables() -> None:
    document = read_document((SAMPLES / "travel-expense-policy.docx").read_bytes(), "x.docx")
    paths = {block.text: block.heading_path for block in document.blocks}
    assert paths["- 110 euros elsewhere"][-2:] == ("Before the journey", "Hotels")
    assert any("Country: Norway | Full day: 75 euros" in text for text in paths)


def test_navigation_footers_scripts_and_hidden_text_are_left_out() -> None:
    page = """<html><head><title>T</title><script>evil()</script></head><body><nav>Menu</nav>
    <div class="sidebar"><a href="/s">Side</a></div><p style="display:none">hidden</p><p hidden>hidden</p>
    <h1>Top</h1><p>Text <b>bold</b> 1&nbsp;000.</p><ul><li>one</li><li>two</li></ul>
    <pre>a  b\n  c</pre><table><tr><th>k</th><td>v</td></tr></table><footer>Foot</footer></body></html>"""
    document = read_document(page.encode(), "page.html")
    assert [block.text for block in document.blocks] == [
        "Top", "Text bold 1 000.", "- one", "- two", "a  b\n  c", "k: v",
    ]  # fmt: skip
    assert document.blocks[1].heading_path == ("Top",)


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_is_read_in_any_character_set(charset: str) -> None:
    sentence = "Die Größe der Übergänge beträgt fünf Meter. Das gehört überall dazu – schön."
    text = "\n\n".join([sentence, "The second paragraph.", sentence])
    assert texts(text.encode(charset), "a.txt") == [sentence, "The second paragraph.", sentence]


@pytest.mark.parametrize(
    ("charset", "sentence"),
    [
        (
            "cp1251",
            "Съешь же ещё этих мягких французских булок, да выпей чаю. Широкая электрификация губерний.",
        ),
        ("shift_jis", "ゾルゲと尾崎は東京で会いました。今日は天気がとても良いです。新しい文書を読みます。"),
        ("gb18030", "今天天气很好，我们去公园散步。这是一份新的文件，请仔细阅读并回答问题。"),
    ],
)
def test_other_scripts_without_any_mark_are_recognised(charset: str, sentence: str) -> None:
    assert texts((f"{sentence} " * 5).encode(charset), "a.txt") == [(f"{sentence} " * 5).strip()]


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        ("# Title\n\ntext", "a.md", "md"),
        ("just text\n\n- one\n- two", "a.bin", "txt"),
        ("<!DOCTYPE html><p>x</p>", "a.txt", "html"),
        ("<h1>A</h1>\n<p>b", "a.txt", "html"),
        ("<?xml version='1.0'?><a><b>text</b></a>", "a.txt", "xml"),
        ("a,b\n1,2\n", "a.csv", "csv"),
        ("From: a@b.c\nTo: d@e.f\nSubject: s\nDate: now\n\nbody", "a.txt", "eml"),
        ("Subject: only one line\n\nis no mail", "a.txt", "txt"),
    ],
)
def test_the_type_is_detected_from_the_content(body: str, name: str, kind: str) -> None:
    assert read_document(body.encode(), name).document_type == kind


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\x00\n", "is empty"),
        (b"--- ... ***", "holds no text"),
        (b"\0\0\x02\0\0\0\0\0\0\0\0\0\x40\0\x40\0\x18\x20" + bytes(range(256)) * 48, "is an image"),
        (gzip.compress(b"some text " * 9, mtime=0), "is an archive"),
        (bytes(range(1, 32)) * 40, "data of an unknown kind"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "before 2007"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (package(word__document="x"), "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason_and_a_remedy(body: bytes, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason) as caught:
        LimitedExtractor().extract(body, file_name="thing.dat")
    assert caught.value.remedy


def test_a_decompression_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = package(**{"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": "0" * 60_000_000})
    with pytest.raises(InvalidInput, match="decompression bomb"):
        LimitedExtractor().extract(bomb, file_name="bomb.xlsx")


def test_entities_are_refused_in_office_files_and_not_resolved_in_xml() -> None:
    hostile = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><b>before &x; after</b></a>'
    with pytest.raises(InvalidInput, match="declares XML entities"):
        texts(package(**{"word/document.xml": hostile, "[Content_Types].xml": "<Types/>"}), "a.docx")
    assert "root:" not in " ".join(texts(f"<?xml version='1.0'?>{hostile}", "a.xml"))


def test_too_much_memory_is_the_files_fault_and_not_ours(tmp_path: Path) -> None:
    big = package(**{"xl/workbook.xml": "<a/>"}) + b"\x00" * 10
    # A library that is refused memory may wait for ever on its own lock; then the wall clock ends it.
    small = LimitedExtractor(Limits(memory_bytes=400_000_000, wall_s=30))
    with pytest.raises(InvalidInput):
        small.extract(big, file_name="a.xlsx")
    text = ("word " * 9 + "\n\n") * 1_500_000
    with pytest.raises(InvalidInput, match=r"memory|characters|damaged"):
        small.extract(text.encode(), file_name="huge.txt")


def test_a_file_that_takes_too_long_is_given_up() -> None:
    text = ("word " * 9 + "\n\n") * 400_000
    with pytest.raises(InvalidInput, match="not read within"):
        LimitedExtractor(Limits(cpu_s=1, wall_s=20)).extract(text.encode(), file_name="slow.txt")
    with pytest.raises(InvalidInput, match="not read within"):
        LimitedExtractor(Limits(wall_s=0)).extract(b"text", file_name="slow.txt")


def test_no_code_inside_can_reach_the_network_or_start_a_program() -> None:
    """Runs in a child of its own, as the limits cannot be lifted again."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    program = f"""
import ctypes, os, socket, subprocess, sys, urllib.request
sys.path[:0] = {sys.path!r}
from genai_core.adapters.extraction.sandbox import Limits, confine
confine(Limits())
def refused(call):
    try: call()
    except PermissionError: return True
    return False
assert refused(lambda: socket.create_connection(("127.0.0.1", {listener.getsockname()[1]}), 1))
assert refused(lambda: urllib.request.urlopen("http://127.0.0.1:{listener.getsockname()[1]}", timeout=1))
assert refused(lambda: subprocess.run(["true"]))
assert refused(lambda: os.system("true"))
assert refused(os.fork)
print("held")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "held", done.stderr
    with listener, pytest.raises(BlockingIOError):
        listener.accept()


def test_the_child_sees_no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    assert not any(re.match("AWS|OPENAI|DATABASE", name) for name in child_environment())


def test_peak_memory_is_that_of_this_process() -> None:
    assert 5_000_000 < sandbox.peak_memory_bytes() < 8_000_000_000
