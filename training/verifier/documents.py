"""Read the texts for examples: documents as lists of plain sentences."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from genai_core.domain.text.claims import split_sentences

CORPORA = {"squad_new_wiki": 1.0, "two_wiki_multihop": 1.0, "scifact": 1.0, "aws_docs": 1.0}
"""The corpora to read, with the share of each; their licences are in `card.json`."""
MAX_SENTENCES = 40
_MIN_WORDS, _MAX_WORDS = 5, 55
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"[*`#]+|<[^>]{0,80}>")
_ESCAPE = re.compile(r"\\([^\w\s])")
_WIKI_SPACES = re.compile(r"\s+([,.;:)’])|(\()\s+")
_TABLE_OR_CODE = re.compile(r"^\s*(\||```|    |\+--)")


@dataclass(frozen=True, slots=True)
class Document:
    """One text: its corpus, its title, and its sentences in order (5 to 55 words each)."""

    corpus: str
    key: str
    title: str
    sentences: tuple[str, ...]

    @property
    def is_held_out(self) -> bool:
        """One document in twelve is held out for development."""
        return int(hashlib.sha1(self.key.encode(), usedforsecurity=False).hexdigest(), 16) % 12 == 0


def read_documents(folder: Path, corpus: str) -> Iterator[Document]:
    """Yields the documents of `folder/corpus/corpus.jsonl.gz` with two sentences or more."""
    with gzip.open(folder / corpus / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            sentences = prose(row["text"], is_markdown=corpus == "aws_docs")
            if len(sentences) >= 2:
                title = _title(row["title"])
                # Paragraphs of one article are all held out, or none.
                key = title if corpus == "squad_new_wiki" else row["_id"]
                yield Document(corpus, key, title, tuple(sentences[:MAX_SENTENCES]))


def window(document: Document, centre: int, rng: random.Random) -> tuple[int, int]:
    """Returns [start, end) of a few sentences around `centre`: mostly one or two on each side."""
    before, after = rng.choice((0, 0, 1, 1, 1, 2, 3)), rng.choice((0, 0, 1, 1, 1, 2, 3))
    return max(0, centre - before), min(len(document.sentences), centre + after + 1)


def _title(raw: str) -> str:
    return re.sub(r"\s*\(.*?\)\s*$", "", raw.replace("_", " ")).strip()


def prose(text: str, *, is_markdown: bool) -> list[str]:
    """Returns the sentences of a text that are neither headings, tables nor code."""
    if is_markdown:
        kept = [line for line in text.splitlines() if not _TABLE_OR_CODE.match(line)]
        text = _ESCAPE.sub(r"\1", _MARKUP.sub("", _LINK.sub(r"\1", "\n".join(kept))))
    text = _WIKI_SPACES.sub(lambda match: match.group(1) or match.group(2), text)
    sentences = [" ".join(span.text.split()).lstrip("-•+ ") for span in split_sentences(text)]
    return [sentence for sentence in sentences if _is_prose(sentence)]


def _is_prose(sentence: str) -> bool:
    words = sentence.split()
    if not _MIN_WORDS <= len(words) <= _MAX_WORDS or "http" in sentence or "{" in sentence:
        return False
    letters = sum(character.isalpha() or character.isspace() for character in sentence)
    return letters > 0.8 * len(sentence) and sentence[-1] in '.!?"”)'
