"""Which words are quoted for what an answer says."""

from __future__ import annotations

from dataclasses import replace

from genai_core.domain.grounding.citing import MAX_SPAN, CitationList
from genai_core.domain.grounding.evidence import build_evidence
from genai_core.domain.grounding.support import Support
from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.protocol.answers import FoundBy
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.retrieval.passages import Part, Passage

TEXT = "The bridge opened in 1936. It is 800 metres long. Trams cross it daily. It was red. Fog hides it."
SENTENCES = [sentence if sentence.endswith(".") else f"{sentence}." for sentence in TEXT.split(". ")]


def passage(text: str, parts: tuple[Part, ...] = ()) -> Passage:
    return Passage(Chunk(ChunkId("c"), DocumentId("d"), 0, text, "Bridges"), 1.0, {}, parts)


def citing(passages: list[Passage], *indices: int) -> CitationList:
    evidence = build_evidence([passage.chunk.text for passage in passages], {})
    return CitationList(passages, evidence, [support(index) for index in indices])


def support(*indices: int, verdict: Verdict = Verdict.SUPPORTED) -> Support:
    return Support(0.9, verdict, sentences=indices)


def test_sentences_that_follow_one_another_are_one_quotation() -> None:
    citations = citing([passage(TEXT)], 1, 0, 3)
    assert citations.cite(support(1)) == citations.cite(support(0)) == (1,)
    assert citations.cite(support(3)) == (2,)
    assert [citation.quote for citation in citations.citations] == [" ".join(SENTENCES[:2]), SENTENCES[3]]


def test_a_quotation_stays_short() -> None:
    citations = citing([passage(TEXT)], *range(5))
    assert [citations.cite(support(index)) for index in range(5)] == [(1,), (1,), (1,), (2,), (2,)]
    assert MAX_SPAN == 3


def test_no_quotation_runs_over_the_end_of_a_passage_or_of_a_chunk() -> None:
    citations = citing([passage(SENTENCES[0]), passage(SENTENCES[1])], 0, 1)
    assert [citations.cite(support(index)) for index in (0, 1)] == [(1,), (2,)]
    parts = (Part(ChunkId("c"), 0, page=2), Part(ChunkId("c2"), TEXT.index("It is"), page=3))
    citations = citing([passage(TEXT, parts)], 0, 1)
    assert [citations.cite(support(index)) for index in (0, 1)] == [(1,), (2,)]
    assert [(citation.chunk_id, citation.page) for citation in citations.citations] == [("c", 2), ("c2", 3)]


def test_a_citation_says_where_its_quotation_stands_in_the_document() -> None:
    document = f"Bridges\n\n{TEXT}"
    chunk = Chunk(ChunkId("c"), DocumentId("d"), 0, TEXT, "Bridges", start=document.index(TEXT))
    citations = citing([Passage(chunk, 1.0)], 1)
    citations.cite(support(1))
    (cited,) = citations.citations
    assert cited.start is not None
    assert document[cited.start : cited.end] == cited.quote == SENTENCES[1]
    (unknown,) = (citing([passage(TEXT)], 1),)
    unknown.cite(support(1))
    assert (unknown.citations[0].start, unknown.citations[0].end) == (None, None)


def test_a_citation_names_the_page_that_its_quotation_is_on() -> None:
    begins = 100
    turns = (begins + TEXT.index(SENTENCES[3]),)
    chunk = Chunk(ChunkId("c"), DocumentId("d"), 0, TEXT, "Bridges", page=2, start=begins, page_turns=turns)
    citations = citing([Passage(chunk, 1.0)], 0, 3)
    for index in (0, 3):
        citations.cite(support(index))
    assert [citation.page for citation in citations.citations] == [2, 3]


def test_a_citation_names_the_section_that_its_quotation_is_in() -> None:
    begins = 100
    turns = ((begins + TEXT.index(SENTENCES[3]), "Bridges › Tolls"),)
    chunk = Chunk(
        ChunkId("c"), DocumentId("d"), 0, TEXT, "Bridges", ("Bridges",), start=begins, section_turns=turns
    )
    citations = citing([Passage(chunk, 1.0)], 0, 3)
    for index in (0, 3):
        citations.cite(support(index))
    assert [citation.section for citation in citations.citations] == ["Bridges", "Bridges › Tolls"]


def test_an_unsupported_sentence_cites_nothing() -> None:
    citations = citing([passage(TEXT)], 0)
    for verdict in (Verdict.UNSUPPORTED, Verdict.CONTRADICTED):
        assert citations.cite(support(4, verdict=verdict)) == ()
    assert citations.citations == []


def test_a_citation_says_which_stages_of_retrieval_found_its_passage() -> None:
    found_by = (FoundBy("lexical", 1, 40, 7.5),)
    citations = citing([replace(passage(TEXT), found_by=found_by)], 1)
    citations.cite(support(1))
    assert [citation.found_by for citation in citations.citations] == [found_by]
