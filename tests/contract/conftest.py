"""Real services of the contract suites; each starts once per test process, when first asked for."""

import uuid
from collections.abc import Iterator

import pytest

from cdk_app.evaluation.postgres import PostgresAddress, throwaway_postgres
from genai_core.domain.identifiers import WorkspaceId
from tests.contract.search_engines import Engine, database_at, engine_on, memory_engine


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresAddress]:
    """An embedded PostgreSQL with pgvector on a loopback port of its own."""
    with throwaway_postgres() as address:
        yield address


@pytest.fixture(params=["memory", "pgvector"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each search engine; tests keep apart by the workspaces they use."""
    if request.param == "memory":
        yield memory_engine()
    else:
        yield request.getfixturevalue("postgres_engine")


@pytest.fixture
def postgres_engine(postgres: PostgresAddress) -> Iterator[Engine]:
    database = database_at(postgres)
    yield engine_on(database)
    database.close()


@pytest.fixture
def workspace() -> WorkspaceId:
    return WorkspaceId(uuid.uuid4().hex)
