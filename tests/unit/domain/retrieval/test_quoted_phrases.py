from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.identifiers import ChunkId, DocumentId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.retrieval.quoted_phrases import phrases_first, quoted_phrases


def passages(*texts: str, title: str = "") -> list[Passage]:
    return [
        Passage(Chunk(ChunkId(str(index)), DocumentId(str(index)), 0, text, title), 1.0)
        for index, text in enumerate(texts)
    ]


def order(question: str, *texts: str) -> list[str]:
    return [passage.chunk.chunk_id for passage in phrases_first(question, passages(*texts))]


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ('Where is "Connection  Refused" raised?', ("connection refused",)),
        ("Who wrote “the raven” and «annabel lee»?", ("the raven", "annabel lee")),
        ("Was ist „Das Kapital“?", ("das kapital",)),
        ('a 5" disk', ()),
        ('""  "!"', ()),
        ("don't and it's", ()),
        ('"a" "a"', ("a",)),
    ],
)
def test_double_quotes_of_any_kind_make_phrases(question, phrases):
    assert quoted_phrases(question) == phrases


def test_passages_with_every_phrase_come_first_and_the_rest_keeps_its_order():
    texts = ("the end", "blue moon rises", "a blue\nMOON at the end", "moon blue")
    assert order('"blue moon"', *texts) == ["1", "2", "0", "3"]
    assert order('"blue moon" and "the end"', *texts) == ["2", "0", "1", "3"]


def test_words_apart_are_not_the_phrase():
    assert order('"relay R3"', "the R3 is a relay", "relay  r3 is here") == ["1", "0"]


def test_titles_and_headings_count_as_text():
    (first, *_) = phrases_first('"Release Notes"', [*passages("x"), *passages("y", title="release notes")])
    assert first.chunk.text == "y"


@given(st.text(max_size=80), st.lists(st.text(max_size=40), max_size=8))
def test_nothing_is_lost_whatever_is_asked(question, texts):
    assert sorted(order(question, *texts)) == sorted(str(index) for index in range(len(texts)))
