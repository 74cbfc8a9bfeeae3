"""Find what uncited passages say about a sentence of the answer: the same, or something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from genai_core.domain.consensus.planted_documents import Backing, Checked
from genai_core.domain.grounding.citing import Span, other_passage
from genai_core.domain.grounding.evidence import Evidence
from genai_core.domain.protocol.answers import CheckedSentence, OtherPassage
from genai_core.domain.retrieval.passages import Passage

MOST_SHOWN = 3


def with_other_passages(
    sentences: Sequence[CheckedSentence],
    claims: Sequence[Checked],
    backing: Sequence[Backing],
    evidence: Evidence,
    passages: Sequence[Passage],
) -> tuple[CheckedSentence, ...]:
    """Returns the sentences with the statements of passages that they do not cite.

    Args:
        claims, backing: For each sentence, as `backing_documents` takes and returns them.
    """

    def shown(spans: Iterator[Span]) -> tuple[OtherPassage, ...]:
        return tuple(other_passage(passages, span) for span in list(dict.fromkeys(spans))[:MOST_SHOWN])

    return tuple(
        replace(
            sentence,
            also=shown(_also(claim, documents, evidence, passages)),
            against=shown(_against(claim, evidence)),
        )
        for sentence, claim, documents in zip(sentences, claims, backing, strict=True)
    )


def _also(
    claim: Checked, documents: Backing, evidence: Evidence, passages: Sequence[Passage]
) -> Iterator[Span]:
    cited = {passages[evidence.sentences[index].source].chunk.document_id for index in claim[1].sentences}
    for document, spans in documents.items():
        if document not in cited:
            yield from spans


def _against(claim: Checked, evidence: Evidence) -> Iterator[Span]:
    _, check = claim
    for index in check.against:
        if index not in check.sentences:
            sentence = evidence.sentences[index]
            yield Span(sentence.source, sentence.start, sentence.end)
