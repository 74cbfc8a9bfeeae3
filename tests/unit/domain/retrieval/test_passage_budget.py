from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.passage_budget import count_words, within_budget
from genai_core.domain.retrieval.passages import Part, Passage


def passages(*texts: str) -> list[Passage]:
    return [
        Passage(Chunk(ChunkId(str(index)), DocumentId(str(index)), 0, text, ""), 1.0)
        for index, text in enumerate(texts)
    ]


def kept(words: int, *texts: str) -> list[str]:
    return [passage.chunk.text for passage in within_budget(passages(*texts), words)]


def test_what_fits_is_kept_whole_and_the_last_is_cut_at_a_sentence():
    assert kept(7, "One two three.", "Four five. Six seven. Eight nine.") == [
        "One two three.",
        "Four five. Six seven.",
    ]


def test_a_last_passage_without_a_sentence_that_fits_is_dropped():
    assert kept(5, "One two three.", "Four five six seven.") == ["One two three."]


def test_nothing_weaker_fills_the_room_that_is_left():
    assert kept(5, "One two three.", "Four five six seven.", "Eight.") == ["One two three."]


def test_a_first_sentence_that_is_too_long_is_cut_at_a_word():
    assert kept(3, "alpha beta gamma delta epsilon") == ["alpha beta gamma"]


def test_no_budget_keeps_everything():
    assert kept(0, "One.", "Two.") == ["One.", "Two."]


def test_characters_of_scripts_without_spaces_count():
    assert count_words("東京は hello world") == 5


def test_a_joined_passage_keeps_the_parts_that_are_left():
    (whole,) = passages("One two. Three four.")
    whole = Passage(whole.chunk, 1.0, {}, (Part(ChunkId("a"), 0), Part(ChunkId("b"), 9)))
    (cut,) = within_budget([whole], 2)
    assert [part.chunk_id for part in cut.parts] == ["a"]


@given(st.lists(st.text(max_size=200), max_size=6), st.integers(1, 50))
def test_the_budget_always_holds_and_every_text_is_the_beginning_of_its_passage(texts, words):
    kept = within_budget(passages(*texts), words)
    assert sum(count_words(passage.chunk.text) for passage in kept) <= words
    for passage, text in zip(kept, texts, strict=False):
        rest = text[len(passage.chunk.text) :]
        assert text.startswith(passage.chunk.text)
        assert (
            not rest
            or not rest[0].isascii()
            or not passage.chunk.text[-1:].isalnum()
            or not rest[0].isalnum()
        )
