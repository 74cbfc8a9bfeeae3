"""The engines of the three search ports' suites, and chunks to fill them with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from genai_core.adapters.memory.search_index import MemorySearchIndex
from genai_core.adapters.opensearch.chunk_index import OpenSearchChunkIndex
from genai_core.adapters.opensearch.client import OpenSearch
from genai_core.adapters.opensearch.field_values import OpenSearchFieldValues
from genai_core.adapters.opensearch.lexical_index import OpenSearchLexicalIndex
from genai_core.adapters.opensearch.token_statistics import OpenSearchTokenStatistics
from genai_core.adapters.opensearch.vector_index import OpenSearchVectorIndex
from genai_core.adapters.pgvector.chunk_index import PgChunkIndex
from genai_core.adapters.pgvector.connection import Database
from genai_core.adapters.pgvector.field_values import PgFieldValues
from genai_core.adapters.pgvector.lexical_index import PgLexicalIndex
from genai_core.adapters.pgvector.token_statistics import PgTokenStatistics
from genai_core.adapters.pgvector.vector_index import PgVectorIndex
from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, UserId, WorkspaceId
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.domain.retrieval.filters import Filter
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.packed_tokens import AXES, pack_tokens
from genai_core.domain.retrieval.scopes import Scope

ANALYSER = LexicalAnalyser(SnowballStemmer())
DIMENSIONS = 16


@dataclass(frozen=True)
class Engine:
    chunks: Any
    vectors: Any
    lexical: Any
    tokens: Any
    values: Any = None


def memory_engine() -> Engine:
    index = MemorySearchIndex(ANALYSER)
    return Engine(index, index, index, index, index)


def database_at(address: Any) -> Database:
    return Database(address.host, address.port, address.database, address.user)


def engine_on(database: Database, **options: Any) -> Engine:
    return Engine(
        PgChunkIndex(database, ANALYSER),
        PgVectorIndex(database),
        PgLexicalIndex(database, ANALYSER, **options),
        PgTokenStatistics(database),
        PgFieldValues(database),
    )


def opensearch_engine_on(server: OpenSearch) -> Engine:
    return Engine(
        OpenSearchChunkIndex(server, ANALYSER),
        OpenSearchVectorIndex(server),
        OpenSearchLexicalIndex(server, ANALYSER),
        OpenSearchTokenStatistics(server),
        OpenSearchFieldValues(server),
    )


def everything(workspace: WorkspaceId, reader: str = "anybody", wanted: Filter | None = None) -> Scope:
    """What somebody without any filter may find."""
    return Scope(workspace, UserId(reader), wanted)


def document(name: str) -> DocumentId:
    return DocumentId(f"document-{name}")


def version(number: int) -> ContentHash:
    return ContentHash(f"version-{number}")


def random_vector(seed: int) -> np.ndarray:
    vector = np.random.default_rng(seed).normal(size=DIMENSIONS).astype(np.float32)
    return vector / np.linalg.norm(vector)


def packed_words(text: str) -> bytes:
    """The stored tokens of a text whose words have their lengths as keys."""
    keys = np.array([len(word) for word in text.split()] or [0], np.int32)
    return pack_tokens(keys, np.zeros((len(keys), AXES // 2), np.uint8))


def chunks_of(name: str, *texts: str, number: int = 1, title: str = "", **fields: Any) -> list[EmbeddedChunk]:
    """Chunks of one version of a document; each text's vector and tokens follow from the text."""
    return [
        EmbeddedChunk(
            Chunk(ChunkId(f"{name}-{number}-{ordinal}"), document(name), ordinal, text, title, **fields),
            random_vector(sum(text.encode("utf-8", "replace")) + 1),
            packed_words(text),
        )
        for ordinal, text in enumerate(texts)
    ]


def fill(engine: Engine, workspace: WorkspaceId, **documents: str | tuple[str, ...]) -> None:
    for name, texts in documents.items():
        parts = (texts,) if isinstance(texts, str) else texts
        engine.chunks.replace_document(workspace, document(name), version(1), chunks_of(name, *parts))
