"""Citations: the exact words that support a sentence, and the markers that point to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import InitVar, asdict, dataclass, field

from genai_core.domain.grounding.evidence import Evidence
from genai_core.domain.grounding.support import Support
from genai_core.domain.protocol.answers import Citation, OtherPassage
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.retrieval.passages import Passage

_TERMINATOR = re.compile(r"(?<![.!?…。！？।؟])([.!?…。！？।؟]+[\"'”’»)\]]*)$")

MAX_SPAN = 3
"""Maximum sentences in one quotation; a longer one is split."""

_FENCES = ("```", "~~~")

NOTES: dict[Verdict, str] = {
    Verdict.SUPPORTED: "",
    Verdict.PARTLY: " (only partly supported by the documents)",
    Verdict.UNSUPPORTED: " (not supported by the documents)",
    Verdict.CONTRADICTED: " (contradicted by the documents)",
    Verdict.UNCHECKED: " (not checked against the documents)",
}
"""Note after a sentence in plain text, so that no reader takes it as fact."""


@dataclass(frozen=True, slots=True)
class Span:
    """A span of one passage's text: characters `start` to `end` of passage `source`."""

    source: int
    start: int
    end: int


@dataclass(slots=True)
class CitationList:
    """Assigns markers, one per quoted span, in the order of first use.

    Consecutive supporting sentences of a chunk are one span, so that a reader sees the passage's words
    without breaks, and each source once.

    Attributes:
        supports: All that will be cited, in any order.
    """

    passages: Sequence[Passage]
    evidence: Evidence
    supports: InitVar[Iterable[Support]]
    citations: list[Citation] = field(default_factory=list[Citation])
    _spans: dict[int, Span] = field(default_factory=dict[int, Span])
    _markers: dict[Span, int] = field(default_factory=dict[Span, int])

    def __post_init__(self, supports: Iterable[Support]) -> None:
        cited = {index for support in supports for index in _cited_sentences(support)}
        run: list[int] = []
        for index in sorted(cited):
            run = [*run, index] if run and len(run) < MAX_SPAN and self._follows(run[-1], index) else [index]
            first, last = self.evidence.sentences[run[0]], self.evidence.sentences[index]
            self._spans.update(dict.fromkeys(run, Span(first.source, first.start, last.end)))

    def cite(self, support: Support) -> tuple[int, ...]:
        """Returns the markers of a sentence's support; none if there is no support."""
        return tuple(sorted({self._marker(self._spans[index]) for index in _cited_sentences(support)}))

    def _follows(self, index: int, other: int) -> bool:
        sentence, next_sentence = self.evidence.sentences[index], self.evidence.sentences[other]
        if sentence.source != next_sentence.source:
            return False
        passage = self.passages[sentence.source]
        between = passage.chunk.text[sentence.end : next_sentence.start]
        return not between.strip() and passage.part_at(sentence.start) == passage.part_at(next_sentence.start)

    def _marker(self, span: Span) -> int:
        if span not in self._markers:
            self._markers[span] = len(self.citations) + 1
            self.citations.append(self._citation(self._markers[span], span))
        return self._markers[span]

    def _citation(self, marker: int, span: Span) -> Citation:
        found_by = self.passages[span.source].found_by
        return Citation(marker=marker, found_by=found_by, **asdict(other_passage(self.passages, span)))


def other_passage(passages: Sequence[Passage], span: Span) -> OtherPassage:
    """Returns the words of a span with their position in the document."""
    chunk, part = passages[span.source].chunk, passages[span.source].part_at(span.start)
    return OtherPassage(
        document_id=chunk.document_id,
        chunk_id=part.chunk_id,
        title=chunk.title,
        quote=chunk.text[span.start : span.end],
        page=part.page_of(span.start),
        section=part.section_of(span.start),
        start=part.position_of(span.start),
        end=part.position_of(span.end),
    )


def _cited_sentences(support: Support) -> tuple[int, ...]:
    is_unsupported = support.verdict in (Verdict.UNSUPPORTED, Verdict.CONTRADICTED)
    return () if is_unsupported else tuple(support.sentences)


def with_markers(sentence: str, markers: Sequence[int], verdict: Verdict) -> str:
    """Returns the sentence as shown: markers before its full stop, and a note after it if needed.

    In a table row both are in the last cell; after a code block they are on their own line.
    """
    shown = "".join(f"[{marker}]" for marker in markers)
    if not shown and not NOTES[verdict]:
        return sentence
    if sentence.startswith(_FENCES):
        return f"{sentence}\n{(shown + NOTES[verdict]).strip()}"
    if sentence.startswith("|") and sentence.endswith("|"):
        return f"{with_markers(sentence[:-1].rstrip(), markers, verdict)} |"
    if shown:
        end = _TERMINATOR.search(sentence)
        sentence = f"{sentence[: end.start()]} {shown}{end.group(1)}" if end else f"{sentence} {shown}"
    return sentence + NOTES[verdict]
