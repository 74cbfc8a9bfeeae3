"""Quoted phrases: who quotes wants the passages that say exactly this first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.passages import Passage

MAX_PHRASES = 16
_QUOTED = re.compile(r"\"([^\"]{1,400})\"|“([^“”]{1,400})”|«([^«»]{1,400})»|„([^„“”]{1,400})[“”]")


def quoted_phrases(question: str) -> tuple[str, ...]:
    """Returns what stands in double quotes, case and white space folded; at most 16 phrases."""
    found = (_folded("".join(groups)) for groups in _QUOTED.findall(question))
    return tuple(dict.fromkeys(phrase for phrase in found if any(map(str.isalnum, phrase))))[:MAX_PHRASES]


def phrases_first(question: str, passages: Iterable[Passage]) -> list[Passage]:
    """Returns the passages with those first that hold every quoted phrase; otherwise in the order given."""
    ranked, phrases = list(passages), quoted_phrases(question)
    if not phrases:
        return ranked
    return sorted(ranked, key=lambda passage: not _holds(passage.chunk, phrases))


def _holds(chunk: Chunk, phrases: tuple[str, ...]) -> bool:
    text = _folded("\n".join((chunk.title, *chunk.heading_path, chunk.text)))
    return all(phrase in text for phrase in phrases)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
