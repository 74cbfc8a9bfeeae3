"""Cut an extracted document into passages, and these into units that fit the encoder's window.

A passage has 120 words and shares 20 with the next. It takes whole blocks as long as they fit, and ends near
its limit at the end of a block, sentence or row, never inside a word or just after a heading. A passage that
is longer than the encoder's window becomes several chunks, each of which names the others, so that a hit on
one is read, reranked and cited within its whole passage.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from genai_core.domain.identifiers import ContentHash, DocumentId, chunk_id
from genai_core.domain.ingestion.chunks import Chunk, section_name
from genai_core.domain.ingestion.documents import Block, ExtractedDocument
from genai_core.domain.ingestion.encoder_units import Unit, UnitCutter, fitting_title
from genai_core.domain.ingestion.encoder_windows import EncoderWindow
from genai_core.domain.ingestion.text_layout import AFTER_HEADING, BLOCK, PART, SENTENCE, Words, words_of
from genai_core.errors import InvalidInput

_EARLIEST_BREAK = 0.75
MAX_CHUNK_CHARS = 4000
MAX_SECTION_TURNS = 16
"""Maximum characters of a chunk: punctuation is not counted in words, and a page of it needs a limit."""
_MAX_OVERLAP_CHARS = 1000


@dataclass(frozen=True, slots=True)
class ChunkSizes:
    """How long passages are.

    Attributes:
        words: Maximum words of a passage. overlap: Words that neighbours share; fewer than `words`.
    """

    words: int = 120
    overlap: int = 20


DEFAULT_SIZES = ChunkSizes()


def chunk_document(
    extracted: ExtractedDocument,
    document_id: DocumentId,
    version: ContentHash,
    *,
    sizes: ChunkSizes = DEFAULT_SIZES,
    window: EncoderWindow | None = None,
) -> list[Chunk]:
    """Returns the chunks in order; none if the document has no words.

    Pure: the same document, version, sizes and window give the same chunks with the same ids.

    Args:
        window: The window of the chunks' encoder; None if it reads any length.

    Raises:
        InvalidInput: `words` is not positive, or `overlap` is not below it.
    """
    if sizes.words < 1 or not 0 <= sizes.overlap < sizes.words:
        raise InvalidInput(
            f"chunks of {sizes.words!r} words with {sizes.overlap!r} overlap",
            remedy="Overlap must be below the size.",
        )
    words, text = words_of(extracted), extracted.text
    title = fitting_title(extracted.title, window)
    cut = UnitCutter(text, words, f"{title}. " if title else "", window)
    metadata = {**extracted.metadata, "type": extracted.document_type}
    chunks: list[Chunk] = []
    for begin, fresh, end in _passages(words, sizes):
        units = [unit for unit in cut(words.start[begin], words.end[end - 1]) if _says_something(text, unit)]
        ids = tuple(chunk_id(document_id, version, len(chunks) + index) for index in range(len(units)))
        for index, unit in enumerate(units):
            # Section and page of its new part: the overlap belongs to the chunk before.
            first = max(fresh, words.at(unit.start))
            block = extracted.blocks[words.block[first]]
            later = list(_later_blocks(extracted.blocks, words, first, words.at(unit.end - 1)))
            chunks.append(
                Chunk(
                    chunk_id=ids[index],
                    document_id=document_id,
                    ordinal=len(chunks),
                    text=unit.header + text[unit.start : unit.end],
                    title=title,
                    heading_path=block.heading_path,
                    page=block.page,
                    metadata=metadata,
                    start=unit.start,
                    repeated=len(unit.header),
                    passage=ids if len(ids) > 1 else (),
                    page_turns=_page_turns(block.page, later),
                    section_turns=_section_turns(block.heading_path, later),
                )
            )
    return chunks


def _page_turns(page: int | None, later: Iterable[tuple[int, Block]]) -> tuple[int, ...]:
    """Returns the starts of the pages after the first one."""
    turns: list[int] = []
    for start, block in later:
        if page is not None and block.page is not None and block.page > page:
            # A page without words begins where the next page begins.
            turns += [start] * (block.page - page)
            page = block.page
    return tuple(turns)


def _section_turns(path: Sequence[str], later: Iterable[tuple[int, Block]]) -> tuple[tuple[int, str], ...]:
    """Returns start and headings of the sections after the first one."""
    turns: list[tuple[int, str]] = []
    for start, block in later:
        if block.heading_path != path:
            turns.append((start, section_name(block.heading_path)))
            path = block.heading_path
    return tuple(turns[:MAX_SECTION_TURNS])


def _later_blocks(
    blocks: Sequence[Block], words: Words, first: int, last: int
) -> Iterator[tuple[int, Block]]:
    """Yields start and block of each block that begins after the first word and not after the last."""
    for word in range(first + 1, min(last + 1, len(words.block))):
        if words.block[word] != words.block[word - 1]:
            yield words.start[word], blocks[words.block[word]]


def _says_something(text: str, unit: Unit) -> bool:
    return any(map(str.isalnum, text[unit.start : unit.end]))


def _passages(words: Words, sizes: ChunkSizes) -> Iterator[tuple[int, int, int]]:
    """Yields (first, first new, past last) word of each passage."""
    total = len(words.spent)
    begin = fresh = 0
    while begin < total:
        used = words.spent[begin - 1] if begin else 0
        room = max(begin + 1, bisect_right(words.end, words.start[begin] + MAX_CHUNK_CHARS))
        end = max(begin + 1, min(bisect_right(words.spent, used + sizes.words), room))
        is_full = end in (room, total)
        if end < total:
            earliest = bisect_right(words.spent, used + int(sizes.words * _EARLIEST_BREAK))
            end = _best_break(words.strength, begin, min(max(begin + 1, earliest), end), end)
        # A stretch of punctuation that fills a passage, or ends the document, is left out.
        if words.spent[end - 1] > used or not is_full:
            yield begin, fresh, end
        if end == total:
            return
        begin, fresh = _next_begin(words, begin, end, sizes.overlap), end


def _next_begin(words: Words, begin: int, end: int, overlap: int) -> int:
    """Returns where the next passage begins, including the words that it shares with this one."""
    if words.shares_nothing(end):
        return end
    back = bisect_right(words.spent, words.spent[end - 1] - overlap)
    near = bisect_right(words.end, words.end[end - 1] - _MAX_OVERLAP_CHARS)
    return min(max(begin + 1, back, near), end)


def _best_break(strength: Sequence[int], begin: int, earliest: int, latest: int) -> int:
    """Returns where to cut: between parts, else at a boundary after `earliest`, else at `latest`."""
    for wanted, first in ((PART, begin + 1), (BLOCK, earliest), (SENTENCE, earliest)):
        for end in range(latest, first - 1, -1):
            if strength[end - 1] == wanted:
                return end
    for end in range(latest, earliest - 1, -1):
        if strength[end - 1] != AFTER_HEADING:
            return end
    return latest
