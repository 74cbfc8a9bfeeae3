"""The retrieval method of AWS's sample chatbot (aws-samples/aws-genai-llm-chatbot), for comparison.

It takes the 25 nearest chunks by IVFFlat (100 lists, one probe), then the 25 best by `ts_rank_cd` among those
with every word of the question, on a new connection for each question. Better than in the sample, the index
is built after the data, not on an empty table. Its cross-encoder is left out, as is our reranker in this
comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg
from numpy.typing import NDArray
from pgvector import Vector
from pgvector.psycopg import register_vector

from genai_core.adapters.pgvector.connection import Cursor, Database

_LIMIT = 25
_CREATE = """
    CREATE TABLE sample_chunks (
        chunk_id text COLLATE "C" PRIMARY KEY, document_id text COLLATE "C", content text,
        content_embeddings vector(384)
    )
"""
_INDEXES = (
    "CREATE INDEX ON sample_chunks USING GIN (to_tsvector('english', content))",
    "CREATE INDEX ON sample_chunks USING ivfflat (content_embeddings vector_cosine_ops) WITH (lists = 100)",
    "ANALYZE sample_chunks",
)
_COPY_OVER = """
    INSERT INTO sample_chunks SELECT chunk_id, document_id,
        CASE title WHEN '' THEN text ELSE title || '. ' || text END, vector::vector(384)
    FROM chunks JOIN chunk_vectors USING (workspace_id, chunk_id) WHERE workspace_id = %s
"""
_NEAREST = """
    SELECT chunk_id, document_id, content, content_embeddings <=> %s::vector AS score FROM sample_chunks
    ORDER BY score LIMIT %s
"""
_WORDS = """
    SELECT chunk_id, document_id, content, ts_rank_cd(to_tsvector('english', content), query) AS score
    FROM sample_chunks, plainto_tsquery('english', %s) query
    WHERE to_tsvector('english', content) @@ query ORDER BY score DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A chunk in the sample's table."""

    chunk_id: str
    document_id: str
    content: str
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SampleMethod:
    """The sample's table and its searches.

    Attributes:
        keeps_connection: Whether it reuses a connection, which the sample does not.
    """

    database: Database
    keeps_connection: bool = False

    def write(self, rows: Iterable[SampleRow]) -> None:
        """Writes the table again, then its indexes."""

        def work(cursor: Cursor) -> None:
            cursor.execute("DROP TABLE IF EXISTS sample_chunks")
            cursor.execute(_CREATE)
            with cursor.copy("COPY sample_chunks FROM STDIN") as copy:
                for row in rows:
                    vector = str(Vector(row.vector).to_text())
                    copy.write_row(
                        (row.chunk_id, row.document_id, row.content.replace("\x00", "\ufffd"), vector)
                    )
            self._index(cursor)

        self.database.write(work)

    def write_from(self, workspace_id: str) -> None:
        """Writes the table again from the chunks of a workspace, then its indexes."""

        def work(cursor: Cursor) -> None:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("DROP TABLE IF EXISTS sample_chunks")
            cursor.execute(_CREATE)
            cursor.execute(_COPY_OVER, (workspace_id,))
            self._index(cursor)

        self.database.write(work)

    def nearest(self, vector: NDArray[np.float32]) -> list[tuple[str, str]]:
        """Returns chunk and document ids of its dense retriever, best first."""
        return _ids(self.database.query(_NEAREST, (Vector(vector).to_text(), _LIMIT)))

    def with_all_words(self, text: str) -> list[tuple[str, str]]:
        """Returns chunk and document ids of its keyword retriever, best first."""
        return _ids(self.database.query(_WORDS, (text, _LIMIT)))

    def __call__(self, text: str, vector: NDArray[np.float32]) -> list[tuple[str, str]]:
        """Returns chunk and document ids: the dense list, then the new ones of the keyword list."""
        if self.keeps_connection:
            ids = [*self.nearest(vector), *self.with_all_words(text)]
        else:
            with self._connect() as connection:
                near = connection.execute(_NEAREST, (Vector(vector).to_text(), _LIMIT)).fetchall()
                ids = _ids([*near, *connection.execute(_WORDS, (text, _LIMIT)).fetchall()])
        return list(dict.fromkeys(ids))

    def _connect(self) -> psycopg.Connection[Any]:
        database = self.database
        connection = psycopg.connect(
            host=database.host, port=database.port, dbname=database.name, user=database.user, autocommit=True
        )
        register_vector(connection)
        return connection

    def _index(self, cursor: Cursor) -> None:
        cursor.execute("SET LOCAL statement_timeout = 0")
        for statement in _INDEXES:
            cursor.execute(statement.encode())


def _ids(rows: Iterable[tuple[Any, ...]]) -> list[tuple[str, str]]:
    return [(str(row[0]), str(row[1])) for row in rows]
