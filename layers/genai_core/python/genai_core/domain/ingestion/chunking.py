"""Chunking: cuts an extracted document into pieces that fit the encoder.

120 words with 20 overlap, title in front, stay within the encoder's 256 word pieces; longer chunks
are cut off there without a word. A chunk takes whole blocks while they fit and ends, near its limit,
at the end of a block or a sentence; it never ends inside a word or just after a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from genai_core.domain.identifiers import ContentHash, DocumentId, chunk_id
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.ingestion.documents import Block, ExtractedDocument
from genai_core.errors import InvalidInput

# Chinese, Japanese and Korean need no spaces: there, each character counts as a word.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
_WORD = re.compile(rf"[{_CJK}]|[^\s{_CJK}]{{1,400}}")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]]*$")
_LONG_WORD_CHARS = 24
_EARLIEST_BREAK = 0.75


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a document, one entry each.

    Attributes:
        block: Number of its block.
        start, end: Its characters in that block.
        spent: Words counted up to and including it; marks count nothing, very long words more than one.
        strength: What ends after it: 2 a block, 1 a sentence, 0 nothing, -1 a heading.
    """

    block: list[int]
    start: list[int]
    end: list[int]
    spent: list[int]
    strength: list[int]


def chunk_document(
    extracted: ExtractedDocument,
    document_id: DocumentId,
    version: ContentHash,
    *,
    words: int = 120,
    overlap: int = 20,
) -> list[Chunk]:
    """Returns the chunks in order; none where the document has no words.

    Pure: the same document, version and sizes give the same chunks with the same ids.

    Raises:
        InvalidInput: `words` is not positive, or `overlap` is not below it.
    """
    if words < 1 or not 0 <= overlap < words:
        raise InvalidInput(
            f"chunks of {words!r} words with {overlap!r} overlap", remedy="Overlap must be below the size."
        )
    parts = _words(extracted.blocks)
    metadata = {**extracted.metadata, "type": extracted.document_type}
    return [
        Chunk(
            chunk_id=chunk_id(document_id, version, ordinal),
            document_id=document_id,
            ordinal=ordinal,
            text=_text(extracted.blocks, parts, begin, end),
            title=extracted.title,
            # Section and page of what is new in it: the overlap is the chunk before it once more.
            heading_path=extracted.blocks[parts.block[fresh]].heading_path,
            page=extracted.blocks[parts.block[fresh]].page,
            metadata=metadata,
        )
        for ordinal, (begin, fresh, end) in enumerate(_windows(parts, words, overlap))
    ]


def _words(blocks: tuple[Block, ...]) -> _Words:
    parts = _Words([], [], [], [], [])
    spent = 0
    for number, block in enumerate(blocks):
        for found in _WORD.finditer(block.text):
            word = found.group()
            if any(map(str.isalnum, word)):
                spent += 1 + (len(word) - 1) // _LONG_WORD_CHARS
            parts.block.append(number)
            parts.start.append(found.start())
            parts.end.append(found.end())
            parts.spent.append(spent)
            parts.strength.append(1 if _SENTENCE_END.search(word) else 0)
        if parts.block and parts.block[-1] == number:
            parts.strength[-1] = -1 if _is_heading(block) else 2
    return parts if spent else _Words([], [], [], [], [])


def _is_heading(block: Block) -> bool:
    return bool(block.heading_path) and block.text == block.heading_path[-1]


def _windows(parts: _Words, size: int, overlap: int) -> Iterator[tuple[int, int, int]]:
    """Yields (first, first new, past last) word of each chunk; neighbours share `overlap` words."""
    total = len(parts.spent)
    begin = fresh = 0
    while begin < total:
        used = parts.spent[begin - 1] if begin else 0
        end = max(begin + 1, bisect_right(parts.spent, used + size))
        if end >= total:
            yield begin, fresh, total
            return
        earliest = bisect_right(parts.spent, used + int(size * _EARLIEST_BREAK))
        end = _best_break(parts.strength, max(begin + 1, earliest), end)
        yield begin, fresh, end
        back = bisect_right(parts.spent, parts.spent[end - 1] - overlap)
        begin, fresh = min(max(begin + 1, back), end), end


def _best_break(strength: list[int], earliest: int, latest: int) -> int:
    """Returns where to cut in [earliest, latest]: after a block, else a sentence, else at the limit."""
    for wanted in (2, 1):
        for end in range(latest, earliest - 1, -1):
            if strength[end - 1] == wanted:
                return end
    for end in range(latest, earliest - 1, -1):
        if strength[end - 1] != -1:
            return end
    return latest


def _text(blocks: tuple[Block, ...], parts: _Words, begin: int, end: int) -> str:
    """Returns the words with the white space that was between them; blocks are a blank line apart."""
    first, last = parts.block[begin], parts.block[end - 1]
    pieces: list[str] = []
    for number in range(first, last + 1):
        text = blocks[number].text
        left = parts.start[begin] if number == first else 0
        right = parts.end[end - 1] if number == last else len(text)
        if piece := text[left:right].strip():
            pieces.append(piece)
    return "\n\n".join(pieces)
