"""Find the sentences of an answer that a single planted document could have caused.

Anyone who may upload can plant a document with false statements, in words that no filter can tell from
honest ones. So each retrieved document is checked alone for whether it supports a sentence. A sentence that
two documents support independently was not caused by one of them (isolate, then agree). Contradictions
between documents are reported separately; see `contradictions`.
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
"""Number of planted documents that the certificate allows for."""


Checked = tuple[EncodedText, Support]
"""A sentence of the answer, and what the evidence says about it."""
Backing = Mapping[DocumentId, tuple[Span, ...]]
"""Documents that support a sentence, each on its own, with the supporting spans."""


def certificate_of(claims: Sequence[Checked], backing: Sequence[Backing]) -> Certificate | None:
    """Returns how many supported sentences stay supported without any one document; None if none is
    supported.

    Args:
        claims: The served sentences.
        backing: The result of `backing_documents` for each.
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
    """Returns the documents that support each claim on their own; empty for a claim that is not supported.

    The search for a claim ends once it has one document more than PLANTED. If the facts alone do not decide,
    a document counts only if all quotes for the claim come from it.

    Args:
        passages: The passages of the comparison, in its order.
    """
    sources = [passage.chunk.document_id for passage in passages]
    backing: list[dict[DocumentId, tuple[Span, ...]]] = [
        dict.fromkeys(_only_source(comparison.evidence, check, sources), ())
        if check.verdict is Verdict.SUPPORTED
        else {}
        for _, check in claims
    ]
    if len(set(sources)) > 1:
        for document, alone, passage_numbers in _apart(comparison, passages):
            open_claims = [
                n
                for n, (_, check) in enumerate(claims)
                if check.verdict is Verdict.SUPPORTED and len(backing[n]) <= PLANTED
            ]
            checks = check_claims([claims[n][0] for n in open_claims], alone)
            for n, check in zip(open_claims, checks, strict=True):
                if check.verdict is Verdict.SUPPORTED:
                    backing[n][document] = _spans(alone, check, passage_numbers)
    return list(backing)


def _spans(alone: Evidence, check: Support, passage_numbers: Sequence[int]) -> tuple[Span, ...]:
    sentences = [alone.sentences[index] for index in check.sentences]
    return tuple(Span(passage_numbers[each.source], each.start, each.end) for each in sentences)


def _only_source(evidence: Evidence, check: Support, sources: Sequence[DocumentId]) -> set[DocumentId]:
    cited = {sources[evidence.sentences[index].source] for index in check.sentences}
    return cited if len(cited) == 1 else set()


def _apart(
    comparison: Comparison, passages: Sequence[Passage]
) -> Iterator[tuple[DocumentId, Evidence, Sequence[int]]]:
    """Yields each document with its own evidence and the numbers of its passages.

    Its text counts, not its title.
    """
    for document in dict.fromkeys(passage.chunk.document_id for passage in passages):
        passage_numbers = [n for n, passage in enumerate(passages) if passage.chunk.document_id == document]
        yield document, _evidence_of(comparison, passage_numbers), passage_numbers


def _evidence_of(comparison: Comparison, passage_numbers: Sequence[int]) -> Evidence:
    whole = comparison.evidence
    renumbered = {old: number for number, old in enumerate(passage_numbers)}
    sentences = tuple(
        replace(sentence, source=renumbered[sentence.source])
        for sentence in whole.sentences
        if sentence.source in renumbered
    )
    return Evidence(
        texts=tuple(whole.texts[old] for old in passage_numbers),
        sentences=sentences,
        joined=join_texts([sentence.encoded for sentence in sentences]),
        question=whole.question,
        asks_whether=whole.asks_whether,
    )
