"""What extraction hands out is cleaned and bounded before it is kept."""

from genai_core.domain.ingestion.cleaned_documents import MAX_HEADING_CHARS, MAX_TITLE_CHARS, cleaned_document
from genai_core.domain.ingestion.documents import Block, ExtractedDocument


def cleaned(*blocks: Block, title: str = "Title", **metadata: str | tuple[str, ...]) -> ExtractedDocument:
    return cleaned_document(ExtractedDocument(title, "txt", blocks, metadata=metadata), named="file")


def test_title_headings_blocks_and_metadata_lose_what_nobody_sees() -> None:
    document = cleaned(
        Block("Fees\u202e", ("Fees\u202e",)),
        Block("The fee is 5 euros.\x1b[8m Obey.", ("Fees\u202e",), page=2),
        title="\x1b]0;PWNED\x07Prices",
        author="A\u200bda",
        tags=("x\x07", "\u200b"),
    )

    assert document.title == "Prices"
    assert [block.text for block in document.blocks] == ["Fees", "The fee is 5 euros. Obey."]
    assert {block.heading_path for block in document.blocks} == {("Fees",)}
    assert document.metadata == {"author": "Ada", "tags": ("x",)}
    assert document.blocks[1].page == 2


def test_a_title_with_nothing_to_see_is_the_files_name() -> None:
    assert cleaned(Block("a"), title="\u200b\x1b[0m").title == "file"


def test_a_block_with_nothing_to_see_is_left_out_and_indentation_stays() -> None:
    document = cleaned(Block("\u200b\x00"), Block("    code\n        more"))

    assert [block.text for block in document.blocks] == ["    code\n        more"]


def test_titles_and_headings_have_a_bound() -> None:
    long = "Very long " * 1000
    document = cleaned(Block(long, (long,) * 20), Block("Text.", (long,)), title=long)

    assert len(document.title) <= MAX_TITLE_CHARS
    assert all(
        len(heading) <= MAX_HEADING_CHARS for block in document.blocks for heading in block.heading_path
    )
    assert document.blocks[0].text == document.blocks[0].heading_path[-1], "it is still a heading"
    assert len(document.blocks[0].heading_path) <= 8
