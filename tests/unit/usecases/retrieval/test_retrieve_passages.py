from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from genai_core.adapters.memory.embedder import plain_basis
from genai_core.adapters.memory.search_index import MemorySearchIndex
from genai_core.adapters.memory.workspace_store import MemoryWorkspaceStore
from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.adapters.system.clock import SystemClock
from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, EncoderName, UserId, WorkspaceId
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.domain.retrieval.encoder_profiles import EncoderProfile
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Forbidden, InvalidInput, NotFound, Overloaded, Unavailable
from genai_core.usecases.retrieval.fuse_passages import FusePassages
from genai_core.usecases.retrieval.rerank_by_tokens import content_tokens
from genai_core.usecases.retrieval.retrieve_passages import RetrieveForUser, RetrievePassages
from genai_core.usecases.retrieval.search_dense import SearchDense
from genai_core.usecases.retrieval.search_lexical import SearchLexical
from genai_core.wrappers.cached_embedder import CachedEmbedder

WORKSPACE = WorkspaceId("w")
ALL = Scope(WORKSPACE, UserId("ada"))
TEXTS = {
    "walrus": "The walrus rests on the ice and sings.",
    "walrus again": "The walrus rests on the ice and sings!",
    "otter": "An otter holds hands while it sleeps on water.",
    "volume": "Encrypt the volume before you attach it to an instance.",
}


class LetterEmbedder:
    """Embeds a text as its letters' counts: near texts have near vectors, and nothing is random."""

    profile = EncoderProfile(EncoderName("letters"), dimensions=26, window=1000, basis=plain_basis(26))

    def __init__(self) -> None:
        self.calls = 0

    def embed(self, texts: Sequence[str], kind: str = "passage"):
        self.calls += 1
        counts = np.array(
            [[text.lower().count(chr(97 + letter)) for letter in range(26)] for text in texts], np.float32
        )
        return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9)

    def embed_tokens(self, texts: Sequence[str], kind: str = "passage"):
        nothing = TokenVectors(
            np.empty(0, np.int32),
            np.empty((0, 2), np.int32),
            np.empty((0, 26), np.float32),
            np.empty(0, np.float32),
        )
        return self.embed(texts), [nothing for _ in texts]


class LengthReranker:
    """Prefers short chunks, or is down."""

    def __init__(self, *, down: bool = False) -> None:
        self.down = down

    def score(
        self, workspace_id: WorkspaceId, question: str, candidates: Sequence[EmbeddedChunk]
    ) -> list[float]:
        if self.down:
            raise Unavailable("the reranker is away")
        return [-float(len(candidate.chunk.text)) for candidate in candidates]


class Down:
    def __call__(self, *_: object):
        raise Unavailable("this retriever is away")


DOWN: Any = Down()


@pytest.fixture
def index() -> MemorySearchIndex:
    index = MemorySearchIndex(LexicalAnalyser(SnowballStemmer()))
    for name, text in TEXTS.items():
        chunk = Chunk(ChunkId(name), DocumentId(name), 0, text, "")
        vector = LetterEmbedder().embed([text])[0]
        index.replace_document(WORKSPACE, DocumentId(name), ContentHash("1"), [EmbeddedChunk(chunk, vector)])
    return index


def pipeline(index: MemorySearchIndex, *, reranker_down: bool = False) -> RetrievePassages:
    embedder = LetterEmbedder()
    return RetrievePassages(
        SearchDense(embedder, index),
        SearchLexical(index),
        FusePassages(index, embedder, LengthReranker(down=reranker_down)),
        SystemClock(),
    )


def names(passages):
    return [passage.chunk.chunk_id for passage in passages.passages]


def test_both_retrievers_and_the_reranker_give_one_order_with_all_scores(index):
    retrieved = pipeline(index)(ALL, "where does the walrus rest", 50, 8)
    assert names(retrieved)[0] == "walrus"
    assert set(retrieved.passages[0].scores) == {"dense", "lexical", "late_interaction", "fused"}
    assert retrieved.passages[0].score == retrieved.passages[0].scores["fused"]
    assert [passage.score for passage in retrieved.passages] == sorted(
        (passage.score for passage in retrieved.passages), reverse=True
    )
    assert retrieved.degraded == ()
    assert set(retrieved.timings_ms) == {"dense", "lexical", "fuse", "retrieve"}


def test_a_passage_names_the_retrievers_that_found_it_with_its_rank(index):
    passages = pipeline(index)(ALL, "walrus on ice", 1, 4).passages
    by_words = {found.stage: (found.rank, found.of) for found in passages[0].found_by}
    assert by_words["lexical"] == (1, 1)
    # Only one hit was asked of each retriever; the reranker orders what either found.
    for passage in passages:
        assert {found.stage for found in passage.found_by} & {"lexical", "dense"}
        assert "late_interaction" in {found.stage for found in passage.found_by}


def test_a_retriever_that_did_not_find_a_passage_is_not_named(index):
    without_words = pipeline(index).fuse(ALL, "walrus", [Candidate(ChunkId("otter"), 0.4)], [], 4)
    assert [found.stage for found in without_words.passages[0].found_by] == ["dense", "late_interaction"]


def test_near_duplicates_are_left_out(index):
    assert "walrus again" not in names(pipeline(index)(ALL, "walrus", 50, 8))


def test_a_limit_is_kept(index):
    assert len(pipeline(index)(ALL, "walrus volume otter", 50, 2).passages) == 2


def test_without_the_reranker_the_fused_order_stands_and_says_so(index):
    retrieved = pipeline(index, reranker_down=True)(ALL, "walrus on ice", 50, 8)
    assert names(retrieved)[0].startswith("walrus")
    assert retrieved.degraded == ("reranker",)
    assert all(0 <= passage.score <= 1 for passage in retrieved.passages)


@pytest.mark.parametrize("retriever", ["dense", "lexical"])
def test_one_retriever_down_leaves_the_other_and_says_so(index, retriever):
    whole = pipeline(index)
    parts = {"dense": whole.dense, "lexical": whole.lexical, retriever: DOWN}
    retrieved = RetrievePassages(parts["dense"], parts["lexical"], whole.fuse, SystemClock())(
        ALL, "volume", 50, 8
    )
    assert names(retrieved)
    assert retrieved.degraded == (retriever,)


def test_both_retrievers_down_is_an_error_not_an_empty_result(index):
    with pytest.raises(Overloaded, match="both retrievers"):
        RetrievePassages(DOWN, DOWN, pipeline(index).fuse, SystemClock())(ALL, "volume", 50, 8)


def test_a_candidate_that_is_gone_meanwhile_is_left_out(index):
    gone, kept = Candidate(ChunkId("gone"), 0.9), Candidate(ChunkId("otter"), 0.5)
    retrieved = pipeline(index).fuse(ALL, "otter", [gone, kept], [gone], 8)
    assert [passage.chunk.chunk_id for passage in retrieved.passages] == ["otter"]


def test_nothing_found_is_an_empty_result(index):
    assert pipeline(index)(Scope(WorkspaceId("empty"), UserId("ada")), "walrus", 50, 8).passages == ()
    assert pipeline(index)(ALL, "  ", 50, 8).passages == ()


@pytest.mark.parametrize(("depth", "limit"), [(0, 8), (50, 0), (-1, 1)])
def test_depth_and_limit_below_one_are_refused(index, depth, limit):
    with pytest.raises(InvalidInput):
        pipeline(index)(ALL, "walrus", depth, limit)


def test_only_readers_may_ask_and_only_sensible_questions(index):
    store = MemoryWorkspaceStore()
    store.create(Workspace(WORKSPACE, "W", UserId("ada"), "2026-01-01T00:00:00Z"))
    ask = RetrieveForUser(store, lambda _: pipeline(index), depth=50, limit=2, max_question_chars=20)
    assert len(ask(ALL, "walrus volume").passages) == 2
    with pytest.raises(Forbidden):
        ask(Scope(WORKSPACE, UserId("eve")), "walrus")
    with pytest.raises(NotFound):
        ask(Scope(WorkspaceId("none"), UserId("ada")), "walrus")
    for question, limit in (("", 1), ("x" * 21, 1), ("walrus", 0), ("walrus", 101)):
        with pytest.raises(InvalidInput):
            ask(ALL, question, limit)


def test_a_question_is_encoded_once_for_all_steps():
    inner = LetterEmbedder()
    embedder = CachedEmbedder(inner)
    first = embedder.embed(["walrus"])
    again, _ = embedder.embed_tokens(["walrus"])
    assert (first == again).all()
    assert inner.calls == 1
    embedder.embed(["a", "b"])
    embedder.embed(["a", "b"])
    assert inner.calls == 3


def test_only_tokens_of_words_that_mean_something_are_compared():
    text = "What is encryption?"
    offsets = np.array([[0, 4], [5, 7], [8, 12], [12, 18], [18, 19]], np.int32)
    tokens = TokenVectors(
        np.arange(5, dtype=np.int32), offsets, np.eye(5, dtype=np.float32), np.ones(5, np.float32)
    )
    assert content_tokens(text, tokens).keys.tolist() == [2, 3]
    only_stop_words = tokens.at(np.arange(2))
    assert content_tokens(text, only_stop_words).keys.tolist() == [0, 1]
