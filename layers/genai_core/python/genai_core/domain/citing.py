"""Citations: the very words that support a sentence, and the markers that point at them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from genai_core.domain.answers import Citation, Verdict
from genai_core.domain.grounding import Evidence, Support
from genai_core.domain.passages import Passage

_MARKER = re.compile(
    r"\s?(?:\[(?:passage |source |doc(?:ument)? )?\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]|【[^】]{1,40}】)",
    re.IGNORECASE,
)
_TERMINATOR = re.compile(r"([.!?…。！？।؟]+[\"'”’»)\]]*)$")

NOTES: dict[Verdict, str] = {
    Verdict.SUPPORTED: "",
    Verdict.PARTLY: " (only partly supported by the documents)",
    Verdict.UNSUPPORTED: " (not supported by the documents)",
    Verdict.CONTRADICTED: " (contradicted by the documents)",
}
"""What is written behind a sentence in plain text, so that no reader takes it for fact."""


def remove_markers(text: str) -> str:
    """Returns text without the citation markers a model wrote: ours come from the check alone."""
    return _MARKER.sub("", text).strip()


@dataclass(slots=True)
class CitationList:
    """Gives out markers, one per quoted span, in the order of first use."""

    passages: Sequence[Passage]
    evidence: Evidence
    citations: list[Citation] = field(default_factory=list[Citation])
    _markers: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])

    def cite(self, support: Support) -> tuple[int, ...]:
        """Returns the markers of what supports a sentence; none where nothing does."""
        if not support.sentences or support.verdict in (Verdict.UNSUPPORTED, Verdict.CONTRADICTED):
            return ()
        return tuple(sorted(self._marker(index) for index in support.sentences))

    def _marker(self, index: int) -> int:
        span = self.evidence.sentences[index]
        place = (span.source, span.start)
        if place not in self._markers:
            self._markers[place] = len(self.citations) + 1
            self.citations.append(self._citation(self._markers[place], span.source, span.start, span.end))
        return self._markers[place]

    def _citation(self, marker: int, source: int, start: int, end: int) -> Citation:
        chunk, part = self.passages[source].chunk, self.passages[source].part_at(start)
        return Citation(
            marker=marker,
            document_id=chunk.document_id,
            chunk_id=part.chunk_id,
            title=chunk.title,
            quote=chunk.text[start:end],
            page=part.page,
            section=" › ".join(part.heading_path),
        )


def with_markers(sentence: str, markers: Sequence[int], verdict: Verdict) -> str:
    """Returns the sentence as shown: markers before its full stop, a note behind it where one is due."""
    shown = "".join(f"[{marker}]" for marker in markers)
    if shown:
        end = _TERMINATOR.search(sentence)
        sentence = f"{sentence[: end.start()]} {shown}{end.group(1)}" if end else f"{sentence} {shown}"
    return sentence + NOTES[verdict]
