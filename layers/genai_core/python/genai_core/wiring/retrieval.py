"""Builds retrieval from a search engine, the encoder and the reranker."""

from __future__ import annotations

from functools import cache

from genai_core.domain.retrieval.passage_choice import PassageChoice
from genai_core.domain.workspaces import DEFAULT_BACKEND, SearchBackend
from genai_core.ports.term_search import TermSearch
from genai_core.settings import settings
from genai_core.usecases.retrieval.compute_from_tables import ComputeFromTables
from genai_core.usecases.retrieval.fuse_passages import FusePassages
from genai_core.usecases.retrieval.narrow_scope import NarrowScope
from genai_core.usecases.retrieval.retrieve_passages import RetrieveForUser, RetrievePassages
from genai_core.usecases.retrieval.search_dense import SearchDense
from genai_core.usecases.retrieval.search_lexical import Feedback, SearchLexical
from genai_core.wiring.clock import clock
from genai_core.wiring.documents import blob_store
from genai_core.wiring.embedding import question_embedder
from genai_core.wiring.engines import analyser, engine_parts
from genai_core.wiring.reranking import reranker


@cache
def narrow_scope(backend: SearchBackend = DEFAULT_BACKEND) -> NarrowScope | None:
    """Returns the step that turns words of a question into filters; None if it is switched off."""
    values = engine_parts(backend.engine).values if settings().retrieval.self_query != "off" else None
    return NarrowScope(values) if values else None


@cache
def search_dense(backend: SearchBackend = DEFAULT_BACKEND) -> SearchDense:
    """Returns the dense retriever."""
    return SearchDense(
        question_embedder(backend.encoder), engine_parts(backend.engine).vectors, narrow_scope(backend)
    )


@cache
def search_lexical(backend: SearchBackend = DEFAULT_BACKEND) -> SearchLexical:
    """Returns the lexical retriever."""
    index = engine_parts(backend.engine).lexical
    feedback = None
    if settings().retrieval.expansion == "feedback" and isinstance(index, TermSearch):
        feedback = Feedback(index, engine_parts(backend.engine).chunks, analyser())
    return SearchLexical(index, narrow_scope(backend), feedback)


@cache
def fuse_passages(backend: SearchBackend = DEFAULT_BACKEND) -> FusePassages:
    """Returns the step that fuses the results of both retrievers."""
    reranker_name = "late_interaction" if settings().retrieval.reranker == "tokens" else "cross_encoder"
    embedder = question_embedder(backend.encoder)
    ranking = reranker(embedder, engine_parts(backend.engine).tokens)
    return FusePassages(
        engine_parts(backend.engine).chunks,
        embedder,
        ranking,
        passage_choice(),
        reranker_name,
        narrow_scope(backend),
    )


@cache
def compute_from_tables() -> ComputeFromTables:
    """Returns the step that computes answers from retrieved tables."""
    return ComputeFromTables(blob_store())


def passage_choice() -> PassageChoice:
    """Returns the choice of passages after ranking."""
    here = settings().retrieval
    return PassageChoice(
        diversity=here.diversity,
        join_neighbours=here.join_neighbours,
        max_words=here.max_words,
    )


@cache
def retrieval(backend: SearchBackend = DEFAULT_BACKEND) -> RetrievePassages:
    """Returns the whole retrieval of a workspace that the caller may read."""
    return RetrievePassages(search_dense(backend), search_lexical(backend), fuse_passages(backend), clock())


@cache
def retrieve_passages() -> RetrieveForUser:
    """Returns the whole retrieval with its checks, for `POST /retrieve`."""
    from genai_core.wiring.storage import workspace_store

    here = settings()
    return RetrieveForUser(
        workspaces=workspace_store(),
        retrieve=retrieval,
        depth=here.retrieval.depth,
        limit=here.retrieval.passages,
        max_question_chars=here.limits.question_chars,
    )
