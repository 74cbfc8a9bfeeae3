"""Real services of the contract suites; each starts once per test process, when first asked for."""

import uuid
from collections.abc import Callable, Iterator

import pytest

from genai_core.adapters.opensearch.client import OpenSearch
from genai_core.domain.identifiers import WorkspaceId
from local_runtime.servers.opensearch_jars import missing
from local_runtime.servers.throwaway_opensearch import throwaway_opensearch
from local_runtime.servers.throwaway_postgres import PostgresAddress, throwaway_postgres
from tests.contract.pluggable_stores import STORES, running_stores, skip_what_is_missing
from tests.contract.search_engines import (
    Engine,
    database_at,
    engine_on,
    memory_engine,
    opensearch_engine_on,
)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresAddress]:
    """An embedded PostgreSQL with pgvector on a loopback port of its own."""
    with throwaway_postgres() as address:
        yield address


@pytest.fixture(scope="session")
def opensearch() -> Iterator[str]:
    """Address of a real OpenSearch on the loopback; without Java or Maven its tests are skipped."""
    if reason := missing():
        pytest.skip(f"no OpenSearch here: {reason}")
    with throwaway_opensearch() as url:
        yield url


@pytest.fixture(params=["memory", "pgvector", "opensearch", *STORES])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each search engine; tests keep apart by the workspaces they use."""
    if request.param in STORES:
        skip_what_is_missing(request.node, request.param)
        yield request.getfixturevalue("store_engine")(request.param)
    elif request.param == "memory":
        yield memory_engine()
    else:
        name = {"pgvector": "postgres_engine", "opensearch": "opensearch_engine"}[request.param]
        yield request.getfixturevalue(name)


@pytest.fixture
def postgres_engine(postgres: PostgresAddress) -> Iterator[Engine]:
    database = database_at(postgres)
    yield engine_on(database)
    database.close()


@pytest.fixture
def opensearch_engine(opensearch: str) -> Iterator[Engine]:
    server = OpenSearch(opensearch)
    yield opensearch_engine_on(server)
    server.close()


@pytest.fixture(scope="session")
def store_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Engine]]:
    """Opens a pluggable store by its name."""
    with running_stores(tmp_path_factory.mktemp("stores")) as opened:
        yield opened


@pytest.fixture
def workspace() -> WorkspaceId:
    return WorkspaceId(uuid.uuid4().hex)
