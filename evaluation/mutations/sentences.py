"""Choose sentences of a corpus that can be true by themselves, each with its passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.mutations.words import LANGUAGES
from evaluation.retrieval.beir import CorpusDocument, read_corpus
from genai_core.domain.ingestion.cleaning import clean_markdown
from genai_core.domain.text.claims import Span, split_sentences
from genai_core.domain.text.language_detection import detect_language
from genai_core.domain.text.languages import LANGUAGES as KNOWN

_NEIGHBOURS = 2
_MIN_WORDS, _MAX_WORDS = 6, 40
_MAX_CHARS = 20_000


@dataclass(frozen=True, slots=True)
class Source:
    """One sentence. `passage[start:start + len(sentence)] == sentence`."""

    title: str
    passage: str
    start: int
    sentence: str
    language: str

    def passage_with(self, changed: str) -> str:
        """Returns the passage with the sentence replaced."""
        return self.passage[: self.start] + changed + self.passage[self.start + len(self.sentence) :]


def read_sources(folder: Path) -> Iterator[Source]:
    """Yields the sentences of a corpus in order: whole ones of prose, of 6 to 40 words."""
    for document in read_corpus(folder):
        yield from _of_document(document)


def _of_document(document: CorpusDocument) -> Iterator[Source]:
    text = clean_markdown(document.text[:_MAX_CHARS])
    detected = detect_language(text, [KNOWN[name] for name in LANGUAGES])
    language = detected.name if detected else "english"
    spans = split_sentences(text)
    for index, span in enumerate(spans):
        if _is_prose(span.text):
            around = spans[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS + 1]
            yield _source(document.title, text, around, span, language)


def _source(title: str, text: str, around: Sequence[Span], span: Span, language: str) -> Source:
    start, end = around[0].start, around[-1].end
    return Source(title, text[start:end], span.start - start, span.text, language)


def _is_prose(sentence: str) -> bool:
    is_whole = sentence[0].isupper() and sentence[-1] in ".!"
    has_markup = any(sign in sentence for sign in ("`", "|", "\n", "[", "](", "{", "*", "\\"))
    return is_whole and not has_markup and _MIN_WORDS <= len(sentence.split()) <= _MAX_WORDS
