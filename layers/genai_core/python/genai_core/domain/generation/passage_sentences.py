"""Split passages into sentences that may be quoted; table rows get their column names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from genai_core.domain.identifiers import DocumentId
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.text.claims import Span, split_sentences
from genai_core.domain.text.scripts import ENDS_WITHOUT_SPACE
from genai_core.domain.text.table_rows import CELLS, with_column_names
from genai_core.domain.text.words import Word, split_words

_ITEM = re.compile(r"\s*(?:\(?\d{1,3}[.)]|#{1,6})\s+")
_ENDS = f".!?…{ENDS_WITHOUT_SPACE}:;\"'”’»)]"
_MIN_WORDS = 4
_MAX_HEADING_WORDS = 8
_MAX_LEAD_IN_WORDS = 12


@dataclass(frozen=True, slots=True)
class PassageSentence:
    """One sentence of a passage.

    Attributes:
        text: As quoted; a table row includes the names of its columns.
        document_id, title: Of the document.
        passage: Index of the passage.
        position: Index of the sentence in the passage, from 0.
        score: Retrieval score of its chunk; a merged passage has several chunks.
        is_heading: Whether it is a heading of the text after it.
    """

    text: str
    document_id: DocumentId
    title: str
    passage: int
    position: int
    score: float
    words: tuple[Word, ...]
    is_heading: bool = False

    @property
    def titled(self) -> str:
        """The sentence with the document's title in front."""
        return f"{self.title}: {self.text}" if self.title else self.text

    @property
    def is_pointer(self) -> bool:
        """True for a question, a heading or a lead-in, which announces an answer and contains none."""
        is_lead_in = self.text.endswith(":") and len(self.words) <= _MAX_LEAD_IN_WORDS
        return self.is_heading or is_lead_in or self.text.endswith("?") or len(self.words) < _MIN_WORDS

    @property
    def is_fragment(self) -> bool:
        """True if the passage begins in the middle of this sentence."""
        return self.position == 0 and self.text[:1].islower() and CELLS not in self.text


def passage_sentences(passages: Sequence[Passage]) -> list[PassageSentence]:
    """Splits passages into sentences, without the heads of tables.

    A sentence that is in two overlapping passages belongs to the first one.
    """
    known: set[str] = set()
    sentences: list[PassageSentence] = []
    for index, passage in enumerate(passages):
        spans = split_sentences(passage.chunk.text)
        shown = with_column_names([span.text for span in spans])
        for position, (span, text) in enumerate(zip(spans, shown, strict=True)):
            if text and text not in known:
                known.add(text)
                follows = position + 1 < len(spans)
                sentences.append(_sentence(passage, index, position, span, text, follows=follows))
    return sentences


def _sentence(
    passage: Passage, index: int, position: int, span: Span, text: str, *, follows: bool
) -> PassageSentence:
    words = split_words(text)
    is_heading = follows and _is_heading(text, words, passage.chunk.title)
    return PassageSentence(
        text=text,
        document_id=passage.chunk.document_id,
        title=passage.chunk.title,
        passage=index,
        position=position,
        score=passage.part_at(span.start).score,
        words=words,
        is_heading=is_heading,
    )


def _is_heading(text: str, words: Sequence[Word], title: str) -> bool:
    if text.strip(" #") == title.strip():
        return True
    item = _ITEM.match(text)
    name = text[item.end() :] if item else text
    if not name or name[-1] in _ENDS or CELLS in name or any(map(str.isdigit, name)):
        return False
    return len(words) <= _MAX_HEADING_WORDS and name[:1].isupper()
