"""Rules about the database: which versions serve, and which names Aurora keeps for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cdk_app.config.environment import EnvironmentConfig
from cdk_app.config.problems import Problem

# From these on Aurora can pause (AWS announced 0 ACU for 13.15, 14.12, 15.7 and 16.3; 17.4 and 18.3 are the
# first of their majors), and its pgvector has the vectors of 16 bits that chunks are stored in.
LEAST_MINORS: Mapping[int, int] = {13: 15, 14: 12, 15: 7, 16: 3, 17: 4, 18: 3}
_RESERVED_USERS = ("postgres", "rdsadmin", "rdsrepladmin", "rdsproxyadmin", "public")
_RESERVED_NAMES = ("postgres", "rdsadmin", "template0", "template1")


def database_problems(config: EnvironmentConfig) -> Iterator[Problem]:
    """Yields the problems of `database`: path, value and remedy."""
    database = config.database
    if database.endpoint and database.aurora:
        yield "database", "both endpoint and aurora", "Keep one: an existing server, or a new cluster."
    if not database.endpoint and not database.aurora:
        yield "database", "neither endpoint nor aurora", "Give one: an existing server, or a new cluster."
    if database.aurora:
        yield from _aurora(config)


def _aurora(config: EnvironmentConfig) -> Iterator[Problem]:
    aurora = config.database.aurora
    assert aurora is not None  # noqa: S101 - by the caller
    if not config.network:
        yield "network", None, "Aurora needs one: add network."
    user = config.database.user
    if user in _RESERVED_USERS or user.startswith(("pg_", "rds_")):
        yield "database.user", user, "The cluster reserves it: choose another, such as quorum."
    if config.database.name in _RESERVED_NAMES:
        remedy = "The cluster has such a database already: choose another name, such as quorum."
        yield "database.name", config.database.name, remedy
    if aurora.max_acu < aurora.min_acu:
        yield "database.aurora.max_acu", aurora.max_acu, "It must not be below min_acu."
    major, minor = map(int, aurora.version.split("."))
    if minor < LEAST_MINORS.get(major, 100):
        least = ", ".join(f"{major}.{minor}" for major, minor in LEAST_MINORS.items())
        yield "database.aurora.version", aurora.version, f"Use one of {least}, or a later minor version."
