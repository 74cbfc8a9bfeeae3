"""Composes retrieval from the search engines, the encoder and the late interaction of this deployment.

A workspace says which engine it is on, and every request says it again: functions that search read no
table. Without a name, the engine is PostgreSQL.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.passage_choice import PassageChoice
from genai_core.domain.workspaces import Engine
from genai_core.ports.chunk_index import ChunkIndex
from genai_core.ports.field_values import FieldValues
from genai_core.ports.lexical_index import LexicalIndex
from genai_core.ports.piece_statistics import PieceStatistics
from genai_core.ports.search_store import StoreParts
from genai_core.ports.term_search import TermSearch
from genai_core.ports.vector_index import VectorIndex
from genai_core.settings import settings
from genai_core.usecases.fuse_passages import FusePassages
from genai_core.usecases.narrow_scope import NarrowScope
from genai_core.usecases.retrieve_passages import RetrieveForUser, RetrievePassages
from genai_core.usecases.search_dense import SearchDense
from genai_core.usecases.search_lexical import Feedback, SearchLexical
from genai_core.wiring.clock import clock
from genai_core.wiring.embedding import question_embedder
from genai_core.wiring.reranking import reranker

if TYPE_CHECKING:
    from genai_core.adapters.opensearch.client import OpenSearch
    from genai_core.adapters.opensearch.signing import Service
    from genai_core.adapters.pgvector.connection import Database
    from genai_core.adapters.pgvector.vector_index import PgVectorIndex


@cache
def analyser() -> LexicalAnalyser:
    """Returns what cuts texts and questions into terms; both must be cut by the same one."""
    from genai_core.adapters.snowball.stemmer import SnowballStemmer
    from genai_core.domain.text.languages import language_called

    spoken = map(language_called, settings().retrieval_languages)
    first, *others = (LexicalAnalyser(SnowballStemmer(language.name), language) for language in spoken)
    return replace(first, others=tuple(others))


@cache
def database() -> Database:
    """Returns the database; nothing connects before the first question or write."""
    from genai_core.adapters.pgvector.connection import Database
    from genai_core.adapters.pgvector.credentials import iam_token

    place = settings()
    host, port, user = place.require("database_host"), place.database_port, place.database_user
    password = (lambda: iam_token(host, port, user)) if place.database_auth == "iam" else None
    return Database(host, port, place.database_name, user, password)


@cache
def search_server() -> OpenSearch:
    """Returns the OpenSearch of this deployment; nothing connects before the first question or write."""
    from genai_core.adapters.opensearch.client import OpenSearch
    from genai_core.adapters.opensearch.signing import signer

    place = settings()
    url = str(place.require("opensearch_url")).rstrip("/")
    if place.opensearch_auth == "none":
        return OpenSearch(url)
    service: Service = "aoss" if place.opensearch_auth == "aoss" else "es"
    return OpenSearch(url, lambda: signer(service))


def engines() -> tuple[Engine, ...]:
    """Returns the engines of this deployment."""
    there: dict[Engine, object] = {
        "postgresql": True,
        "opensearch": settings().opensearch_url,
        "store": settings().store,
    }
    return tuple(engine for engine, place in there.items() if place)


@cache
def _store() -> StoreParts:
    from genai_core.wiring.stores import open_store

    return open_store(analyser())


@cache
def chunk_index(engine: Engine = "postgresql") -> ChunkIndex:
    """Returns where an engine's chunks are written and fetched."""
    from genai_core.domain.retrieval.late_interaction import piece_ids

    if engine == "opensearch":
        from genai_core.adapters.opensearch.chunk_index import OpenSearchChunkIndex

        return OpenSearchChunkIndex(search_server(), analyser(), piece_ids)
    if engine == "store":
        return _store().chunks
    from genai_core.adapters.pgvector.chunk_index import PgChunkIndex

    return PgChunkIndex(database(), analyser(), piece_ids, _pg_vector_index())


@cache
def vector_index(engine: Engine = "postgresql") -> VectorIndex:
    """Returns what finds near chunks, and builds its index when a workspace has grown."""
    if engine == "opensearch":
        from genai_core.adapters.opensearch.vector_index import OpenSearchVectorIndex

        return OpenSearchVectorIndex(search_server())
    if engine == "store":
        return _store().vectors
    return _pg_vector_index()


@cache
def _pg_vector_index() -> PgVectorIndex:
    from genai_core.adapters.pgvector.vector_index import PgVectorIndex

    return PgVectorIndex(database())


@cache
def lexical_index(engine: Engine = "postgresql") -> LexicalIndex:
    """Returns what finds chunks by their words."""
    if engine == "opensearch":
        from genai_core.adapters.opensearch.lexical_index import OpenSearchLexicalIndex

        return OpenSearchLexicalIndex(search_server(), analyser())
    if engine == "store":
        return _store().lexical
    from genai_core.adapters.pgvector.lexical_index import PgLexicalIndex

    return PgLexicalIndex(database(), analyser())


@cache
def piece_statistics(engine: Engine = "postgresql") -> PieceStatistics:
    """Returns what counts word pieces."""
    if engine == "opensearch":
        from genai_core.adapters.opensearch.piece_statistics import OpenSearchPieceStatistics

        return OpenSearchPieceStatistics(search_server())
    if engine == "store":
        return _store().pieces
    from genai_core.adapters.pgvector.piece_statistics import PgPieceStatistics

    return PgPieceStatistics(database())


@cache
def field_values(engine: Engine = "postgresql") -> FieldValues | None:
    """Returns what knows the values to filter by; None for stores of others, which cannot list them."""
    if engine == "opensearch":
        from genai_core.adapters.opensearch.field_values import OpenSearchFieldValues

        return OpenSearchFieldValues(search_server())
    if engine == "store":
        return None
    from genai_core.adapters.pgvector.field_values import PgFieldValues

    return PgFieldValues(database())


@cache
def narrow_scope(engine: Engine = "postgresql") -> NarrowScope | None:
    """Returns what turns words of a question into filters; None where that is switched off."""
    values = field_values(engine) if settings().retrieval_self_query != "off" else None
    return NarrowScope(values) if values else None


@cache
def search_dense(engine: Engine = "postgresql") -> SearchDense:
    """Returns the dense leg."""
    return SearchDense(question_embedder(), vector_index(engine), narrow_scope(engine))


@cache
def search_lexical(engine: Engine = "postgresql") -> SearchLexical:
    """Returns the lexical leg."""
    index = lexical_index(engine)
    feedback = None
    if settings().retrieval_expansion == "feedback" and isinstance(index, TermSearch):
        feedback = Feedback(index, chunk_index(engine), analyser())
    return SearchLexical(index, narrow_scope(engine), feedback)


@cache
def fuse_passages(engine: Engine = "postgresql") -> FusePassages:
    """Returns the step that makes one order of both legs."""
    leg = "late_interaction" if settings().reranker == "tokens" else "cross_encoder"
    ranking = reranker(piece_statistics(engine))
    return FusePassages(
        chunk_index(engine), question_embedder(), ranking, passage_choice(), leg, narrow_scope(engine)
    )


def passage_choice() -> PassageChoice:
    """Returns what happens after ranking."""
    place = settings()
    return PassageChoice(
        diversity=place.retrieval_diversity,
        join_neighbours=place.retrieval_join_neighbours == "on",
        max_words=place.retrieval_max_words,
    )


@cache
def retrieval(engine: Engine = "postgresql") -> RetrievePassages:
    """Returns the whole retrieval of a workspace that the caller may read."""
    return RetrievePassages(search_dense(engine), search_lexical(engine), fuse_passages(engine), clock())


@cache
def retrieve_passages() -> RetrieveForUser:
    """Returns the whole retrieval with its checks, for `POST /retrieve`."""
    from genai_core.wiring.storage import workspace_store

    place = settings()
    return RetrieveForUser(
        workspaces=workspace_store(),
        retrieve=retrieval,
        depth=place.retrieval_depth,
        limit=place.retrieval_passages,
        max_question_chars=place.max_question_chars,
    )
