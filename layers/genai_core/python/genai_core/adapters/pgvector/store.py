"""PostgreSQL with pgvector as a search store."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from genai_core.adapters.pgvector.chunk_index import PgChunkIndex
from genai_core.adapters.pgvector.connection import Database
from genai_core.adapters.pgvector.credentials import iam_token
from genai_core.adapters.pgvector.field_values import PgFieldValues
from genai_core.adapters.pgvector.lexical_index import PgLexicalIndex
from genai_core.adapters.pgvector.token_statistics import PgTokenStatistics
from genai_core.adapters.pgvector.vector_index import PgVectorIndex
from genai_core.errors import Misconfigured
from genai_core.ports.search_store import SearchStore, StoreCapabilities, StoreParts, StoreSettings

RDS_ROOTS = Path(__file__).with_name("rds_roots.pem")
_PORT = 5432


def open_store(settings: StoreSettings) -> StoreParts:
    """Returns the ports over the database at `postgresql://user@host:port/database`.

    `auth` is "iam" for a new token for each connection to a server with a certificate of RDS, or "trust" for
    no password except one that libpq finds itself (`PGPASSFILE`).

    Raises:
        Misconfigured: The address names no host, user or database.
    """
    database = _database(settings)
    vectors = PgVectorIndex(database)
    return StoreParts(
        chunks=PgChunkIndex(database, settings.analyser, vectors),
        vectors=vectors,
        lexical=PgLexicalIndex(database, settings.analyser),
        tokens=PgTokenStatistics(database),
        values=PgFieldValues(database),
        close=database.close,
    )


def _database(settings: StoreSettings) -> Database:
    address = urlsplit(settings.url)
    host, user, name = address.hostname or "", unquote(address.username or ""), address.path.strip("/")
    if not (host and user and name):
        raise Misconfigured(
            f"the database's address is {settings.url!r}",
            remedy="Give it as postgresql://user@host:port/database.",
        )
    port = address.port or _PORT
    is_rds = settings.auth == "iam"
    return Database(
        host,
        port,
        unquote(name),
        user,
        password=partial(iam_token, host, port, user) if is_rds else None,
        roots=RDS_ROOTS if is_rds else None,
        on_slow=settings.on_slow,
        on_behalf_of=settings.on_behalf_of,
        span=settings.span,
    )


STORE = SearchStore(
    name="pgvector",
    requires="psycopg",
    capabilities=StoreCapabilities(
        dense="approximate",
        bm25="exact",
        filters="exact",
        atomic_replace="exact",
        statistics="exact",
        scale="millions of chunks in one database",
    ),
    open=open_store,
)
