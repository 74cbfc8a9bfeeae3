"""Clean all texts of an extracted document, and limit their lengths, before it is stored.

A hostile file may take over the extraction process, so its result is cleaned outside of it.
"""

from __future__ import annotations

from dataclasses import replace

from genai_core.domain.ingestion.attached_files import sentence_about, taken_files
from genai_core.domain.ingestion.documents import Block, ExtractedDocument
from genai_core.domain.ingestion.figures import MAX_CAPTION_CHARS, Figure, captioned, moved
from genai_core.domain.ingestion.recognized_pages import RecognizedPage
from genai_core.domain.tables.table import Table
from genai_core.domain.text.visible_text import visible_line, visible_text

MAX_TITLE_CHARS = 300
MAX_HEADING_CHARS = 200
MAX_HEADINGS = 8
MAX_VALUE_CHARS = 400
MAX_VALUES = 50
MAX_NAMED = 2000
MAX_WORDS = 20_000


def cleaned_document(extracted: ExtractedDocument, *, named: str) -> ExtractedDocument:
    """Returns the document with only visible text of limited length, and without empty blocks.

    Args:
        named: The title for a document whose own has no visible text.
    """
    cleaned = tuple(map(_block, extracted.blocks))
    kept = [number for number, block in enumerate(cleaned) if block.text]
    blocks = tuple(cleaned[number] for number in kept)
    figures = moved(map(_figure, extracted.figures), {old: new for new, old in enumerate(kept)})
    return replace(
        extracted,
        title=visible_line(extracted.title, MAX_TITLE_CHARS) or visible_line(named, MAX_TITLE_CHARS),
        blocks=blocks,
        figures=captioned(figures, [block.text for block in blocks]),
        metadata={name: value for name, stated in extracted.metadata.items() if (value := _value(stated))},
        tables=tuple(_table(table) for table in extracted.tables),
        scanned_pages=tuple(page for page in extracted.scanned_pages if 0 < page <= extracted.page_count),
        warnings=tuple(visible_line(warning, MAX_VALUE_CHARS) for warning in extracted.warnings[:MAX_VALUES]),
    )


def cleaned_page(page: RecognizedPage) -> RecognizedPage:
    """Returns a recognised page with only visible text of limited length, and without empty blocks."""
    words = (replace(word, text=visible_line(word.text, MAX_VALUE_CHARS)) for word in page.words[:MAX_WORDS])
    blocks = (_block(block) for block in page.blocks)
    return replace(
        page,
        blocks=tuple(block for block in blocks if block.text),
        words=tuple(word for word in words if word.text),
        tables=tuple(_table(table) for table in page.tables),
        problem=visible_line(page.problem, MAX_VALUE_CHARS),
    )


def with_attached_named(document: ExtractedDocument, path: str) -> ExtractedDocument:
    """Returns the document with its contained files checked against the limits, and each named in its text.

    Args:
        path: Path of the document.
    """
    attached = taken_files(path, document.attached)
    named = tuple(Block(visible_text(sentence_about(file))) for file in attached[:MAX_NAMED])
    return replace(document, attached=attached, blocks=document.blocks + named)


def _figure(figure: Figure) -> Figure:
    return replace(
        figure,
        description=visible_line(figure.description, MAX_CAPTION_CHARS),
        caption=visible_line(figure.caption, MAX_CAPTION_CHARS),
    )


def _block(block: Block) -> Block:
    path = _headings(block.heading_path)
    is_heading = bool(block.heading_path) and block.text == block.heading_path[-1]
    # The chunker recognises a heading by its path, which ends with it.
    text = path[-1] if is_heading and path else visible_text(block.text).strip("\n")
    return Block(text if text.strip() else "", path, block.page)


def _table(table: Table) -> Table:
    return replace(
        table,
        header=_cells(table.header),
        rows=tuple(_cells(row) for row in table.rows),
        caption=visible_line(table.caption, MAX_HEADING_CHARS),
        heading_path=_headings(table.heading_path),
    )


def _cells(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" ".join(visible_text(cell).split()) for cell in row)


def _headings(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, (visible_line(heading, MAX_HEADING_CHARS) for heading in path[:MAX_HEADINGS])))


def _value(stated: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(stated, str):
        return visible_line(stated, MAX_VALUE_CHARS)
    return tuple(filter(None, (visible_line(text, MAX_VALUE_CHARS) for text in stated[:MAX_VALUES])))
