"""A file's type comes from what it holds; between types of text its name decides."""

from __future__ import annotations

import pytest

from genai_core.adapters.extraction.kinds import kind_of
from genai_core.domain.ingestion.document_types import DOCUMENT_TYPES, EXTENSIONS, type_named
from genai_core.domain.ingestion.uploads import upload_type
from genai_core.errors import InvalidInput

PYTHON = (
    "import os\n\n\ndef total(values):\n    return sum(v for v in values if v)\n\n\nclass A:\n    pass\n" * 3
)
MARKDOWN = "# Title\n\nText with **bold** words.\n\n- one\n- two\n\n## Part\n\n[link](http://a.b)\n" * 3
RECEIVED = "".join(
    f"Received: from relay{n}.example.org ([10.0.0.{n}])\n\tby mx.example.org with ESMTP id {n:08x}\n"
    for n in range(60)
)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (MARKDOWN, "a.md", "md"),
        (MARKDOWN, "a.txt", "txt"),
        (MARKDOWN, "a", "md"),
        (PYTHON, "a.py", "code"),
        (PYTHON, "a.txt", "txt"),
        (PYTHON, "a", "code"),
        ("name\tplace\nAda\tKiel\n", "table.tsv", "csv"),
        ('{"a": [1, 2, 3], "b": {"c": null}}', "a.json", "json"),
        ("The <head> element of <html> is described in this text.", "a.md", "md"),
        ("<!-- note -->\n<!DOCTYPE html>\n<html><body>x</body></html>", "a.md", "html"),
        ("<table><tr><td>1</td></tr></table>", "export.xls", "html"),
        ("<div>\n\nMarkdown may begin with *HTML*.\n\n</div>", "a.md", "md"),
        (f"{RECEIVED}From: a@b.c\nTo: d@e.f\nSubject: s\n\nbody\n", "a.eml", "eml"),
        (f"{RECEIVED}From: a@b.c\nTo: d@e.f\nSubject: s\n\nbody\n", "letter", "eml"),
        ("X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00800000\nSubject: s\n\nbody\n", "a.eml", "eml"),
        ("Date: tomorrow\n\nThis is a note.", "a.txt", "txt"),
        ("**a " * 2000, "a.md", "md"),
    ],
)
def test_content_decides_and_then_the_name(text: str, name: str, kind: str) -> None:
    assert kind_of(text.encode(), name) == kind


def test_one_byte_of_another_character_set_does_not_make_a_text_unreadable() -> None:
    assert kind_of(b"Plain words in many lines.\n" * 40 + b"\x01\xff and on.\n", "a.txt") == "txt"


def test_a_text_that_is_called_pdf_is_read_as_text() -> None:
    assert kind_of(b"Just a few words, and no PDF at all.", "a.pdf") == "txt"


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_every_type_that_is_read_may_be_uploaded(extension: str) -> None:
    kind = type_named(f"A.{extension.upper()}")
    assert kind is not None
    assert upload_type(f"folder/a.{extension}") == kind.media_type


@pytest.mark.parametrize("name", ["a.exe", "a", "folder.pdf/a", "a.mp4"])
def test_other_types_may_not(name: str) -> None:
    with pytest.raises(InvalidInput, match="has the unsupported type"):
        upload_type(name)


def test_no_two_types_share_an_extension() -> None:
    assert len(EXTENSIONS) == sum(len(kind.extensions) for kind in DOCUMENT_TYPES)
