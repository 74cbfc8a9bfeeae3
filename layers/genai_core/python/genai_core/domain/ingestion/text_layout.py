"""Find the words of a document and where it may be cut.

Prose is cut at the ends of blocks and sentences, tables between rows, slides between slides, and program
code between its outermost definitions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.domain.text.scripts import CJK, ENDS_WITHOUT_SPACE

_WORD = re.compile(rf"[{CJK}]|[^\s{CJK}]{{1,400}}")
_SENTENCE_END = re.compile(rf"[.!?…{ENDS_WITHOUT_SPACE}][\"'”’)\]]*$")
_LABEL = re.compile(r"([^|:\n]{1,80}): ")
_CELLS = " | "
_LONG_WORD_CHARS = 24
_MAX_HEADER_CHARS = 400

AFTER_HEADING, INSIDE, SENTENCE, BLOCK, PART = -1, 0, 1, 2, 3
"""What ends after a word, from the worst place to cut to the best. A part is a slide, a definition of a
program, or the code between two definitions; parts share no words.
"""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document, one entry each.

    Attributes:
        block: Number of its block.
        start, end: Its characters in the document's text.
        spent: Word count up to and including it; punctuation counts as none, very long words as several.
        strength: What ends after it.
        headers: By block number of a table: its first row if the other rows need it, else "".
        by_lines: Whether text is divided by lines, as in program code, rather than by sentences.
    """

    block: list[int] = field(default_factory=list[int])
    start: list[int] = field(default_factory=list[int])
    end: list[int] = field(default_factory=list[int])
    spent: list[int] = field(default_factory=list[int])
    strength: list[int] = field(default_factory=list[int])
    headers: dict[int, str] = field(default_factory=dict[int, str])
    by_lines: bool = False

    def at(self, character: int) -> int:
        """Returns the word at an offset, or the first one after it."""
        return bisect_right(self.end, character)

    def header_at(self, character: int) -> str:
        """Returns the table header that text from this offset on lacks, with its line end; else ""."""
        word = self.at(character)
        if word == 0 or word == len(self.block) or self.block[word] != self.block[word - 1]:
            return ""
        header = self.headers.get(self.block[word])
        return f"{header}\n" if header else ""

    def shares_nothing(self, word: int) -> bool:
        """Returns whether a cut before the word needs no overlap: after slides, rows, and lines of code."""
        return self.by_lines or self.strength[word - 1] == PART or self.block[word - 1] in self.headers


def words_of(extracted: ExtractedDocument) -> Words:
    """Returns the words of a document; none if it has only punctuation."""
    words = Words(by_lines=extracted.document_type == "code")
    for number, offset in enumerate(extracted.starts):
        block = extracted.blocks[number]
        if (header := table_header(block.text)) is not None:
            words.headers[number] = header
        if _add_words(words, number, offset, block.text):
            words.strength[-1] = _end_of(extracted, number)
    return words if words.spent and words.spent[-1] else Words()


def table_header(text: str) -> str | None:
    """Returns the first row of a table whose other rows do not name their columns.

    Empty for a table whose rows do, None for text outside tables.
    """
    lines = text.split("\n")
    if len(lines) < 2 or not all(_CELLS in line for line in lines):
        return None
    # "City: Kiel | Price: 3" names the column of each cell.
    labels = [_LABEL.findall(line) for line in lines[1:3]]
    names_columns = bool(labels[0]) and labels[0] == labels[-1]
    return "" if len(lines) < 3 or names_columns or len(lines[0]) > _MAX_HEADER_CHARS else lines[0]


def _add_words(words: Words, number: int, offset: int, text: str) -> bool:
    """Adds the words of one block; False if it has none."""
    by_lines = words.by_lines or number in words.headers
    spent = words.spent[-1] if words.spent else 0
    before = None
    for match in _WORD.finditer(text):
        word = match.group()
        if any(map(str.isalnum, word)):
            spent += 1 + (len(word) - 1) // _LONG_WORD_CHARS
        if before is not None and by_lines:
            words.strength[-1] = SENTENCE if "\n" in text[before : match.start()] else INSIDE
        words.block.append(number)
        words.start.append(offset + match.start())
        words.end.append(offset + match.end())
        words.spent.append(spent)
        words.strength.append(SENTENCE if _SENTENCE_END.search(word) else INSIDE)
        before = match.end()
    return before is not None


def _end_of(extracted: ExtractedDocument, number: int) -> int:
    """Returns what else ends at the end of a block."""
    block = extracted.blocks[number]
    if block.heading_path and block.text == block.heading_path[-1]:
        return AFTER_HEADING
    following = extracted.blocks[number + 1] if number + 1 < len(extracted.blocks) else None
    is_slide = extracted.document_type == "pptx" and following is not None and following.page != block.page
    return PART if is_slide or extracted.document_type == "code" else BLOCK
