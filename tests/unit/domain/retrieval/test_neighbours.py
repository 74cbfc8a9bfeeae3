from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId
from genai_core.domain.ingestion.chunking import ChunkSizes, chunk_document
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.ingestion.documents import Block, ExtractedDocument
from genai_core.domain.protocol.answers import FoundBy
from genai_core.domain.retrieval.neighbours import (
    MAX_WORDS,
    joined_texts,
    merged_neighbours,
    missing_neighbours,
    whole_passages,
)
from genai_core.domain.retrieval.passage_budget import count_words
from genai_core.domain.retrieval.passages import Passage


def passage(document: str, ordinal: int, text: str, score: float = 0.5, **fields) -> Passage:
    chunk = Chunk(ChunkId(f"{document}{ordinal}"), DocumentId(document), ordinal, text, "T", **fields)
    return Passage(chunk, score, {"fused": score})


def test_neighbours_become_one_passage_with_the_overlap_once():
    left = passage("a", 4, "One two three. Four five six.", 0.7, page=2, heading_path=("Start",))
    right = passage("a", 5, "Four five six. Seven eight.", 0.9, page=3, heading_path=("End",))
    other = passage("b", 5, "Something else.", 0.8)
    (joined, alone) = merged_neighbours([right, other, left])
    assert joined.chunk.text == "One two three. Four five six. Seven eight."
    assert (joined.chunk.chunk_id, joined.chunk.page, joined.chunk.heading_path) == ("a4", 2, ("Start",))
    assert joined.score == 0.9
    assert joined.scores == {"fused": 0.9}
    assert alone is other


def test_a_citation_names_the_chunk_and_page_its_words_are_from():
    left = passage("a", 0, "One two three. Four five six.", page=2)
    right = passage("a", 1, "Four five six. Seven eight.", page=3)
    (joined,) = merged_neighbours([left, right])
    assert joined.part_at(joined.chunk.text.index("One")).page == 2
    assert joined.part_at(joined.chunk.text.index("Seven")).page == 3
    assert joined.part_at(joined.chunk.text.index("Seven")).chunk_id == "a1"
    assert left.part_at(5).chunk_id == "a0"


def test_every_character_of_a_joined_passage_is_known_in_the_document():
    text = "Head\n\nOne two three. Four five six. Seven eight.\n\nNine."
    pieces = ("One two three. Four five six.", "Four five six. Seven eight.", "Nine.")
    (joined,) = merged_neighbours(
        [passage("a", index, piece, start=text.index(piece)) for index, piece in enumerate(pieces)]
    )
    for character, letter in enumerate(joined.chunk.text):
        location = joined.part_at(character).position_of(character)
        assert location is not None
        assert text[location] == letter or not letter.strip()
    unknown = passage("a", 0, "One.")
    assert unknown.part_at(0).position_of(0) is None


def test_the_header_that_table_rows_repeat_is_read_once_and_the_rows_keep_their_places():
    document = "City | Price\nKiel | 3\nBonn | 4"
    left = passage("a", 0, "City | Price\nKiel | 3", start=0)
    right = passage("a", 1, "City | Price\nBonn | 4", start=document.index("Bonn"), repeated=13)
    (joined,) = merged_neighbours([left, right])
    assert joined.chunk.text.count("City | Price") == 1
    bonn = joined.chunk.text.index("Bonn")
    assert joined.part_at(bonn).position_of(bonn) == document.index("Bonn")
    assert right.part_at(13).position_of(13) == document.index("Bonn")


def test_a_chunk_is_handed_on_in_the_passage_that_it_was_cut_from():
    ids = tuple(ChunkId(f"a{index}") for index in range(3))
    parts = [passage("a", index, f"Part {index}.", start=9 * index, passage=ids) for index in range(3)]
    other = passage("b", 0, "Other.", 0.9)
    assert missing_neighbours([parts[1], other]) == [ids[0], ids[2]]
    (whole, alone) = whole_passages([parts[1], other], [parts[0].chunk, parts[2].chunk])
    assert [part.chunk_id for part in whole.parts] == list(ids)
    assert whole.score == parts[1].score
    assert all(f"Part {index}." in whole.chunk.text for index in range(3))
    assert alone is other
    # What the reader may not see, or what is gone meanwhile, is missing and nothing else changes.
    assert whole_passages([parts[1], other], []) == [parts[1], other]


def test_what_finds_no_room_in_a_passage_is_not_handed_on_by_itself():
    ids = (ChunkId("a0"), ChunkId("a1"))
    long = " ".join(f"w{word}" for word in range(MAX_WORDS))
    best = passage("a", 0, long, passage=ids)
    assert whole_passages([best], [passage("a", 1, "Rest of it.", passage=ids).chunk]) == [best]


def test_a_gap_keeps_passages_apart():
    passages = [passage("a", 2, "Two."), passage("a", 0, "Zero."), passage("b", 1, "One.")]
    assert merged_neighbours(passages) == passages


def test_texts_without_an_overlap_stay_paragraphs():
    assert joined_texts("He said that", "that was it") == ("He said that\n\nthat was it", 14)
    assert joined_texts("", "begin") == ("\n\nbegin", 2)


def test_an_overlap_is_of_whole_words():
    assert (
        joined_texts("the mass transport", "transporter beams")[0]
        == "the mass transport\n\ntransporter beams"
    )
    assert joined_texts("the mass transport beam", "transport beam ends")[0] == "the mass transport beam ends"


def test_text_without_spaces_is_joined_as_well():
    assert joined_texts("一二三四五六七八九十", "三四五六七八九十百千")[0] == "一二三四五六七八九十百千"


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=400), max_size=6),
    st.integers(8, 40),
    st.integers(3, 7),
)
def test_chunks_of_any_document_join_to_all_its_words_in_order(texts, size, overlap):
    document = ExtractedDocument("T", "md", tuple(Block(text) for text in texts))
    chunks = chunk_document(document, DocumentId("d"), ContentHash("v"), sizes=ChunkSizes(size, overlap))
    joined = merged_neighbours([Passage(chunk, 1.0) for chunk in chunks])
    if sum(count_words(chunk.text) for chunk in chunks) <= MAX_WORDS:
        assert len(joined) <= 1
    # Nothing is lost: every chunk's text stands in the joined one at its part's start.
    shown = [(part, merged) for merged in joined for part in merged.parts or [merged.part_at(0)]]
    for chunk, (part, merged) in zip(chunks, shown, strict=True):
        assert chunk.text in merged.chunk.text
        assert part.chunk_id == chunk.chunk_id


def test_a_long_run_becomes_several_passages():
    members = [passage("a", ordinal, f"{ordinal} " + "word " * 119, 9.0 - ordinal) for ordinal in range(5)]
    joined = merged_neighbours(members)
    assert [[part.chunk_id for part in merged.parts] for merged in joined] == [["a0", "a1"], ["a2", "a3"], []]
    assert [merged.score for merged in joined] == [9.0, 7.0, 5.0]
    assert [part.score for part in joined[1].parts] == [7.0, 6.0]


def test_a_joined_passage_keeps_the_best_rank_of_each_stage():
    def ranked(ordinal: int, **ranks: int) -> Passage:
        found_by = tuple(FoundBy(stage, rank, 50, 0.5) for stage, rank in ranks.items())
        return replace(passage("a", ordinal, f"Words of part {ordinal}."), found_by=found_by)

    (joined,) = merged_neighbours([ranked(0, lexical=7, late_interaction=1), ranked(1, lexical=2, dense=9)])
    assert {found.stage: found.rank for found in joined.found_by} == {
        "lexical": 2,
        "dense": 9,
        "late_interaction": 1,
    }
