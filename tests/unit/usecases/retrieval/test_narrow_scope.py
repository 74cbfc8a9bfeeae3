from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from genai_core.adapters.memory.search_index import MemorySearchIndex
from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, UserId, WorkspaceId
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.domain.retrieval.filters import Equals
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.scopes import Scope
from genai_core.errors import Unavailable
from genai_core.usecases.retrieval.narrow_scope import NarrowedScope, NarrowScope

WORKSPACE = WorkspaceId("w")
ALL = Scope(WORKSPACE, UserId("ada"))
DOCUMENTS = {
    "engines": {"author": "Ada Lovelace", "type": "pdf", "date": "1843-07"},
    "bugs": {"author": "Grace Hopper", "type": "md", "date": "1947-09-09"},
    "secret": {"author": "Edgar Poe", "type": "txt", "readers": ("eve",)},
}


@pytest.fixture
def index() -> MemorySearchIndex:
    index = MemorySearchIndex(LexicalAnalyser(SnowballStemmer()))
    for name, metadata in DOCUMENTS.items():
        chunk = Chunk(ChunkId(name), DocumentId(name), 0, f"about {name}", "", metadata=metadata)
        embedded = EmbeddedChunk(chunk, np.ones(1, np.float32))
        index.replace_document(WORKSPACE, DocumentId(name), ContentHash("1"), [embedded])
    return index


def test_a_stated_condition_narrows_the_scope_and_is_reported(index):
    narrowed = NarrowScope(index)(ALL, "What does the report by Ada Lovelace say?")
    assert narrowed.filters == ("author: Ada Lovelace",)
    assert narrowed.scope.filter == Equals("author", "Ada Lovelace")
    assert (narrowed.scope.reader, narrowed.scope.workspace_id, narrowed.relaxed) == ("ada", "w", ())


def test_the_least_certain_condition_is_given_up_first_and_is_reported(index):
    narrowed = NarrowScope(index)(ALL, "What do the notes by Grace Hopper say, in documents from 2020?")
    assert narrowed.filters == ("author: Grace Hopper",)
    assert narrowed.relaxed == ("date: 2020",)


def test_the_user_s_own_filter_is_never_given_up(index):
    own = replace(ALL, filter=Equals("type", "md"))
    narrowed = NarrowScope(index)(own, "What did the documents since 2020 say?")
    assert narrowed.scope == own
    assert narrowed.relaxed == ("date: gte 2020",)
    nothing = replace(ALL, filter=Equals("type", "docx"))
    assert NarrowScope(index)(nothing, "the report by Ada Lovelace").scope == nothing


def test_authors_one_may_not_read_are_not_recognised(index):
    assert NarrowScope(index)(ALL, "the report by Edgar Poe") == NarrowedScope(ALL)


def test_a_model_s_guess_is_weaker_than_the_rules(index):
    guess = {"author": "grace hopper", "type": "pdf"}
    narrowed = NarrowScope(index)(ALL, "What does the report by Ada Lovelace say?", guess)
    assert narrowed.filters == ("author: Ada Lovelace", "type: pdf")
    narrowed = NarrowScope(index)(ALL, "Who invented it?", {"author": "Ada Lovelace", "type": "md"})
    assert (narrowed.filters, narrowed.relaxed) == (("author: Ada Lovelace",), ("type: md",))


class Untouched:
    def field_values(self, scope):
        raise AssertionError("nobody needs the values")

    admits_any = field_values


class Away:
    def field_values(self, scope):
        raise Unavailable("the engine is away")

    admits_any = field_values


def test_a_question_that_states_nothing_costs_nothing():
    assert NarrowScope(Untouched())(ALL, "How tall is the Eiffel Tower?") == NarrowedScope(ALL)


def test_values_that_cannot_be_looked_up_leave_the_scope_and_are_reported():
    narrowed = NarrowScope(Away())(ALL, "the report by Ada Lovelace")
    assert narrowed == NarrowedScope(ALL, degraded=("self_query",))
