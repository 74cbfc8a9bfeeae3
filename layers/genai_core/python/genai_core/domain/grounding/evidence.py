"""Split passages into sentences of evidence, and compute once what is the same for every claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, takewhile

from genai_core.domain.facts.logic.references import refers_back
from genai_core.domain.facts.values.denied_bounds import without_denied_bounds
from genai_core.domain.text.claims import split_sentences
from genai_core.domain.text.encoded_texts import EncodedText, JoinedText, Vectors, encode_text, join_texts
from genai_core.domain.text.table_rows import with_column_names
from genai_core.domain.text.words import split_words

_LEAD = re.compile(r"^\s*(?:(?:[-*•‣▪–>#]+|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+)*")
_ITEM = re.compile(r"\s*(?:[-*•‣▪–]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_EMPHASIS = re.compile(r"[*_`]{1,3}")
_SPACE = re.compile(r"\s+")
_ENDS = " .!;:,"
_MAX_BACK = 4
"""Maximum sentences between a pronoun and its antecedent."""


@dataclass(frozen=True, eq=False)
class EvidenceSentence:
    """One sentence of the evidence; `source` is the index of its text, `start` and `end` its offsets."""

    encoded: EncodedText
    source: int
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Evidence:
    """All evidence: whole texts, and their sentences in order.

    Attributes:
        question: The question that the claims answer; empty if there is none.
        asks_whether: It is a yes-or-no question, so a claim may not rely on its words.
        headings: The heading of each text, "" if there is none: an answer may name its source.
    """

    texts: tuple[str, ...]
    sentences: tuple[EvidenceSentence, ...]
    joined: JoinedText
    question: str = ""
    asks_whether: bool = False
    headings: tuple[str, ...] = ()

    @cached_property
    def titles(self) -> str:
        """All headings, as one text."""
        return " . ".join(sorted(set(filter(None, self.headings))))

    @property
    def asked(self) -> str:
        """The question if what it says counts as given, else empty."""
        return "" if self.asks_whether else self.question

    @property
    def known(self) -> str:
        """Text whose words count as given: question and headings."""
        return " . ".join(filter(None, (self.asked, self.titles)))

    def reworded(self, language: str) -> Evidence | None:
        """Returns the evidence with denied bounds reworded, at the same positions; None if there are none."""
        if language not in self._reworded:
            self._reworded[language] = _reworded(self, language)
        return self._reworded[language]

    @cached_property
    def _reworded(self) -> dict[str, Evidence | None]:
        return {}

    @cached_property
    def title_stems(self) -> frozenset[str]:
        return frozenset(word.stem for heading in set(self.headings) for word in split_words(heading))

    @cached_property
    def index_by_words(self) -> dict[str, int]:
        """Index of each sentence by its plain words, and of each table row by its text with column names."""
        texts = [sentence.encoded.text for sentence in self.sentences]
        indices: dict[str, int] = {}
        for index, text in (*enumerate(texts), *enumerate(self._named_rows)):
            if text:
                indices.setdefault(plain_words(text), index)
        return indices

    def header_of(self, index: int) -> int | None:
        """Returns the first row of a sentence's table, if the sentence is a later row; else None."""
        first = index
        source = self.sentences[index].source
        while first >= 0 and self.sentences[first].source == source and _is_row(self.sentences[first]):
            first -= 1
        return first + 1 if first + 1 < index else None

    def table_of(self, index: int) -> int | None:
        """Returns the first row of a sentence's table, if the sentence is a row; else None."""
        if _is_row(self.sentences[index]) and self.header_of(index) is None and self.rows_under(index):
            return index
        return self.header_of(index)

    def rows_under(self, header: int) -> list[int]:
        """Returns the rows of the table with that header, in order."""
        source = self.sentences[header].source
        return list(
            takewhile(
                lambda row: self.sentences[row].source == source and _is_row(self.sentences[row]),
                range(header + 1, len(self.sentences)),
            )
        )

    @property
    def _named_rows(self) -> list[str]:
        """Each sentence; table rows name their columns, and headers of tables are empty."""
        named: list[str] = []
        for _, group in groupby(self.sentences, key=lambda sentence: sentence.source):
            named += with_column_names([sentence.encoded.text for sentence in group])
        return named

    def under_leads(self, chosen: Sequence[int]) -> list[str]:
        """Returns the text of some sentences; list items come after the line that introduces their list."""
        leads = (self._list_lead(index) for index in chosen)
        texts = self.text_of(chosen)
        return [
            f"{lead} {_LEAD.sub('', text)}" if lead else text for lead, text in zip(leads, texts, strict=True)
        ]

    def _list_lead(self, index: int) -> str:
        """Returns the line with a colon that introduces the list of an item; empty for other sentences."""
        source = self.sentences[index].source
        while index >= 0 and self.sentences[index].source == source:
            text = self.sentences[index].encoded.text
            if not _ITEM.match(text):
                return text if text.endswith(":") else ""
            index -= 1
        return ""

    def antecedent(self, index: int, language: str) -> str:
        """Returns the sentence with the antecedent of a sentence's first pronoun; empty if it needs none."""
        source, first = self.sentences[index].source, index
        while refers_back(self.sentences[first].encoded.text, language):
            first -= 1
            if first < max(0, index - _MAX_BACK) or self.sentences[first].source != source:
                return ""
        return self.sentences[first].encoded.text if first < index else ""

    def neighbours(self, chosen: Sequence[int]) -> list[int]:
        """Returns the chosen sentences, their neighbours in the same texts and their headers, in order."""
        around = {
            index
            for centre in chosen
            for index in range(max(0, centre - 1), min(len(self.sentences), centre + 2))
            if self.sentences[index].source == self.sentences[centre].source
        }
        headers = (self.header_of(index) for index in chosen)
        return sorted(around.union(header for header in headers if header is not None))

    def text_of(self, chosen: Sequence[int]) -> list[str]:
        """Returns the text of some sentences."""
        return [self.sentences[index].encoded.text for index in chosen]


def evidence_texts(texts: Sequence[str]) -> list[str]:
    """Returns the sentences whose token vectors `build_evidence` needs."""
    return [span.text for text in texts for span in split_sentences(text)]


def build_evidence(
    texts: Sequence[str],
    vectors: Vectors,
    *,
    question: str = "",
    asks_whether: bool = False,
    headings: Sequence[str] = (),
) -> Evidence:
    """Splits texts into sentences and joins their words into one matrix.

    Args:
        question: The question that the claims answer; a claim may use its words.
        asks_whether: It is a yes-or-no question: a claim may not rely on its words.
        headings: The title and headings of each text, in the same order; none if they are not known.
    """
    sentences = tuple(
        EvidenceSentence(encoded, source, span.start, span.end)
        for source, text in enumerate(texts)
        for span in split_sentences(text)
        if not (encoded := encode_text(span.text, vectors)).is_empty
    )
    joined = join_texts([sentence.encoded for sentence in sentences])
    return Evidence(tuple(texts), sentences, joined, question, asks_whether, tuple(headings))


def _reworded(evidence: Evidence, language: str) -> Evidence | None:
    texts = tuple(without_denied_bounds(text, language) for text in evidence.texts)
    if texts == evidence.texts:
        return None
    sentences = (
        replace(each, encoded=replace(each.encoded, text=texts[each.source][each.start : each.end]))
        for each in evidence.sentences
    )
    return replace(evidence, texts=texts, sentences=tuple(sentences))


def _is_row(sentence: EvidenceSentence) -> bool:
    return "|" in sentence.encoded.text or "\t" in sentence.encoded.text


def plain_words(sentence: str) -> str:
    """Returns a sentence without layout: item number, emphasis and full stop."""
    bare = _EMPHASIS.sub("", _LEAD.sub("", sentence))
    return _SPACE.sub(" ", bare).strip(_ENDS).casefold()
