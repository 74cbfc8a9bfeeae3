"""Put passages with the quoted phrases of a question first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.passages import Passage

MAX_PHRASES = 16
_QUOTED = re.compile(r"\"([^\"]{1,400})\"|“([^“”]{1,400})”|«([^«»]{1,400})»|„([^„“”]{1,400})[“”]")


def quoted_phrases(question: str) -> tuple[str, ...]:
    """Returns the phrases in double quotes, with case and white space folded; at most 16."""
    phrases = (_folded("".join(groups)) for groups in _QUOTED.findall(question))
    return tuple(dict.fromkeys(phrase for phrase in phrases if any(map(str.isalnum, phrase))))[:MAX_PHRASES]


def phrases_first(question: str, passages: Iterable[Passage]) -> list[Passage]:
    """Returns the passages with every quoted phrase first, then the others, each in the given order."""
    ranked, phrases = list(passages), quoted_phrases(question)
    if not phrases:
        return ranked
    return sorted(ranked, key=lambda passage: not _holds(passage.chunk, phrases))


def _holds(chunk: Chunk, phrases: tuple[str, ...]) -> bool:
    text = _folded("\n".join((chunk.title, *chunk.heading_path, chunk.text)))
    return all(phrase in text for phrase in phrases)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
