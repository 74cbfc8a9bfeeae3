"""Which sentences of an answer one planted document could have made: documents are checked one by one.

Whoever may upload can plant a document that says what he likes, in words that no filter can tell from honest
ones. So each document that was found is set apart and asked alone whether it supports a sentence. What two
documents support, each by itself, no single document made (isolate, then agree). Contradictions among
documents are told besides, see `contradictions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from genai_core.domain.consensus.comparison import Comparison
from genai_core.domain.grounding.citing import Span
from genai_core.domain.grounding.evidence import Evidence
from genai_core.domain.grounding.support import Support, check_claims
from genai_core.domain.identifiers import DocumentId
from genai_core.domain.protocol.figures import Certificate
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.text.encoded_texts import EncodedText, join_texts

PLANTED = 1
"""How many planted documents the certificate reckons with."""


Checked = tuple[EncodedText, Support]
"""A sentence of the answer, and what the evidence says about it."""
Backing = Mapping[DocumentId, tuple[Span, ...]]
"""Documents that support a sentence, each by itself, with the words that do."""


def certificate_of(claims: Sequence[Checked], backing: Sequence[Backing]) -> Certificate | None:
    """Returns how many of the supported sentences would stand with one document less; None without any.

    Args:
        claims: The sentences that are served.
        backing: What `backing_documents` says of each.
    """
    supported = [
        (check, documents)
        for (_, check), documents in zip(claims, backing, strict=True)
        if check.verdict is Verdict.SUPPORTED
    ]
    if not supported:
        return None
    held = sum(len(documents) > PLANTED and not check.against for check, documents in supported)
    return Certificate(planted=PLANTED, sentences=len(supported), held=held)


def backing_documents(
    comparison: Comparison, claims: Sequence[Checked], passages: Sequence[Passage]
) -> list[Backing]:
    """Returns for each claim which documents support it, each by itself; none for one that is not supported.

    Documents are asked until one more than PLANTED is found. One that facts alone leave open counts only if
    all that the answer quotes for the claim is its.

    Args:
        passages: Those of the comparison, in its order.
    """
    sources = [passage.chunk.document_id for passage in passages]
    found: list[dict[DocumentId, tuple[Span, ...]]] = [
        dict.fromkeys(_only_source(comparison.evidence, check, sources), ())
        if check.verdict is Verdict.SUPPORTED
        else {}
        for _, check in claims
    ]
    if len(set(sources)) > 1:
        for document, alone, places in _apart(comparison, passages):
            open_claims = [
                n
                for n, (_, check) in enumerate(claims)
                if check.verdict is Verdict.SUPPORTED and len(found[n]) <= PLANTED
            ]
            told = check_claims([claims[n][0] for n in open_claims], alone)
            for n, check in zip(open_claims, told, strict=True):
                if check.verdict is Verdict.SUPPORTED:
                    found[n][document] = _spans(alone, check, places)
    return list(found)


def _spans(alone: Evidence, check: Support, places: Sequence[int]) -> tuple[Span, ...]:
    sentences = [alone.sentences[index] for index in check.sentences]
    return tuple(Span(places[each.source], each.start, each.end) for each in sentences)


def _only_source(evidence: Evidence, check: Support, sources: Sequence[DocumentId]) -> set[DocumentId]:
    cited = {sources[evidence.sentences[place].source] for place in check.sentences}
    return cited if len(cited) == 1 else set()


def _apart(
    comparison: Comparison, passages: Sequence[Passage]
) -> Iterator[tuple[DocumentId, Evidence, Sequence[int]]]:
    """Yields each document with its evidence alone, and which passages that is.

    What it says itself counts, and not what it is called.
    """
    for document in dict.fromkeys(passage.chunk.document_id for passage in passages):
        places = [n for n, passage in enumerate(passages) if passage.chunk.document_id == document]
        yield document, _evidence_of(comparison, places), places


def _evidence_of(comparison: Comparison, places: Sequence[int]) -> Evidence:
    whole = comparison.evidence
    renumbered = {place: number for number, place in enumerate(places)}
    sentences = tuple(
        replace(sentence, source=renumbered[sentence.source])
        for sentence in whole.sentences
        if sentence.source in renumbered
    )
    return Evidence(
        texts=tuple(whole.texts[place] for place in places),
        sentences=sentences,
        joined=join_texts([sentence.encoded for sentence in sentences]),
        known=comparison.question.text,
    )
