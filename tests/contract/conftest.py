"""Real services of the contract suites; each starts once per test process, when first asked for."""

from collections.abc import Iterator

import pytest

from cdk_app.evaluation.postgres import PostgresAddress, throwaway_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresAddress]:
    """An embedded PostgreSQL with pgvector on a loopback port of its own."""
    with throwaway_postgres() as address:
        yield address
