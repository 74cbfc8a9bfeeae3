"""Find which documents a claim speaks about, if only their titles say so.

"The edition of 2019 says ..." is checked against the document titled "Handbook 2019", not against the edition
of 2023, whose text does not mention its year either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from genai_core.domain.grounding.evidence import Evidence
from genai_core.domain.text.encoded_texts import EncodedText, join_texts

_NAME = re.compile(r"(?<![\w.-])(?=[\w.-]*\d)\w+(?:[.-]\w+)*")
_MIN_DIGITS = 4
"""Minimum length of a number that names a document: "2019", not "chapter 3"."""


@dataclass(frozen=True, slots=True)
class SourcePart:
    """Claims that are checked against the same texts.

    Attributes:
        evidence: These texts. claims: Positions of the claims.
        kept: For each sentence of `evidence`, its index in the whole; empty if it is the whole.
    """

    evidence: Evidence
    claims: tuple[int, ...]
    kept: tuple[int, ...] = ()

    def in_whole(self, sentences: Sequence[int]) -> tuple[int, ...]:
        """Returns the indices of sentences of this part in the whole evidence."""
        return tuple(self.kept[index] for index in sentences) if self.kept else tuple(sentences)


def parts_by_source(claims: Sequence[EncodedText], evidence: Evidence) -> list[SourcePart]:
    """Returns the claims that are not empty, grouped by the texts that they name; see `named_sources`."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for position, claim in enumerate(claims):
        if not claim.is_empty:
            groups.setdefault(named_sources(claim.text, evidence), []).append(position)
    return [
        _part(sources, positions, evidence) if sources else SourcePart(evidence, tuple(positions))
        for sources, positions in groups.items()
    ]


def named_sources(claim: str, evidence: Evidence) -> tuple[int, ...]:
    """Returns the texts whose title has a year or version that the claim, or else the question, names.

    Empty if it names none or all of them, or if the text of another one has that number too: then the number
    may be what the claim says of it.
    """
    if len(set(evidence.headings)) < 2:
        return ()
    for text in (claim, evidence.question):
        if sources := _named_by(text, evidence):
            return sources if len(sources) < len(evidence.texts) else ()
    return ()


def _named_by(text: str, evidence: Evidence) -> tuple[int, ...]:
    names = _names(text)
    named = [index for index, heading in enumerate(evidence.headings) if names & _names(heading)]
    shared = names & set[str]().union(*(_names(evidence.headings[index]) for index in named))
    others = (body for index, body in enumerate(evidence.texts) if index not in named)
    return () if any(name in body.casefold() for body in others for name in shared) else tuple(named)


def _names(text: str) -> set[str]:
    words = (match.group().casefold() for match in _NAME.finditer(text))
    return {word for word in words if not word.isdigit() or len(word) >= _MIN_DIGITS}


def _part(sources: Sequence[int], claims: Sequence[int], evidence: Evidence) -> SourcePart:
    kept = [index for index, sentence in enumerate(evidence.sentences) if sentence.source in sources]
    place = {source: position for position, source in enumerate(sources)}
    sentences = tuple(
        replace(evidence.sentences[index], source=place[evidence.sentences[index].source]) for index in kept
    )
    part = replace(
        evidence,
        texts=tuple(evidence.texts[source] for source in sources),
        sentences=sentences,
        joined=join_texts([sentence.encoded for sentence in sentences]),
        headings=tuple(evidence.headings[source] for source in sources),
    )
    return SourcePart(part, tuple(claims), tuple(kept))
