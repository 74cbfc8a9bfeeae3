"""Which sentences of an answer one planted document could have made: documents are checked one by one.

Whoever may upload can plant a document that says what he likes, in words that no filter can tell from honest
ones. So each document that was found is set apart and asked alone whether it supports a sentence. What two
documents support, each by itself, no single document made (isolate, then agree). Contradictions among
documents are told besides, see `contradictions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from genai_core.domain.consensus.comparison import Comparison, Member
from genai_core.domain.grounding.evidence import Evidence
from genai_core.domain.grounding.support import Support, check_claims
from genai_core.domain.identifiers import DocumentId
from genai_core.domain.protocol.figures import Certificate
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.text.encoded_texts import EncodedText, join_texts

PLANTED = 1
"""How many planted documents the certificate reckons with."""


def certificate_of(
    comparison: Comparison, served: Sequence[Member], passages: Sequence[Passage]
) -> Certificate | None:
    """Returns how many of the supported sentences would stand with one document less; None without any.

    Args:
        passages: Those of the comparison, in its order.
    """
    checked = [
        pair for member in served for pair in zip(member.encoded.sentences, member.checks, strict=True)
    ]
    supported = [(claim, check) for claim, check in checked if check.verdict is Verdict.SUPPORTED]
    if not supported:
        return None
    counts = supporting_documents(comparison, supported, passages)
    held = sum(
        count > PLANTED and not check.against for count, (_, check) in zip(counts, supported, strict=True)
    )
    return Certificate(planted=PLANTED, sentences=len(supported), held=held)


def supporting_documents(
    comparison: Comparison,
    claims: Sequence[tuple[EncodedText, Support]],
    passages: Sequence[Passage],
) -> list[int]:
    """Returns for each claim how many documents support it, each by itself.

    A document that facts alone leave open counts only if all that the answer quotes for the claim is its.
    """
    sources = [passage.chunk.document_id for passage in passages]
    found: list[set[DocumentId]] = [_only_source(comparison.evidence, check, sources) for _, check in claims]
    if len(set(sources)) > 1:
        for document, alone in _apart(comparison, passages):
            open_claims = [n for n, documents in enumerate(found) if len(documents) <= PLANTED]
            told = check_claims([claims[n][0] for n in open_claims], alone)
            for n, check in zip(open_claims, told, strict=True):
                if check.verdict is Verdict.SUPPORTED:
                    found[n].add(document)
    return [len(documents) for documents in found]


def _only_source(evidence: Evidence, check: Support, sources: Sequence[DocumentId]) -> set[DocumentId]:
    cited = {sources[evidence.sentences[place].source] for place in check.sentences}
    return cited if len(cited) == 1 else set()


def _apart(comparison: Comparison, passages: Sequence[Passage]) -> Iterator[tuple[DocumentId, Evidence]]:
    """Yields each document with its evidence alone: what it says itself counts, and not what it is called."""
    for document in dict.fromkeys(passage.chunk.document_id for passage in passages):
        places = [n for n, passage in enumerate(passages) if passage.chunk.document_id == document]
        yield document, _evidence_of(comparison, places)


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
