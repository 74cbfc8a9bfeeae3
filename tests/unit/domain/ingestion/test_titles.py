"""What documents are called, and when."""

from __future__ import annotations

import pytest

from genai_core.adapters.extraction.reading import read_document
from genai_core.domain.ingestion.document_metadata import stated_date, stated_metadata
from genai_core.domain.ingestion.documents import Block
from genai_core.domain.ingestion.titles import title_of

HEADED = (Block("Tide tables", ("Tide tables",)), Block("High water at noon.", ("Tide tables",)))


@pytest.mark.parametrize(
    ("stated", "blocks", "kind", "title"),
    [
        ("", HEADED, "pdf", "Tide tables"),
        ("Microsoft Word - tides.doc", HEADED, "pdf", "Tide tables"),
        ("PowerPoint Presentation", HEADED, "pptx", "Tide tables"),
        ("Harbour office | Site", HEADED, "html", "Tide tables"),
        ("High water", HEADED, "html", "High water"),
        ("Re: tides", HEADED, "eml", "Re: tides"),
        ("(no subject)", HEADED, "eml", "Tide tables"),
        ("Price list", HEADED, "odt", "Price list"),
        ("Prices", (Block("a | b", ("Sheet1",)),), "xlsx", "Prices"),
        ("", (Block("a | b", ("Sheet1",)),), "xlsx", "letter"),
        ("Annual report 2024", (Block("Text without a heading."),), "pdf", "Annual report 2024"),
        ("untitled", (Block("Text."),), "pdf", "letter"),
        ("letter_final.docx", (Block("Text."),), "docx", "letter"),
        ("", (Block("Intro"), Block("Slide 3", ("Slide 3",)), Block("Costs", ("Costs",))), "pptx", "Costs"),
        ("", (*[Block("Text.")] * 20, Block("Late", ("Late",))), "docx", "letter"),
        ("", (), "txt", "letter"),
    ],
)
def test_a_title_is_the_documents_own_or_its_files_name(
    stated: str, blocks: tuple[Block, ...], kind: str, title: str
) -> None:
    assert title_of(stated, blocks, kind, file_stem="letter") == title


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("2024-05-17T09:30:00Z", "2024-05-17"),
        ("D:20240517093000+02'00'", "2024-05-17"),
        ("Fri, 17 May 2024 09:30:00 +0200", "2024-05-17"),
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2024/05/17", "2024-05-17"),
        ("2024-17-05", ""),
        ("last spring", ""),
        ("", ""),
    ],
)
def test_a_date_has_one_form_or_is_left_out(stated: str, date: str) -> None:
    assert stated_date(stated) == date
    assert stated_metadata({"date": stated, "author": "Ada"}) == {
        "author": "Ada",
        **({"date": date} if date else {}),
    }


def test_code_is_split_between_outermost_definitions_with_its_lines_kept() -> None:
    source = b"import os\n\n\ndef first():\n    a = 1\n\n    return a\n\n\nclass Second:\n    pass\n"
    blocks = read_document(source, "tool.py").blocks
    assert [block.text.split("\n")[0] for block in blocks] == ["import os", "def first():", "class Second:"]
    assert "    a = 1\n\n    return a" in blocks[1].text
